import { Worker } from 'node:worker_threads'

/** How often it is looked whether the parent is there, in milliseconds. */
const LOOK_EVERY_MS = 1000

/**
 * Ends this process soon after the local WeChat is gone, also while its own code never comes to an end: a thread of its own
 * looks, for the process itself too, which may have gone before the thread began, or have left its id here (Windows).
 *
 * @param localWeChat the id of its process
 */
export function watchParent(localWeChat: number): void {
  const code = `
    const parent = process.ppid
    setInterval(() => {
      try {
        if (process.ppid !== parent) throw new Error('gone')
        process.kill(${localWeChat}, 0)
      } catch (error) {
        if (error.code !== 'EPERM') process.kill(process.pid, 'SIGKILL')
      }
    }, ${LOOK_EVERY_MS})`
  new Worker(code, {
    eval: true,
    execArgv: [],
    // Without NODE_OPTIONS, it loads nothing but this.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 },
  }).unref()
}
