import { adminOpenids } from '../../cloudfunctions/openapi/cloud/checkCaller'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import type { Message } from '../../cloudfunctions/openapi/messages/Message'
import type { LocalWeChat } from '../emulator/createLocalWeChat'
import { tryIt } from './start/tryIt'
import { exampleAt, runningFor } from './terminal/findLocalWeChat'
import { commandLine, languageOf, type Say, sayIn, TerminalError } from './terminal/language'
import { boundedLog } from './terminal/logs'
import { onEnd } from './terminal/onEnd'
import { addOptions, DEFAULT_PORT, type Options } from './terminal/options'
import { findProject, projectFunctions } from './terminal/project'
import { newCommand, runCommand } from './terminal/runCommand'
import { startLocalWeChat } from './terminal/startLocalWeChat'

/**
 * `npm start`: serves the functions on a local WeChat and prints how to call one.
 *
 * @param args the command line, without Node and the script
 * @param onStarted gets the local WeChat
 * @returns the exit code, as soon as it serves or has failed
 */
export async function start(args: readonly string[], onStarted: (wechat: LocalWeChat) => void): Promise<number> {
  const say = sayIn(args, process.env)
  const name = commandLine('start')
  const command = addOptions(
    newCommand('start', say, 'Serves cloud functions on a local WeChat.', '在本地模拟环境中运行云函数。'),
    say,
    true,
  )
    .addHelpText(
      'after',
      say(
        `\nFunctions get the variables of the shell that cloud functions have too, ADMIN_OPENIDS, and those of --pass-env:\n  ADMIN_OPENIDS=oAdmin ${name}`,
        `\n云函数能读到：云端也有的那些环境变量、ADMIN_OPENIDS、--pass-env 指定的变量：\n  ADMIN_OPENIDS=oAdmin ${name}`,
      ),
    )
    .action(async (options: Options) => {
      const project = findProject(process.cwd())
      const running = await runningFor(project, options.state)
      if (running) {
        const where = project ?? process.cwd()
        throw new TerminalError(
          `the local WeChat of ${where} is already running at ${running.url}. Use that one, or stop it first.`,
          `${where} 的本地模拟环境已在 ${running.url} 运行。请直接使用，或先停止它。`,
        )
      }
      const mayMove = command.getOptionValueSource('port') === 'default'
      const wechat = await startAt(options.port, mayMove, options, languageOf(args, process.env))
      onStarted(wechat)
      const port = Number(new URL(wechat.url).port)
      const lines = [
        ...(mayMove && port !== DEFAULT_PORT
          ? [
              say(
                `Port ${DEFAULT_PORT} is in use by another program. Using ${port} instead.`,
                `端口 ${DEFAULT_PORT} 已被其他程序占用，改用 ${port}。`,
              ),
            ]
          : []),
        `local WeChat ready at ${wechat.url}`,
        say(
          `Open ${wechat.url} in a browser to see everything in it.`,
          `在浏览器中打开 ${wechat.url} 可查看全部内容。`,
        ),
        ...aboutProject(project, options, say),
        '',
        ...(await aboutFunctions(wechat, say)),
        '',
      ]
      console.log(lines.map(printable).join('\n'))
    })
  return runCommand(command, args, say)
}

/** Starts the local WeChat at a port, or at the next one that is free. */
async function startAt(
  port: number,
  mayMove: boolean,
  options: Options,
  language: keyof Message,
): Promise<LocalWeChat> {
  try {
    return await startLocalWeChat({ ...options, port }, boundedLog(process.stdout, console.log), language)
  } catch (error) {
    if (!mayMove || readProperty(error, 'code') !== 'EADDRINUSE') throw error
    return startAt(port + 1, mayMove, options, language)
  }
}

/** Says which project is served, and whether the functions of this package are. */
function aboutProject(project: string | undefined, { functions }: Options, say: Say): string[] {
  return [
    project === undefined
      ? say(
          'This folder is not in a project (project.config.json or package.json): records are kept in memory only.',
          '当前目录不属于任何项目（没有 project.config.json 或 package.json），数据只保存在内存里。',
        )
      : say(`project: ${project}`, `项目：${project}`),
    ...((functions ?? (project && projectFunctions(project)))
      ? []
      : [
          say(
            'It has no function (NAME/index.js), so the functions of this package are served.',
            '其中没有云函数（云函数名/index.js），因此运行本软件包的云函数。',
          ),
        ]),
  ]
}

/** Lists the functions, and shows how to call one of them. */
async function aboutFunctions({ url, functions, functionsDir }: LocalWeChat, say: Say): Promise<string[]> {
  const functionName = functions.includes('bindAccount') ? 'bindAccount' : functions[0]
  if (functionName === undefined)
    return [
      say(
        `There is no function in ${functionsDir}. Each function is a folder with an index.js.`,
        `${functionsDir} 里没有云函数。每个云函数是一个文件夹，里面有 index.js。`,
      ),
    ]
  const [openid] = adminOpenids()
  const example = functionName === 'bindAccount' ? await exampleAt(url, 'logistics.bindAccount') : undefined
  const call = { url, functionName, data: example?.params ?? {}, openid }
  const list = functions.join(', ')
  return [
    say(`functions of ${functionsDir}: ${list}`, `${functionsDir} 里的云函数：${list}`),
    '',
    say('Try it:', '试一下：'),
    ...tryIt(call, process.platform, process.env).split('\n'),
  ]
}

/** How long to wait for a slow reader of the log before the process exits, in milliseconds. */
const LOG_TIMEOUT_MS = 1000

/** Closes a local WeChat when this process should exit. */
export function closeAtEnd({ close }: LocalWeChat): void {
  onEnd(async () => {
    await close()
    setTimeout(() => process.exit(), LOG_TIMEOUT_MS).unref()
  })
}
