import { readProperty } from '../errors/readProperty'
import { MAX_TIMER_MS } from '../params/MAX_TIMER_MS'

/** Time to get an answer out before the platform's kill, in milliseconds. */
const MARGIN_MS = 200

/**
 * Returns how long the platform lets an invocation last, in milliseconds; undefined if it does not say
 * (assumed#time-limit-told), or if it is longer than any timer.
 *
 * @param context the function's second argument
 * @example
 * timeLimitOf({ time_limit_in_ms: 3000 }) // 3000
 */
export function timeLimitOf(context: unknown): number | undefined {
  const limit = readProperty(context, 'time_limit_in_ms')
  return typeof limit === 'number' && limit > 0 && limit <= MAX_TIMER_MS ? limit : undefined
}

/**
 * What a promise gives, or undefined shortly before the platform would kill the function.
 *
 * @param limitMs the time limit, in milliseconds; undefined for none
 * @example
 * await withinTimeLimit(3000, new Promise(() => {})) // undefined, after 2800 ms
 */
export async function withinTimeLimit<T>(limitMs: number | undefined, answer: Promise<T>): Promise<T | undefined> {
  if (limitMs === undefined) return answer
  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs - Math.min(MARGIN_MS, limitMs / 2), undefined)
  })
  try {
    return await Promise.race([answer, timeUp])
  } finally {
    clearTimeout(timer)
  }
}
