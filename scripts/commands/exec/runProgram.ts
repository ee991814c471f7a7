import type { ChildProcess } from 'node:child_process'
import { constants } from 'node:os'
import { isatty } from 'node:tty'
import spawn from 'cross-spawn'
import { printable } from '../../../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { reasonIn } from '../../emulator/system/system'
import type { Say } from '../terminal/language'
import { onEnd, stopTree } from '../terminal/processes'

/** How long a program may take to exit after SIGTERM, in milliseconds. */
const TIMEOUT_MS = 5000

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
  say: Say,
): Promise<number> {
  const atTerminal = [0, 1, 2].some(isatty)
  const forward = (signal: NodeJS.Signals) => forwardSignal(child, signal, process.platform, atTerminal)
  // Before the start: the program may run, and send SIGUSR1, before the next line does.
  for (const signal of FORWARDED) process.on(signal, forward)
  const child = spawn(program, args, { stdio: 'inherit', env })
  if (child.pid !== undefined) onStart(child.pid)
  let stopping: Promise<void> | undefined
  const unwatch = onEnd((signal) => {
    // The program may handle Ctrl-C itself. On Windows the console sends the other signals to it too.
    if (signal === 'SIGTERM' || (signal === 'SIGHUP' && process.platform !== 'win32'))
      stopping ??= stopTree(Number(child.pid), TIMEOUT_MS)
    else forward(signal)
  })
  const exitCode = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      const { en, zh } = reasonIn(error)
      const isMissing = readProperty(error, 'code') === 'ENOENT'
      const message = {
        en: isMissing ? `there is no command ${program}` : `cannot run ${program}: ${en}`,
        zh: isMissing ? `找不到命令 ${program}` : `无法运行 ${program}：${zh}`,
      }
      console.error(printable(say(message)))
      // As a shell does for a program that does not exist, and for one that it may not run.
      resolve(isMissing ? 127 : 126)
    })
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
  unwatch()
  for (const signal of FORWARDED) process.off(signal, forward)
  await stopping
  return exitCode
}

/**
 * Forwards a signal to a program that does not get it by itself. A terminal sends Ctrl-C and Ctrl-\ to both processes. So does
 * the console of Windows, where any other signal would kill the program.
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
  const isKey = signal === 'SIGINT' || signal === 'SIGQUIT'
  if (platform !== 'win32' && !(isKey && atTerminal)) child.kill(signal)
}
