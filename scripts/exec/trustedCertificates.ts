import { X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'

/** Where Debian and Alpine, Fedora, and macOS keep what their users trust. */
const OF_THE_SYSTEM = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem']

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/**
 * The certificates, each in PEM, of what a program trusts that has this in its environment: the public authorities, what the
 * system has, and what the user has set.
 *
 * @param env SSL_CERT_FILE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE and NODE_EXTRA_CA_CERTS of the user
 */
export function trustedCertificates(env: NodeJS.ProcessEnv): string[] {
  const set = [env.SSL_CERT_FILE, env.REQUESTS_CA_BUNDLE, env.CURL_CA_BUNDLE, env.NODE_EXTRA_CA_CERTS]
  const all = [...rootCertificates, ...[...OF_THE_SYSTEM, ...set].flatMap(certificatesIn)]
  return [...new Map(all.flatMap((pem) => fingerprintOf(pem).map((it) => [it, pem]))).values()]
}

/** None of what is no certificate, which nobody would trust. */
function fingerprintOf(pem: string): [] | [string] {
  try {
    return [new X509Certificate(pem).fingerprint256]
  } catch {
    return []
  }
}

/** The certificates of a file, or of a folder of them, which requests takes too; none where there is neither. */
export function certificatesIn(path: string | undefined): string[] {
  if (!path || !existsSync(path)) return []
  const files = statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path]
  return files.flatMap((file) =>
    existsSync(file) && statSync(file).isFile() ? (readFileSync(file, 'latin1').match(CERTIFICATE) ?? []) : [],
  )
}
