import {
  bits,
  der,
  integer,
  objectIdentifier,
  utcTime,
} from '../../../../../scripts/emulator/redirect/certificates/CertificateAuthority'

const hex = (bytes: Buffer) => bytes.toString('hex')

describe('DER', () => {
  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_536, '0483010000'],
  ])('writes the tag and length of an element of %d bytes', (length, head) => {
    expect(hex(der(0x04, Buffer.alloc(length)))).toBe(head + '00'.repeat(length))
  })

  it('joins the parts of an element', () => {
    expect(hex(der(0x30, integer(1), integer(2)))).toBe('3006020101020102')
  })

  it.each([
    [[0], '020100'],
    [[0x7f], '02017f'],
    [[0x80], '02020080'],
    [[1, 0xff], '020201ff'],
  ])('writes the bytes %j as a non-negative number', (bytes, expected) => {
    expect(hex(integer(...bytes))).toBe(expected)
  })

  it.each([
    ['551d0f', '0603551d0f'],
    ['2a8648ce3d040302', '06082a8648ce3d040302'],
  ])('writes the object identifier %s', (content, expected) => {
    expect(hex(objectIdentifier(content))).toBe(expected)
  })

  it('writes a bit string with unused bits at its end', () => {
    expect(hex(bits(Buffer.from([0x80]), 7))).toBe('03020780')
  })

  it('writes a time', () => {
    expect(utcTime(new Date('2026-01-02T03:04:05.678Z')).subarray(2).toString()).toBe('260102030405Z')
  })
})
