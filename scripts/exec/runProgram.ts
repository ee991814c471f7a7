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

/** How a program exited. */
export interface Outcome {
  /** Its exit code, or that of a shell if a signal stopped it. */
  exitCode: number
  /** Whether it could be started. */
  hasRun: boolean
}

/** Runs a program until it exits, and forwards signals to it. */
export async function runProgram(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  const child = spawn(program, args, { stdio: 'inherit', env })
  const atTerminal = [0, 1, 2].some((fd) => isatty(fd))
  let descendants: number[] = []
  const unwatch = onEnd((signal) => {
    // Ctrl-C may mean something to the program; the other signals stop it and all that it has started.
    if (signal !== 'SIGINT') {
      // Afterwards nothing shows who started the processes that outlive the program. On Windows none do.
      if (process.platform !== 'win32' && child.pid !== undefined) descendants = descendantsOf(child.pid)
      setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS).unref()
    }
    forwardSignal(child, signal, process.platform, atTerminal)
  })
  const outcome = await new Promise<Outcome>((resolve) => {
    child.once('error', (error) => {
      console.error(printable(`cannot run ${program}: ${error.message}`))
      resolve({ exitCode: readProperty(error, 'code') === 'ENOENT' ? NOT_FOUND : NOT_RUN, hasRun: false })
    })
    child.once('exit', (code, signal) =>
      resolve({ exitCode: code ?? 128 + (signal ? constants.signals[signal] : 0), hasRun: true }),
    )
  })
  unwatch()
  await stopAll(descendants, TIMEOUT_MS)
  return outcome
}

/**
 * Forwards a signal to a program that does not get it by itself. A terminal sends Ctrl-C to both processes. So does the
 * console of Windows with Ctrl-C, Ctrl-Break and its close event; any signal would kill the program at once there, so SIGTERM
 * stops it with all that it has started.
 *
 * @param signal the signal that this process got
 * @param platform process.platform
 * @param atTerminal whether this process has a terminal: SIGINT then means Ctrl-C
 */
export function forwardSignal(
  child: ChildProcess,
  signal: NodeJS.Signals,
  platform: NodeJS.Platform,
  atTerminal: boolean,
): void {
  if (platform === 'win32') {
    if (signal === 'SIGTERM') spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
  } else if (signal !== 'SIGINT' || !atTerminal) child.kill(signal)
}
