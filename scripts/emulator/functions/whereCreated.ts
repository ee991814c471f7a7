import { promiseHooks } from 'node:v8'

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
