import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { rootCertificates } from 'node:tls'

/** The certificates that the system trusts, on Debian and Alpine, on Fedora, and on macOS. */
const OF_THE_SYSTEM = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem']

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/**
 * Returns the certificates, each in PEM, that a program with this environment trusts: those of the public authorities, of
 * the system, and of the user's variables.
 *
 * @param env SSL_CERT_FILE, SSL_CERT_DIR, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE and NODE_EXTRA_CA_CERTS of the user
 * @param more further files or folders
 */
export function trustedCertificates(env: NodeJS.ProcessEnv, more: readonly string[] = []): string[] {
  const { SSL_CERT_FILE, SSL_CERT_DIR = '', REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, NODE_EXTRA_CA_CERTS } = env
  const folders = SSL_CERT_DIR.split(delimiter)
  const set = [SSL_CERT_FILE, ...folders, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, NODE_EXTRA_CA_CERTS, ...more]
  const certificates = new Map<string, string>()
  for (const pem of [...rootCertificates, ...[...OF_THE_SYSTEM, ...set].flatMap(certificatesIn)]) {
    try {
      certificates.set(new X509Certificate(pem).fingerprint256, pem)
    } catch {
      // Skips PEM blocks that do not parse as certificates.
    }
  }
  return [...certificates.values()]
}

/** Returns the certificates in a file, or in a folder, which requests supports too. */
export function certificatesIn(path: string | undefined): string[] {
  if (!path || !existsSync(path)) return []
  const files = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path]
  return files.flatMap((file) =>
    existsSync(file) && statSync(file).isFile() ? (readFileSync(file, 'latin1').match(CERTIFICATE) ?? []) : [],
  )
}
