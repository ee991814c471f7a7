/** The longest time that a timer of Node can wait, in milliseconds. A longer one fires at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1

/**
 * Waits for a promise up to a time limit.
 *
 * @param ms the limit, in milliseconds
 * @param onTimeUp runs at the limit
 * @returns what the promise resolves to, or after the limit what `onTimeUp` returns
 * @example
 * await withTimeLimit(3000, fetch('https://api.weixin.qq.com'), () => 'late')
 */
export async function withTimeLimit<T, L>(
  ms: number,
  promise: Promise<T>,
  onTimeUp: () => L | Promise<L>,
): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<L>((resolve) => {
    timer = setTimeout(() => resolve(onTimeUp()), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
