import { realpathSync } from 'node:fs'
import { basename, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promiseHooks } from 'node:v8'

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
 * @param functionDir the folder of the function
 * @param others stacks of promises that were rejected with the error: the first one with lines of the function is added if the
 *   error has none
 * @example
 * traceOf(error, '/shop') // ['    at exports.main (cloudfunctions/pay/index.js:3:9)']
 */
export function traceOf(error: unknown, dir: string, functionDir = dir, others: readonly string[] = []): string[] {
  try {
    if (!(error instanceof Error)) return []
    const { stack = '', cause }: Error & { cause?: unknown } = error
    const folders = [dir, realpathSync(dir)].flatMap((it) => [`${pathToFileURL(it)}/`, it + sep])
    const linesOf = (text: string) =>
      text
        .split('\n')
        .filter((line) => line.trim() !== '' && !OUTSIDE.test(line))
        .map((line) => folders.reduce((it, folder) => it.replaceAll(folder, ''), line).slice(0, MAX_LINE_LENGTH))
    const isOwn = (line: string) => {
      const folders = line.split(/[\\/(]/)
      return folders.includes(basename(functionDir)) && !folders.includes('node_modules')
    }
    // The stack of a SyntaxError has the file and the line before the message.
    const lines = linesOf(stack.replace(String(error), ''))
    const waiting = lines.some(isOwn) ? undefined : others.map(linesOf).find((it) => it.some(isOwn))
    if (waiting) lines.push(...waiting.filter(isOwn))
    if (cause !== undefined) lines.push(`    caused by: ${cause}`)
    return lines.slice(0, MAX_LINES)
  } catch {
    // Getters and proxies may throw.
    return []
  }
}

/** How many of the promises that settled last are kept: those of one request of wx-server-sdk, which settle after the failed one. */
const MAX_SETTLED = 100

/**
 * Remembers where promises are created. Errors of a callback, such as those of wx-server-sdk, do not have the line of the
 * function that waits. Does nothing in Node before 16.14.
 *
 * @returns a function that returns the stacks of the promises that an error has rejected, the first one first
 */
export function rememberPromises(): (error: unknown) => Promise<string[]> {
  const created = new WeakMap<Promise<unknown>, { stack?: string }>()
  const settled: Promise<unknown>[] = []
  promiseHooks?.onInit((promise, parent) => {
    // Those of await and then() say nothing that their parents do not say, and there are many.
    if (parent instanceof Promise) return
    const place = {}
    Error.captureStackTrace(place)
    created.set(promise, place)
  })
  promiseHooks?.onSettled((promise) => {
    settled.push(promise)
    if (settled.length > MAX_SETTLED) settled.shift()
  })
  return async (error) => {
    const stacks = [...settled].map(async (promise) => {
      const reason: unknown = await promise.then(
        () => undefined,
        (it) => it,
      )
      return reason === error ? (created.get(promise)?.stack ?? '') : ''
    })
    return Promise.all(stacks)
  }
}
