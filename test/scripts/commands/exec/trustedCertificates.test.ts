import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { certificatesIn, trustedCertificates } from '../../../../scripts/commands/exec/trustedCertificates'
import { selfSignedCertificate } from '../../../helpers/selfSignedCertificate'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const BROKEN = '-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----'

const fingerprints = (pems: readonly string[]) => pems.map((pem) => new X509Certificate(pem).fingerprint256)

describe('trustedCertificates', () => {
  it('returns the public authorities and those in the variables of the user, each once', () => {
    const cert = selfSignedCertificate().cert.trim()
    folder.write({ 'own.pem': `# mine\n${cert}\n${cert}\n${rootCertificates[0]}\n`, 'again.pem': cert })
    const env = { SSL_CERT_FILE: folder.path('own.pem'), CURL_CA_BUNDLE: folder.path('again.pem') }
    const without = fingerprints(trustedCertificates({}))

    expect(without).toEqual(expect.arrayContaining(fingerprints(rootCertificates)))
    expect(fingerprints(trustedCertificates(env))).toEqual([...without, ...fingerprints([cert])])
  })

  it('leaves out what is not a certificate', () => {
    folder.write({ 'own.pem': BROKEN })

    expect(trustedCertificates({ SSL_CERT_FILE: folder.path('own.pem') })).toEqual(trustedCertificates({}))
  })
})

describe('certificatesIn', () => {
  it('returns the certificates unchanged, without the text between them', () => {
    folder.write({ 'own.pem': `one\r\n${BROKEN}\r\ntwo ${BROKEN}` })

    expect(certificatesIn(folder.path('own.pem'))).toEqual([BROKEN, BROKEN])
  })

  it('reads every file in a folder, but no subfolder', () => {
    folder.write({ 'all/one.pem': BROKEN, 'all/two.0': BROKEN, 'all/three/four.pem': BROKEN })

    expect(certificatesIn(folder.path('all'))).toEqual([BROKEN, BROKEN])
  })

  it.each([undefined, '', '/no/such'])('returns nothing for %j', (path) => {
    expect(certificatesIn(path)).toEqual([])
  })
})
