import { parse } from 'lossless-json'

/**
 * Reads JSON as JSON.parse does, except that an integer which a number cannot hold becomes a bigint.
 *
 * @throws SyntaxError when the text is not JSON
 * @example
 * parseJson('{"id": 9007199254740993}') // { id: 9007199254740993n }
 */
export function parseJson(text: string): unknown {
  return parse(text, undefined, { parseNumber, onDuplicateKey: ({ newValue }) => newValue })
}

function parseNumber(text: string): number | bigint {
  const value = Number(text)
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value
}
