import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Takes a lock that one process holds at a time; a lock whose process has ended counts for nothing.
 *
 * Node has no lock that the system itself releases when a process is killed, hence the process id.
 *
 * @param path of the lock file
 * @returns gives the lock back
 * @throws Error when another process holds it
 */
export function lockFile(path: string): () => void {
  const holder = holderOf(path)
  if (holder !== undefined) {
    throw new Error(`another local WeChat uses this state file (process ${holder}); if none does, remove ${path}`)
  }
  rmSync(path, { force: true })
  writeFileSync(path, `${process.pid}\n`, { flag: 'wx' })
  held.add(path)
  return () => {
    held.delete(path)
    rmSync(path, { force: true })
  }
}

/** This process's own: its id alone would not tell two of them apart. */
const held = new Set<string>()

function holderOf(path: string): number | undefined {
  if (!existsSync(path)) return undefined
  const pid = Number(readFileSync(path, 'utf8'))
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (pid === process.pid) return held.has(path) ? pid : undefined
  return isRunning(pid) ? pid : undefined
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return Object(error).code === 'EPERM'
  }
}
