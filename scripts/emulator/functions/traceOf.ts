import { realpathSync } from 'node:fs'
import { sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'

/** A longer trace helps nobody. */
const MAX_LINES = 30
const MAX_LINE_LENGTH = 500

/** What stands around a function and is none of it: Node, and what calls it here. */
const OUTSIDE = /\(?node:|[\\/]emulator[\\/]host\.js:/

/**
 * Where an error was thrown, file by file: the lines of its stack without its message, and those of its causes; paths are
 * relative to the function's folder.
 *
 * @param error anything that was thrown
 * @param dir the function's folder
 * @example
 * traceOf(error, '/shop/cloudfunctions/pay') // ['    at price (lib/price.js:7:11)', '    at exports.main (index.js:3:9)']
 */
export function traceOf(error: unknown, dir: string): string[] {
  try {
    const folders = [dir, realpathSync(dir)].flatMap((it) => [`${pathToFileURL(it)}/`, it + sep])
    const shortened = (line: string) => folders.reduce((it, folder) => it.replaceAll(folder, ''), line)
    return linesOf(error)
      .slice(0, MAX_LINES)
      .map((line) => shortened(line).slice(0, MAX_LINE_LENGTH))
  } catch {
    // It has getters that throw, or is a proxy that does.
    return []
  }
}

function linesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return typeof error === 'object' ? shown(error) : []
  const { stack, cause }: Error & { cause?: unknown } = error
  const own = typeof stack === 'string' ? withoutMessage(stack, String(error)) : []
  if (!(cause instanceof Error) || cause === error) return own
  return [...own, `    caused by: ${cause}`, ...(cause.cause === undefined ? linesOf(cause) : [])]
}

/** What is thrown in the place of an error says nothing as a text: `[object Object]`. */
function shown(thrown: object | null): string[] {
  return inspect(thrown, { depth: 2, breakLength: 100 })
    .split('\n')
    .map((line) => `    ${line}`)
}

/** Of a mistake in the code, a stack tells the file and the line before the message. */
function withoutMessage(stack: string, message: string): string[] {
  const at = stack.indexOf(message)
  const lines = at < 0 ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : around(stack, at, message.length)
  return lines.filter((line) => line.trim() !== '' && !OUTSIDE.test(line))
}

function around(stack: string, at: number, length: number): string[] {
  const before = stack.slice(0, at).split('\n')
  return [...before.map((line) => `    ${line}`.trimEnd()), ...stack.slice(at + length).split('\n')]
}
