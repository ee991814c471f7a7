import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { bits, integer, objectIdentifier, octets, sequence, tagged, tagging, yes } from './der'
import { extension, keyIdentifier, signCertificate } from './signCertificate'

const newKeyPair = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' })

/**
 * A certificate authority that lives as long as this object: its key is in memory only, and what it signs holds for some
 * names only, so that trusting it risks nothing elsewhere.
 */
export class CertificateAuthority {
  /** In PEM. */
  readonly certificate: string
  private readonly name = `local WeChat ${randomBytes(4).toString('hex')}`
  private readonly keys = newKeyPair()
  /** One for all that it vouches for: they are all the same server. */
  private readonly serverKeys = newKeyPair()

  /** @param hosts the names that it may vouch for, with what is under them; a leading dot makes no difference (RFC 5280, 4.2.1.10) */
  constructor(hosts: readonly string[]) {
    const permitted = hosts.map((host) => sequence(dnsName(host.replace(/^\./, ''))))
    // Names of one kind say nothing of the other: addresses are left out, both of four and of sixteen bytes, with their masks.
    const excluded = [8, 32].map((length) => sequence(tagging(7, Buffer.alloc(length))))
    this.certificate = signCertificate({
      subject: this.name,
      issuer: this.name,
      publicKey: this.keys.publicKey,
      signingKey: this.keys.privateKey,
      extensions: [
        extension('2.5.29.19', true, sequence(yes(), integer(0))), // basicConstraints: CA, of none below it
        extension('2.5.29.15', true, bits(Buffer.from([0b00000100]), 2)), // keyUsage: keyCertSign
        FOR_SERVERS,
        extension('2.5.29.30', true, sequence(tagged(0, ...permitted), tagged(1, ...excluded))), // nameConstraints
        extension('2.5.29.14', false, octets(keyIdentifier(this.keys.publicKey))), // subjectKeyIdentifier
      ],
    })
  }

  /** A server's key and certificate, in PEM; one for a name outside of the authority's is made, and trusted by nobody. */
  vouchFor(host: string): { key: string; cert: string } {
    const cert = signCertificate({
      subject: 'local WeChat',
      issuer: this.name,
      publicKey: this.serverKeys.publicKey,
      signingKey: this.keys.privateKey,
      extensions: [
        extension('2.5.29.19', true, sequence()), // basicConstraints: no CA
        extension('2.5.29.15', true, bits(Buffer.from([0b10000000]), 7)), // keyUsage: digitalSignature
        FOR_SERVERS,
        extension('2.5.29.17', false, sequence(dnsName(host))), // subjectAltName
        extension('2.5.29.14', false, octets(keyIdentifier(this.serverKeys.publicKey))), // subjectKeyIdentifier
        extension('2.5.29.35', false, sequence(tagging(0, keyIdentifier(this.keys.publicKey)))), // authorityKeyIdentifier
      ],
    })
    return { key: this.serverKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert }
  }
}

/** extendedKeyUsage: serverAuth */
const FOR_SERVERS = extension('2.5.29.37', false, sequence(objectIdentifier('1.3.6.1.5.5.7.3.1')))

function dnsName(name: string): Buffer {
  return tagging(2, Buffer.from(name))
}
