import { realpathSync } from 'node:fs'
import { sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'

const MAX_LINES = 30
const MAX_LINE_LENGTH = 500

/** Matches lines of a stack that do not belong to the function: Node, and host.ts. */
const OUTSIDE = /\(?node:|[\\/]emulator[\\/]host\.js:/

/**
 * Returns where an error was thrown: the lines of its stack and of its causes' stacks, without the messages. Paths are
 * relative to a folder, so that an editor opens them from there.
 *
 * @param error anything that was thrown
 * @param dir the folder, for example the one in which `start` runs
 * @example
 * traceOf(error, '/shop') // ['    at exports.main (cloudfunctions/pay/index.js:3:9)']
 */
export function traceOf(error: unknown, dir: string): string[] {
  try {
    const folders = [dir, realpathSync(dir)].flatMap((it) => [`${pathToFileURL(it)}/`, it + sep])
    const shortened = (line: string) => folders.reduce((it, folder) => it.replaceAll(folder, ''), line)
    return linesOf(error)
      .slice(0, MAX_LINES)
      .map((line) => shortened(line).slice(0, MAX_LINE_LENGTH))
  } catch {
    // Getters and proxies may throw.
    return []
  }
}

function linesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return typeof error === 'object' ? inspected(error) : []
  const { stack, cause }: Error & { cause?: unknown } = error
  const own = typeof stack === 'string' ? withoutMessage(stack, String(error)) : []
  if (!(cause instanceof Error) || cause === error) return own
  return [...own, `    caused by: ${cause}`, ...(cause.cause === undefined ? linesOf(cause) : [])]
}

/** Shows a thrown object that is not an Error: as a string it is only `[object Object]`. */
function inspected(thrown: object | null): string[] {
  return inspect(thrown, { depth: 2, breakLength: 100 })
    .split('\n')
    .map((line) => `    ${line}`)
}

/** The stack of a SyntaxError has the file and the line before the message. */
function withoutMessage(stack: string, message: string): string[] {
  const at = stack.indexOf(message)
  const lines = at < 0 ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : around(stack, at, message.length)
  return lines.filter((line) => line.trim() !== '' && !OUTSIDE.test(line))
}

function around(stack: string, at: number, length: number): string[] {
  const before = stack.slice(0, at).split('\n')
  return [...before.map((line) => `    ${line}`.trimEnd()), ...stack.slice(at + length).split('\n')]
}
