/** ASN.1 in DER, as much of it as a certificate needs: https://www.itu.int/rec/T-REC-X.690 */

/** One element: its tag, and what it holds. */
export function der(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body)]), body])
}

export const sequence = (...content: Uint8Array[]) => der(0x30, ...content)
export const set = (...content: Uint8Array[]) => der(0x31, ...content)
export const octets = (content: Uint8Array) => der(0x04, content)
export const text = (content: string) => der(0x0c, Buffer.from(content))
export const yes = () => der(0x01, Buffer.from([0xff]))

/** `[tag]`, of what has parts and of what has none. */
export const tagged = (tag: number, ...content: Uint8Array[]) => der(0xa0 | tag, ...content)
export const tagging = (tag: number, content: Uint8Array) => der(0x80 | tag, content)

/** A number that is not negative, highest byte first. */
export function integer(...bytes: number[]): Buffer {
  return der(0x02, Buffer.from((bytes[0] ?? 0) > 0x7f ? [0, ...bytes] : bytes))
}

/** @param unused how many of the last byte's bits count for nothing */
export function bits(content: Uint8Array, unused = 0): Buffer {
  return der(0x03, Buffer.from([unused]), content)
}

/** @param dotted `2.5.29.19` */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

/** A moment before 2050, to the second. */
export function utcTime(time: Date): Buffer {
  return der(0x17, Buffer.from(time.toISOString().replace(/^..|[-:T]|\.\d+/g, '')))
}

function lengthOf({ length }: Buffer): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff)
  return [0x80 | bytes.length, ...bytes]
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f]
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift(0x80 | (rest & 0x7f))
  return bytes
}
