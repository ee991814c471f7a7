import { Command } from 'commander'
import { summaryLines } from './exec/messages'
import { redirectClients } from './exec/redirectClients'
import { runProgram } from './exec/runProgram'
import { watchConnections } from './exec/watchConnections'
import { openLog } from './start/logs'
import { addOptions, type Options } from './start/options'
import { runCommand, runMain } from './start/runCommand'
import { startLocalWeChat } from './start/startLocalWeChat'

/**
 * `npm run exec`: runs a command with a local WeChat of its own.
 *
 * @param args the command line, without Node and the script
 * @param name the name of the command in its messages
 * @returns the exit code of the command, or 1 if the local WeChat could not start
 */
export async function exec(args: readonly string[], name = 'npm run exec --'): Promise<number> {
  let exitCode = 0
  const command = addOptions(new Command(name), { port: 0, state: ':memory:' })
    .description('Runs a command, for example a test suite, with a local WeChat of its own. Returns its exit code.')
    .usage('[options] COMMAND [ARG ...]')
    .option('--log <file>', 'append the log of the local WeChat to a file')
    .option('--offline', "refuse hosts that are not WeChat's", false)
    .argument('<command...>', 'the command to run')
    .passThroughOptions()
    .addHelpText(
      'after',
      `
Unmodified clients of https://api.weixin.qq.com and wx-server-sdk are redirected to the local WeChat by environment variables.
A client that ignores all of them can read the address from WX_API_BASE. Other hosts are not affected.
  ${name} node my-test.js
  ${name} python3 -m pytest`,
    )
    .action(async ([program = '', ...programArgs]: string[], options: Options & { log?: string; offline: boolean }) => {
      const { log, offline, ...others } = options
      const wechat = await startLocalWeChat(others, log === undefined ? undefined : openLog(log))
      try {
        const { env, onStart, close } = await redirectClients(wechat, process.env, { offline })
        const stopWatch = watchConnections()
        exitCode = await runProgram(program, programArgs, env, onStart).finally(close)
        for (const { en, zh } of summaryLines(wechat, stopWatch?.())) console.error(`${en} / ${zh}`)
      } finally {
        await wechat.close()
      }
    })
  return (await runCommand(command, args, 'cannot start')) || exitCode
}

if (require.main === module) runMain(exec)
