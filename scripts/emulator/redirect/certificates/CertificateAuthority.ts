import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** The part of ASN.1 DER that certificates need: https://www.itu.int/rec/T-REC-X.690 */

/** Returns one element. */
export function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body)]), body])
}

export const sequence = (...content: Uint8Array[]) => der(0x30, ...content)
export const set = (...content: Uint8Array[]) => der(0x31, ...content)
export const octets = (content: Uint8Array) => der(0x04, content)
export const text = (content: string) => der(0x0c, Buffer.from(content))
export const yes = () => der(0x01, Buffer.from([0xff]))

/** `[tag]` of a value that has parts, and of one that has none. */
export const contextConstructed = (tag: number, ...content: Uint8Array[]) => der(0xa0 | tag, ...content)
export const contextPrimitive = (tag: number, content: Uint8Array) => der(0x80 | tag, content)

/** Returns a non-negative integer, given as bytes, the highest first. */
export function integer(...bytes: number[]): Buffer {
  return der(0x02, Buffer.from((bytes[0] ?? 0) > 0x7f ? [0, ...bytes] : bytes))
}

/** @param unused the number of bits at the end of the last byte that are not part of the string */
export function bits(content: Uint8Array, unused = 0): Buffer {
  return der(0x03, Buffer.from([unused]), content)
}

/** @param hexadecimal its content: `551d13` for 2.5.29.19 */
export function objectIdentifier(hexadecimal: string): Buffer {
  return der(0x06, Buffer.from(hexadecimal, 'hex'))
}

/** Returns a time before 2050, in seconds. */
export function utcTime(time: Date): Buffer {
  return der(0x17, Buffer.from(time.toISOString().replace(/^..|[-:T]|\.\d+/g, '')))
}

function lengthOf({ length }: Buffer): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff)
  return [0x80 | bytes.length, ...bytes]
}

const DAY_MS = 24 * 60 * 60 * 1000
/** ecdsa-with-SHA256, 1.2.840.10045.4.3.2 */
const ECDSA_WITH_SHA256 = sequence(objectIdentifier('2a8648ce3d040302'))
/** extendedKeyUsage: serverAuth, 1.3.6.1.5.5.7.3.1 */
const FOR_SERVERS = extension(37, false, sequence(objectIdentifier('2b06010505070301')))

/**
 * A certificate authority whose private key exists only in memory. Its name constraints limit it to some hosts, so that
 * trusting it is no risk for others.
 */
export class CertificateAuthority {
  /** In PEM. */
  readonly certificate: string
  private readonly name = `local WeChat ${randomBytes(4).toString('hex')}`
  private readonly keys = newKeyPair()
  private readonly keyIdentifier = randomBytes(20)
  /** Shared by all certificates that it issues: they are for the same server. */
  private readonly serverKeys = newKeyPair()

  /** @param hosts the hosts that it may issue for, and names under them; a leading dot has no effect (RFC 5280, 4.2.1.10) */
  constructor(hosts: readonly string[]) {
    const permitted = hosts.map((host) => sequence(dnsName(host.replace(/^\./, ''))))
    // A constraint on DNS names does not apply to IP addresses: all of IPv4 and IPv6 are excluded (address and mask).
    const excluded = [8, 32].map((length) => sequence(contextPrimitive(7, Buffer.alloc(length))))
    this.certificate = signCertificate({
      subject: this.name,
      issuer: this.name,
      publicKey: this.keys.publicKey,
      signingKey: this.keys.privateKey,
      extensions: [
        extension(19, true, sequence(yes(), integer(0))), // basicConstraints: CA, pathlen 0
        extension(15, true, bits(Buffer.from([0b00000100]), 2)), // keyUsage: keyCertSign
        FOR_SERVERS,
        extension(30, true, sequence(contextConstructed(0, ...permitted), contextConstructed(1, ...excluded))), // nameConstraints
        extension(14, false, octets(this.keyIdentifier)), // subjectKeyIdentifier
      ],
    })
  }

  /** Issues a certificate for a host, in PEM. Clients reject it for a host that the authority may not issue for. */
  issue(host: string): { key: string; cert: string } {
    const cert = signCertificate({
      subject: 'local WeChat',
      issuer: this.name,
      publicKey: this.serverKeys.publicKey,
      signingKey: this.keys.privateKey,
      extensions: [
        extension(15, true, bits(Buffer.from([0b10000000]), 7)), // keyUsage: digitalSignature
        FOR_SERVERS,
        extension(17, false, sequence(dnsName(host))), // subjectAltName
        extension(35, false, sequence(contextPrimitive(0, this.keyIdentifier))), // authorityKeyIdentifier
      ],
    })
    return { key: this.serverKeys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert }
  }
}

export interface CertificateContent {
  /** Common name of the owner. */
  subject: string
  /** Common name of the issuer. */
  issuer: string
  publicKey: KeyObject
  /** The issuer's private key, of an elliptic curve. */
  signingKey: KeyObject
  extensions: readonly Buffer[]
}

/** Returns a certificate in PEM (RFC 5280), valid from yesterday for a year from now. */
export function signCertificate({ subject, issuer, publicKey, signingKey, extensions }: CertificateContent): string {
  const now = Date.now()
  const content = sequence(
    contextConstructed(0, integer(2)),
    integer(0x7f, ...randomBytes(15)),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer),
    sequence(utcTime(new Date(now - DAY_MS)), utcTime(new Date(now + 365 * DAY_MS))),
    distinguishedName(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    contextConstructed(3, sequence(...extensions)),
  )
  const certificate = sequence(content, ECDSA_WITH_SHA256, bits(sign('sha256', content, signingKey)))
  return `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

function newKeyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
}

/** @param id the last number of its object identifier, 2.5.29.id */
function extension(id: number, critical: boolean, value: Buffer): Buffer {
  return sequence(der(0x06, Buffer.from([0x55, 0x1d, id])), ...(critical ? [yes()] : []), octets(value))
}

/** The name has one part: commonName, 2.5.4.3. */
function distinguishedName(commonName: string): Buffer {
  return sequence(set(sequence(objectIdentifier('550403'), text(commonName))))
}

function dnsName(name: string): Buffer {
  return contextPrimitive(2, Buffer.from(name))
}
