import { codeOf } from './codeOf'

/**
 * Whether there is a process of this id.
 *
 * @example
 * isRunning(process.ppid) // false on Windows when the parent has ended; elsewhere the id changes
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
