import { constants } from 'node:os'
import { isatty } from 'node:tty'
import { Command } from 'commander'
import spawn from 'cross-spawn'
import { printable } from '../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../cloudfunctions/openapi/errors/readProperty'
import { descendantsOf } from './exec/descendantsOf'
import { endAll } from './exec/endAll'
import { handOn } from './exec/handOn'
import { redirectClients } from './exec/redirectClients'
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
    .option('--offline', "refuse hosts that are not WeChat's", false)
    .argument('<command...>', 'what to run')
    .passThroughOptions()
    .addHelpText(
      'after',
      `
Unmodified clients of https://api.weixin.qq.com, in whatever language, and wx-server-sdk find the local WeChat in its place,
for the command finds in its environment what leads them there. It finds WX_API_BASE too, the address for those few that
heed none of it. Other hosts are reached as ever.
  ${name} node my-test.js
  ${name} python3 -m pytest`,
    )
    .action(async ([program = '', ...programArgs]: string[], options: Options & { log?: string; offline: boolean }) => {
      const { log, offline, ...others } = options
      const wechat = await startLocalWeChat(others, log === undefined ? undefined : openLog(log))
      try {
        const { env, close } = await redirectClients(wechat, process.env, { offline })
        const outcome = await run(program, programArgs, env).finally(close)
        exitCode = outcome.exitCode
        if (outcome.hasRun && !wechat.clientConnected) console.error(NOT_ASKED)
      } finally {
        await wechat.close()
      }
    })
  return (await runCommand(command, args)) || exitCode
}

/** So long a program that is told to end may take, in milliseconds. */
const PATIENCE_MS = 5000

/** What a shell says of a program that is not there, and of one that it may not run. */
const NOT_FOUND = 127
const NOT_RUN = 126

const NOT_ASKED =
  'the local WeChat saw no request: if the command called WeChat by a client that is not led, that may have gone to the real one / 本地模拟环境没有收到任何请求：如果该命令用未被引导的客户端调用了微信接口，请求可能已发往真正的微信'

/** Runs a program to its end, and hands signals on to it; returns its exit code, as a shell tells it, and whether it has run. */
async function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ exitCode: number; hasRun: boolean }> {
  const child = spawn(program, args, { stdio: 'inherit', env })
  const atTerminal = [0, 1, 2].some((fd) => isatty(fd))
  let started: number[] = []
  const forget = onEnd((signal) => {
    // Ctrl-C may mean something to the program; the others mean its end, and of all that it has started.
    if (signal !== 'SIGINT') {
      // What outlives the program is nobody's then. On Windows nothing does.
      if (process.platform !== 'win32' && child.pid !== undefined) started = descendantsOf(child.pid)
      setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref()
    }
    handOn(child, signal, process.platform, atTerminal)
  })
  const outcome = await new Promise<{ exitCode: number; hasRun: boolean }>((resolve) => {
    child.once('error', (error) => {
      console.error(printable(`cannot run ${program}: ${error.message}`))
      resolve({ exitCode: readProperty(error, 'code') === 'ENOENT' ? NOT_FOUND : NOT_RUN, hasRun: false })
    })
    child.once('exit', (code, signal) =>
      resolve({ exitCode: code ?? 128 + (signal ? constants.signals[signal] : 0), hasRun: true }),
    )
  })
  forget()
  await endAll(started, PATIENCE_MS)
  return outcome
}

if (require.main === module) runMain(exec)
