import { realpathSync } from 'node:fs'
import { sep } from 'node:path'
import { pathToFileURL } from 'node:url'

const MAX_LINES = 30
const MAX_LINE_LENGTH = 500

/** Matches lines of a stack that do not belong to the function: Node, host.ts and importHooks.ts. */
const OUTSIDE = /\(?node:|[\\/]emulator[\\/](host|importHooks)\.js:/

/**
 * Returns where an error was thrown: the lines of its stack, without the message, and its cause. Paths are relative to a folder,
 * so that an editor opens them from there.
 *
 * @param error anything that was thrown
 * @param dir the folder, for example the one in which `start` runs
 * @example
 * traceOf(error, '/shop') // ['    at exports.main (cloudfunctions/pay/index.js:3:9)']
 */
export function traceOf(error: unknown, dir: string): string[] {
  try {
    if (!(error instanceof Error)) return []
    const { stack = '', cause }: Error & { cause?: unknown } = error
    // The stack of a SyntaxError has the file and the line before the message.
    const lines = stack.replace(String(error), '').split('\n')
    if (cause !== undefined) lines.push(`    caused by: ${cause}`)
    const folders = [dir, realpathSync(dir)].flatMap((it) => [`${pathToFileURL(it)}/`, it + sep])
    return lines
      .filter((line) => line.trim() !== '' && !OUTSIDE.test(line))
      .slice(0, MAX_LINES)
      .map((line) => folders.reduce((it, folder) => it.replaceAll(folder, ''), line).slice(0, MAX_LINE_LENGTH))
  } catch {
    // Getters and proxies may throw.
    return []
  }
}
