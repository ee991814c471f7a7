import { Worker } from 'node:worker_threads'

/** How often it is looked whether the parent is there, in milliseconds. */
const LOOK_EVERY_MS = 1000

/**
 * Ends this process soon after its parent is gone, also while its own code never comes to an end: a thread of its own
 * looks. Where a parent's end does not change the parent's id (Windows), its process is looked for.
 */
export function watchParent(): void {
  const code = `
    const parent = process.ppid
    setInterval(() => {
      try {
        if (process.ppid !== parent) throw new Error('gone')
        process.kill(parent, 0)
      } catch (error) {
        if (error.code !== 'EPERM') process.kill(process.pid, 'SIGKILL')
      }
    }, ${LOOK_EVERY_MS})`
  new Worker(code, {
    eval: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 },
  }).unref()
}
