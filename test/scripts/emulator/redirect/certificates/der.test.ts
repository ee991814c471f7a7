import {
  bits,
  der,
  integer,
  objectIdentifier,
  utcTime,
} from '../../../../../scripts/emulator/redirect/certificates/der'

const hex = (bytes: Buffer) => bytes.toString('hex')

describe('an element of DER', () => {
  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_536, '0483010000'],
  ])('of %d bytes begins with its tag and its length', (length, head) => {
    expect(hex(der(0x04, Buffer.alloc(length)))).toBe(head + '00'.repeat(length))
  })

  it('holds one part after another', () => {
    expect(hex(der(0x30, integer(1), integer(2)))).toBe('3006020101020102')
  })

  it.each([
    [[0], '020100'],
    [[0x7f], '02017f'],
    [[0x80], '02020080'],
    [[1, 0xff], '020201ff'],
  ])('is the number %j, never a negative one', (bytes, expected) => {
    expect(hex(integer(...bytes))).toBe(expected)
  })

  it.each([
    ['2.5.29.15', '0603551d0f'],
    ['1.2.840.10045.4.3.2', '06082a8648ce3d040302'],
    ['1.3.6.1.5.5.7.3.1', '06082b06010505070301'],
  ])('is the object identifier %s', (dotted, expected) => {
    expect(hex(objectIdentifier(dotted))).toBe(expected)
  })

  it('is a string of bits, of which the last count for nothing', () => {
    expect(hex(bits(Buffer.from([0x80]), 7))).toBe('03020780')
  })

  it('is a moment', () => {
    expect(utcTime(new Date('2026-01-02T03:04:05.678Z')).subarray(2).toString()).toBe('260102030405Z')
  })
})
