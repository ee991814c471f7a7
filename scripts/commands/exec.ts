import { hasTestScript } from '../emulator/functions/functionPackage'
import { summary } from './exec/messages'
import { redirectClients } from './exec/redirectClients'
import { runProgram } from './exec/runProgram'
import { watchConnections } from './exec/watchConnections'
import { commandLine } from './terminal/language'
import { openLog } from './terminal/logs'
import { addOptions, type Options } from './terminal/options'
import { findProject } from './terminal/project'
import { newCommand, runCommand } from './terminal/runCommand'
import { startLocalWeChat } from './terminal/startLocalWeChat'

/**
 * `npm run exec`: runs a command with a local WeChat of its own.
 *
 * @param args the command line, without Node and the script
 * @returns the exit code of the command, or 1 if the local WeChat could not start
 */
export async function exec(args: readonly string[]): Promise<number> {
  let exitCode = 0
  const command = addOptions(
    newCommand('exec', {
      en: 'Runs a command, for example a test suite, with a local WeChat of its own. Returns its exit code.',
      zh: '启动一个专用的本地模拟环境，在其中运行一条命令（例如测试），并返回该命令的退出码。',
    }),
    false,
  )
    .withOptions({
      '--log <file>': { en: 'append the log of the local WeChat to a file', zh: '把本地模拟环境的日志追加到文件' },
      '--offline': { en: "refuse hosts that are not WeChat's", zh: '拒绝连接微信以外的主机' },
    })
    .usage('[options] COMMAND [ARG ...]')
    .argument('<command...>')
    .passThroughOptions()
    .withHelp(HELP)
    .action(async ([program = '', ...programArgs]: string[], options: Options & { log?: string; offline?: true }) => {
      const { log, offline = false, ...others } = options
      const wechat = await startLocalWeChat(others, log ? openLog(log) : undefined, command.say.language)
      try {
        const { env, onStart, close } = await redirectClients(wechat, process.env, { offline })
        const stopWatch = watchConnections()
        exitCode = await runProgram(program, programArgs, env, onStart, command.say).finally(close)
        console.error(summary(wechat.counts, stopWatch?.(), command.say))
      } finally {
        await wechat.close()
      }
    })
  return (await runCommand(command, args, { runsAnother: true })) || exitCode
}

const HELP = {
  en: `Environment variables redirect unmodified clients of https://api.weixin.qq.com, in any language, and wx-server-sdk to the
local WeChat. A client that ignores all of them can read the address from WX_API_BASE. Other hosts are not affected.
 `,
  zh: `未经修改、访问 https://api.weixin.qq.com 的客户端（任意语言）和 wx-server-sdk，会通过环境变量重定向到本地模拟环境。
不读取这些变量的客户端可以从 WX_API_BASE 取得地址。其他主机不受影响。
 `,
  code: [...(hasTestScript(findProject(process.cwd()) ?? '.') ? ['npm test'] : []), 'python3 -m pytest']
    .map((it) => commandLine(`exec ${it}`))
    .join('\n  '),
}
