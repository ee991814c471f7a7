import { type ChildProcess, spawnSync } from 'node:child_process'

/**
 * Hands a signal on to a command that does not hear of it as this process does. Ctrl-C at a terminal is told to both. On Windows
 * so are Ctrl-C, Ctrl-Break and the end of the console, and a signal would kill it at once; there SIGTERM ends it with all that
 * it has started.
 *
 * @param child the command's process
 * @param signal the signal that this process got
 * @param platform as process.platform
 * @param atTerminal whether this process has a terminal: SIGINT is taken for Ctrl-C then
 */
export function handOn(
  child: ChildProcess,
  signal: NodeJS.Signals,
  platform: NodeJS.Platform,
  atTerminal: boolean,
): void {
  if (platform === 'win32') {
    if (signal === 'SIGTERM') spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
  } else if (signal !== 'SIGINT' || !atTerminal) child.kill(signal)
}
