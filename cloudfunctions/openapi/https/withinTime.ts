import { Failure } from './Failure'

/**
 * Runs something that is told when its time is up.
 *
 * @param ms how long it may take, in milliseconds
 * @param run gets the signal, which is aborted with an Failure -501002
 * @example
 * await withinTime(15_000, (signal) => fetch('https://api.weixin.qq.com', { signal }))
 */
export async function withinTime<T>(ms: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const timeUp = () => controller.abort(new Failure(-501002, `no answer within ${ms} ms`, 'unanswered'))
  const timer = setTimeout(timeUp, ms)
  try {
    return await run(controller.signal)
  } finally {
    clearTimeout(timer)
  }
}

/**
 * What a promise gives, or the signal's reason if that comes first: for work that does not listen to signals.
 *
 * @example
 * await withinTime(1000, (signal) => unlessAborted(signal, new Promise(() => {}))) // Failure -501002
 */
export function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    promise.then(resolve, reject)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    if (signal.aborted) reject(signal.reason)
  })
}
