/**
 * Waits for what a function's process does, up to a time limit; a process that is late is killed, as WeChat does.
 *
 * @param outcome what is waited for
 * @param limitMs the limit, in milliseconds
 * @param kill ends the process
 */
export async function enforceTimeLimit<T>(
  outcome: Promise<T>,
  limitMs: number,
  kill: () => void,
): Promise<T | { kind: 'timedOut' }> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<{ kind: 'timedOut' }>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: 'timedOut' })
      kill()
    }, limitMs)
  })
  try {
    return await Promise.race([outcome, late])
  } finally {
    clearTimeout(timer)
  }
}
