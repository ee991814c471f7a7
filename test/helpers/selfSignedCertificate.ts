import { generateKeyPairSync } from 'node:crypto'
import { signCertificate } from '../../scripts/emulator/redirect/certificates/CertificateAuthority'

/** Returns a self-signed certificate for 127.0.0.1, with its key. */
export function selfSignedCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const name = '127.0.0.1'
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: signCertificate({ subject: name, issuer: name, publicKey, signingKey: privateKey, extensions: [] }),
  }
}
