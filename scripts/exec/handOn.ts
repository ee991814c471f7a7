import { type ChildProcess, spawnSync } from 'node:child_process'

/**
 * Hands a signal on to a command. On Windows it hears of Ctrl-C, Ctrl-Break and the end of its console as this process does,
 * and a signal would kill it at once; there SIGTERM ends it with all that it has started.
 *
 * @param child the command's process
 * @param signal the signal that this process got
 * @param platform as process.platform
 */
export function handOn(child: ChildProcess, signal: NodeJS.Signals, platform: NodeJS.Platform): void {
  if (platform !== 'win32') child.kill(signal)
  else if (signal === 'SIGTERM') spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
}
