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
