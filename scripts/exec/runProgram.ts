import { type ChildProcess, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { isatty } from 'node:tty'
import spawn from 'cross-spawn'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { onEnd } from '../start/onEnd'
import { descendantsOf, stopAll } from '../start/processes'

/** How long a program may take to exit after a signal, in milliseconds. */
const TIMEOUT_MS = 5000

/** The exit codes of a shell for a program that does not exist, and for one that it may not run. */
const NOT_FOUND = 127
const NOT_RUN = 126

/** Signals that are for the program alone. */
const FORWARDED = ['SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const

/**
 * Runs a program until it exits, and forwards signals to it.
 *
 * @param onStart gets the id of its process
 * @returns its exit code, or that of a shell if a signal stopped it or if it cannot be run
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onStart: (pid: number) => void,
): Promise<number> {
  const child = spawn(program, args, { stdio: 'inherit', env })
  if (child.pid !== undefined) onStart(child.pid)
  const atTerminal = [0, 1, 2].some(isatty)
  const forward = (signal: NodeJS.Signals) => forwardSignal(child, signal, process.platform, atTerminal)
  let descendants: number[] = []
  const unwatch = onEnd((signal) => {
    // The program may handle Ctrl-C itself; the other signals stop it with all that it has started.
    if (signal !== 'SIGINT') {
      // Afterwards nothing shows who started the processes that outlive the program. On Windows none do.
      if (process.platform !== 'win32' && child.pid !== undefined)
        descendants = descendantsOf(child.pid).map(({ pid }) => pid)
      setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS).unref()
    }
    forward(signal)
  })
  for (const signal of FORWARDED) process.on(signal, forward)
  const exitCode = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      console.error(printable(`cannot run ${program}: ${error.message}`))
      resolve(readProperty(error, 'code') === 'ENOENT' ? NOT_FOUND : NOT_RUN)
    })
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
  unwatch()
  for (const signal of FORWARDED) process.off(signal, forward)
  await stopAll(descendants, TIMEOUT_MS)
  return exitCode
}

/**
 * Forwards a signal to a program that does not get it by itself. A terminal sends Ctrl-C and Ctrl-\ to both processes. So does
 * the console of Windows with Ctrl-C, Ctrl-Break and its close event; any signal would kill the program at once there, so SIGTERM
 * stops it with all that it has started.
 *
 * @param signal the signal that this process got
 * @param platform process.platform
 * @param atTerminal whether this process has a terminal: SIGINT then means Ctrl-C, and SIGQUIT Ctrl-\
 */
export function forwardSignal(
  child: ChildProcess,
  signal: NodeJS.Signals,
  platform: NodeJS.Platform,
  atTerminal: boolean,
): void {
  if (platform === 'win32') {
    if (signal === 'SIGTERM') spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
  } else if (!atTerminal || (signal !== 'SIGINT' && signal !== 'SIGQUIT')) child.kill(signal)
}
