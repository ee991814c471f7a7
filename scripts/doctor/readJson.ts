import { readFileSync } from 'node:fs'

/**
 * The JSON in a file.
 *
 * @returns undefined where there is no such file
 * @throws SyntaxError where it is not JSON
 */
export function readJson(path: string): unknown {
  const text = readText(path)
  return text === undefined ? undefined : JSON.parse(text)
}

/** The text in a file; undefined where there is no such file. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '')
  } catch {
    return undefined
  }
}
