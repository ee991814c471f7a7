import { hasTestScript } from '../emulator/functions/functionPackage'
import type { Counts } from '../emulator/routes/Services'
import { redirectClients } from './exec/redirectClients'
import { runProgram } from './exec/runProgram'
import { watchConnections } from './exec/watchConnections'
import type { Say } from './terminal/language'
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

/**
 * Returns what exec prints when a command has exited.
 *
 * @param bypassing the programs that connected to the real WeChat; undefined where that cannot be seen
 */
export function summary(
  { requests, failedConnections, otherProtocols, escapedBodies }: Counts,
  bypassing: readonly string[] | undefined,
  say: Say,
): string {
  const lines = [
    say({ en: `Requests that the local WeChat received: ${requests}.`, zh: `本地模拟环境收到的请求数：${requests}。` }),
    bypassing === undefined &&
      say({
        en: 'Whether a client also connected to the real WeChat can be seen on Linux only.',
        zh: '客户端是否还连接了真正的微信，只有在 Linux 上才能看到。',
      }),
    failedConnections > 0 &&
      say({
        en: `TLS connections to the local WeChat that failed before anything was sent: ${failedConnections}. The client probably trusts only certificates of its own: add those in the file SSL_CERT_FILE to them, or give it the base address in WX_API_BASE.`,
        zh: `到本地模拟环境的 TLS 连接失败次数：${failedConnections}（没有发出任何数据）。客户端可能只信任自带的证书：请加入 SSL_CERT_FILE 文件里的证书，或让客户端使用 WX_API_BASE 中的地址。`,
      }),
    otherProtocols > 0 &&
      say({
        en: `TLS connections to the local WeChat that failed because the client does not offer HTTP/1.1 (ALPN): ${otherProtocols}. Turn HTTP/1.1 on in the client: the local WeChat does not speak HTTP/2.`,
        zh: `因客户端不支持 HTTP/1.1（ALPN）而失败的 TLS 连接数：${otherProtocols}。请在客户端启用 HTTP/1.1：本地模拟环境不支持 HTTP/2。`,
      }),
    escapedBodies > 0 &&
      say({
        en: `Requests whose body escapes Chinese as \\uXXXX, which WeChat does not decode: ${escapedBodies}. Send UTF-8, in Python for example json.dumps(body, ensure_ascii=False).encode().`,
        zh: `请求体把中文转义成 \\uXXXX 的请求数：${escapedBodies}。微信不会还原这种转义，请直接发送 UTF-8，例如 Python 中用 json.dumps(body, ensure_ascii=False).encode()。`,
      }),
    ...(bypassing ?? []).map((program) =>
      say({
        en: `${program} connected to the real WeChat: exec cannot redirect this client. Give it the base address in WX_API_BASE.`,
        zh: `${program} 连接了真正的微信：exec 无法重定向这个客户端。请让它使用 WX_API_BASE 中的地址。`,
      }),
    ),
  ]
  return lines.filter(Boolean).join('\n')
}
