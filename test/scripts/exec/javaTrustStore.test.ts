import { createHash, X509Certificate } from 'node:crypto'
import { javaTrustStore } from '../../../scripts/exec/javaTrustStore'
import { selfSignedCertificate } from '../../helpers/selfSignedCertificate'

describe('a trust store of Java', () => {
  const { cert } = selfSignedCertificate()
  const { raw } = new X509Certificate(cert)

  it('holds each certificate under a name of its own, after how many there are', () => {
    const entry = (alias: string) =>
      Buffer.concat([
        Buffer.from('00000002' + '0004', 'hex'),
        Buffer.from(alias),
        Buffer.from(`0000000000000000${'0005'}${Buffer.from('X.509').toString('hex')}`, 'hex'),
        Buffer.from(raw.length.toString(16).padStart(8, '0'), 'hex'),
        raw,
      ])
    const content = Buffer.concat([Buffer.from('feedfeed0000000200000002', 'hex'), entry('ca-0'), entry('ca-1')])

    expect(javaTrustStore([cert, cert]).subarray(0, -20)).toEqual(content)
  })

  it('ends with the digest that whoever gives the usual password compares', () => {
    const store = javaTrustStore([])
    const password = Buffer.from([...'changeit'].flatMap((letter) => [0, letter.charCodeAt(0)]))
    const digest = createHash('sha1')
      .update(password)
      .update('Mighty Aphrodite')
      .update(store.subarray(0, -20))
      .digest()

    expect(store.subarray(-20)).toEqual(digest)
  })
})
