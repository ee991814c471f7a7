import { createHash, X509Certificate } from 'node:crypto'

/** What every Java since 1.2 reads, whose own form of trust store has a different one since 9. */
const MAGIC = 0xfeedfeed
const VERSION = 2
const TRUSTED_CERTIFICATE = 2

/** The usual one; it is asked for by whoever looks at the digest. */
export const TRUST_STORE_PASSWORD = 'changeit'

/**
 * A trust store of Java, JKS, that is no secret (sun.security.provider.JavaKeyStore of OpenJDK says its form).
 *
 * @param certificates each in PEM
 */
export function javaTrustStore(certificates: readonly string[]): Buffer {
  const content = Buffer.concat([
    uint32(MAGIC),
    uint32(VERSION),
    uint32(certificates.length),
    ...certificates.flatMap((pem, index) => {
      const { raw } = new X509Certificate(pem)
      const made = Buffer.alloc(8)
      return [uint32(TRUSTED_CERTIFICATE), utf(`ca-${index}`), made, utf('X.509'), uint32(raw.length), raw]
    }),
  ])
  const digest = createHash('sha1').update(Buffer.from(TRUST_STORE_PASSWORD, 'utf16le').swap16())
  return Buffer.concat([content, digest.update('Mighty Aphrodite').update(content).digest()])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** A text of ASCII, after its length. */
function utf(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])
}
