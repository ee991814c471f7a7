import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { certificatesIn, trustedCertificates } from '../../../scripts/exec/trustedCertificates'
import { selfSignedCertificate } from '../../helpers/selfSignedCertificate'
import { temporaryFolder } from '../../helpers/temporaryFolder'

const folder = temporaryFolder()
const BROKEN = '-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----'

const fingerprints = (pems: readonly string[]) => pems.map((pem) => new X509Certificate(pem).fingerprint256)

describe('what is trusted', () => {
  it('is all public authorities, and what the user has set, once', () => {
    const cert = selfSignedCertificate().cert.trim()
    folder.write({ 'own.pem': `# mine\n${cert}\n${cert}\n${rootCertificates[0]}\n`, 'again.pem': cert })
    const env = { SSL_CERT_FILE: folder.path('own.pem'), CURL_CA_BUNDLE: folder.path('again.pem') }
    const without = fingerprints(trustedCertificates({}))

    expect(without).toEqual(expect.arrayContaining(fingerprints(rootCertificates)))
    expect(fingerprints(trustedCertificates(env))).toEqual([...without, ...fingerprints([cert])])
  })

  it('is nothing that is no certificate', () => {
    folder.write({ 'own.pem': BROKEN })

    expect(trustedCertificates({ SSL_CERT_FILE: folder.path('own.pem') })).toEqual(trustedCertificates({}))
  })
})

describe('the certificates in a file', () => {
  it('are as they stand there, without what is between them', () => {
    folder.write({ 'own.pem': `one\r\n${BROKEN}\r\ntwo ${BROKEN}` })

    expect(certificatesIn(folder.path('own.pem'))).toEqual([BROKEN, BROKEN])
  })

  it('are those of every file in a folder, but of no folder in it', () => {
    folder.write({ 'all/one.pem': BROKEN, 'all/two.0': BROKEN, 'all/three/four.pem': BROKEN })

    expect(certificatesIn(folder.path('all'))).toEqual([BROKEN, BROKEN])
  })

  it.each([undefined, '', '/no/such'])('are none where there is none: %j', (path) => {
    expect(certificatesIn(path)).toEqual([])
  })
})
