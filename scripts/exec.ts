import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { Command } from 'commander'
import { printable } from '../cloudfunctions/openapi/errors/printable'
import type { LocalWeChat } from './emulator/createLocalWeChat'
import { sdkEnvironment } from './emulator/functions/sdkEnvironment'
import { onEnd } from './start/onEnd'
import { openLog } from './start/openLog'
import { addOptions, type Options } from './start/options'
import { runCommand } from './start/runCommand'
import { runMain } from './start/runMain'
import { startLocalWeChat } from './start/startLocalWeChat'

/**
 * `npm run exec`: runs a command with a local WeChat of its own.
 *
 * @param args of the command line
 * @param name as which it is called
 * @returns the exit code: the command's, or 1 when there was no local WeChat to run it with
 */
export async function exec(args: readonly string[], name = 'npm run exec --'): Promise<number> {
  let exitCode = 0
  const command = addOptions(new Command(name), { port: 0, state: ':memory:' })
    .description(
      'Runs a command, a test suite for instance, with a local WeChat of its own, and ends with its exit code.',
    )
    .usage('[options] COMMAND [ARG ...]')
    .option('--log <file>', 'add the log of the local WeChat to a file')
    .argument('<command...>', 'what to run')
    .passThroughOptions()
    .addHelpText(
      'after',
      `
The command finds in its environment what leads an unmodified wx-server-sdk (2.0 or later) to the local WeChat, and
WX_API_BASE, the address to use in place of https://api.weixin.qq.com:
  ${name} node my-test.js`,
    )
    .action(async ([program = '', ...programArgs]: string[], options: Options & { log?: string }) => {
      const { log, ...others } = options
      const wechat = await startLocalWeChat(others, log === undefined ? undefined : openLog(log))
      exitCode = await run(program, programArgs, wechat)
      await wechat.close()
    })
  return (await runCommand(command, args)) || exitCode
}

/** So long a program that is told to end may take, in milliseconds. */
const PATIENCE_MS = 5000

/** Runs a program to its end, and hands signals on to it; returns its exit code, as a shell tells it. */
async function run(program: string, args: readonly string[], { url }: LocalWeChat): Promise<number> {
  const child = spawn(program, args, {
    stdio: 'inherit',
    env: { ...process.env, ...sdkEnvironment(`${url}/admin`), WX_API_BASE: url },
  })
  const forget = onEnd((signal) => {
    child.kill(signal)
    // Ctrl-C may mean something to the program; the others mean its end.
    if (signal !== 'SIGINT') setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref()
  })
  const exitCode = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      console.error(printable(`cannot run ${program}: ${error.message}`))
      resolve(127)
    })
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
  forget()
  return exitCode
}

if (require.main === module) runMain(exec)
