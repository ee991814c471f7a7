import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto'
import { bits, integer, objectIdentifier, octets, sequence, set, tagged, text, utcTime, yes } from './der'

export interface Certificate {
  /** The common names of whom it is for, and of who vouches for that. */
  subject: string
  issuer: string
  publicKey: KeyObject
  /** The issuer's, of an elliptic curve, by which it signs. */
  signingKey: KeyObject
  extensions: readonly Buffer[]
}

const DAY_MS = 24 * 60 * 60 * 1000
const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'))

/** @returns a certificate in PEM, RFC 5280, that holds from yesterday on for a year */
export function signCertificate({ subject, issuer, publicKey, signingKey, extensions }: Certificate): string {
  const now = Date.now()
  const content = sequence(
    tagged(0, integer(2)),
    integer(0x7f, ...randomBytes(15)),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    sequence(utcTime(new Date(now - DAY_MS)), utcTime(new Date(now + 365 * DAY_MS))),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(...extensions)),
  )
  const certificate = sequence(content, ECDSA_WITH_SHA256, bits(sign('sha256', content, signingKey)))
  return `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

/** @param id `2.5.29.19` */
export function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(objectIdentifier(id), ...(critical ? [yes()] : []), octets(value))
}

/** What a key is known by in certificates: RFC 7093, method 4. */
export function keyIdentifier(publicKey: KeyObject): Buffer {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20)
}

function nameOf(commonName: string): Buffer {
  return sequence(set(sequence(objectIdentifier('2.5.4.3'), text(commonName))))
}
