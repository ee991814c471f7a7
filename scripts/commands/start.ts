import { apiNames, shortName } from '../../cloudfunctions/openapi/apis'
import { adminOpenids } from '../../cloudfunctions/openapi/cloud/checkCaller'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { MessageError } from '../../cloudfunctions/openapi/messages/Message'
import type { LocalWeChat } from '../emulator/createLocalWeChat'
import { quoted, shellHere } from '../emulator/system/quoted'
import { collectionsAt, exampleAt, runningFor } from './terminal/findLocalWeChat'
import { commandLine, type Say } from './terminal/language'
import { boundedLog } from './terminal/logs'
import { addOptions, DEFAULT_PORT, type Options } from './terminal/options'
import { onEnd } from './terminal/processes'
import { FIXTURES, findProject, projectFunctions } from './terminal/project'
import { newCommand, runCommand } from './terminal/runCommand'
import { startLocalWeChat } from './terminal/startLocalWeChat'
import { usedCollections } from './terminal/usedCollections'

/**
 * `npm start`: serves the functions on a local WeChat and prints how to call one.
 *
 * @param args the command line, without Node and the script
 * @param onStarted gets the local WeChat
 * @returns the exit code, as soon as it serves or has failed
 */
export async function start(args: readonly string[], onStarted: (wechat: LocalWeChat) => void): Promise<number> {
  const command = addOptions(
    newCommand('start', { en: 'Serves cloud functions on a local WeChat.', zh: '在本地模拟环境中运行云函数。' }),
    true,
  )
    .withHelp(HELP)
    .action(async (options: Options) => {
      const { say } = command
      const project = findProject(process.cwd())
      const running = await runningFor(project, options.state)
      if (running) {
        const where = project ?? process.cwd()
        throw new MessageError({
          en: `the local WeChat of ${where} is already running at ${running.url}. Use that one, or stop it first.`,
          zh: `${where} 的本地模拟环境已在 ${running.url} 运行。请直接使用，或先停止它。`,
        })
      }
      const mayMove = command.getOptionValueSource('port') === 'default'
      const wechat = await startAt(options.port, mayMove, options, say)
      onStarted(wechat)
      const port = Number(new URL(wechat.url).port)
      const lines = [
        ...(mayMove && port !== DEFAULT_PORT
          ? [
              say({
                en: `Port ${DEFAULT_PORT} is in use by another program. Using ${port} instead.`,
                zh: `端口 ${DEFAULT_PORT} 已被其他程序占用，改用 ${port}。`,
              }),
            ]
          : []),
        `local WeChat ready at ${wechat.url}`,
        say({
          en: `Open ${wechat.url} in a browser to see everything in it.`,
          zh: `在浏览器中打开 ${wechat.url} 可查看全部内容。`,
        }),
        ...aboutProject(project, options, say),
        '',
        ...(await aboutFunctions(wechat, say)),
        '',
        ...(await aboutCollections(wechat, say)),
      ]
      console.log(lines.map(printable).join('\n'))
    })
  return runCommand(command, args)
}

const HELP = {
  en: 'Functions get the variables of the shell that cloud functions have too, ADMIN_OPENIDS, and those of --pass-env:\n ',
  zh: '云函数能读到云端也有的环境变量、ADMIN_OPENIDS 和 --pass-env 指定的变量：\n ',
  code: `ADMIN_OPENIDS=oAdmin ${commandLine('start')}`,
}

/** Starts the local WeChat at a port, or at the next one that is free. */
async function startAt(port: number, mayMove: boolean, options: Options, say: Say): Promise<LocalWeChat> {
  try {
    return await startLocalWeChat({ ...options, port }, boundedLog(process.stdout, console.log, say), say.language)
  } catch (error) {
    if (!mayMove || readProperty(error, 'code') !== 'EADDRINUSE') throw error
    return startAt(port + 1, mayMove, options, say)
  }
}

/** Says which project is served, and whether the functions of this package are. */
function aboutProject(project: string | undefined, { functions }: Options, say: Say): string[] {
  return [
    project === undefined
      ? say({
          en: 'This folder is not in a project (project.config.json or package.json): records are kept in memory only.',
          zh: '当前目录不属于任何项目（没有 project.config.json 或 package.json），数据只保存在内存里。',
        })
      : say({ en: `project: ${project}`, zh: `项目：${project}` }),
    ...((functions ?? (project && projectFunctions(project)))
      ? []
      : [
          say({
            en: 'It has no function (NAME/index.js), so the functions of this package are served.',
            zh: '其中没有云函数（云函数名/index.js），因此运行本包的云函数。',
          }),
        ]),
  ]
}

/** Lists the functions, and shows a call that succeeds, if there is one. */
async function aboutFunctions({ url, functions, functionsDir }: LocalWeChat, say: Say): Promise<string[]> {
  if (functions.length === 0)
    return [
      say({
        en: `There is no function in ${functionsDir}. Each function is a folder with an index.js.`,
        zh: `${functionsDir} 里没有云函数。每个云函数是一个文件夹，里面有 index.js。`,
      }),
    ]
  const [openid] = adminOpenids()
  const list = functions.join(', ')
  const lines = [say({ en: `functions of ${functionsDir}: ${list}`, zh: `${functionsDir} 里的云函数：${list}` })]
  for (const functionName of [...functions.filter((it) => it === 'bindAccount'), ...functions]) {
    const api = apiNames().find((it) => shortName(it) === functionName)
    const { params, note } = api ? await exampleAt(url, api) : { params: {} }
    if (!params || note) continue
    const call = tryIt({ url, functionName, data: params, openid }, process.platform, process.env)
    return [...lines, '', say({ en: 'Try it:', zh: '试一下：' }), ...call.split('\n')]
  }
  return lines
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

/** Says which collections functions use that do not exist, with what creates them. */
async function aboutCollections({ url, functionsDir }: LocalWeChat, say: Say): Promise<string[]> {
  const used = usedCollections(functionsDir)
  if (used.length === 0) return []
  const existing = await collectionsAt(url)
  const missing = used.filter((it) => !existing.includes(it))
  if (missing.length === 0) return []
  const list = missing.map((it) => `${JSON.stringify(it)}: []`).join(', ')
  return [
    say({
      en: `Functions use collections that do not exist. Add them to collections in ${FIXTURES}, or calls fail with -502005:`,
      zh: `云函数用到的这些集合还不存在，会返回 -502005。请加入 ${FIXTURES} 的 collections：`,
    }),
    existing.length > 0 ? list : `"collections": { ${list} }`,
    '',
  ]
}

const JSON_TYPE = 'content-type: application/json'

/** A call of a function. */
interface Call {
  /** The address of the local WeChat. */
  url: string
  functionName: string
  /** What the function is called with. */
  data: object
  /** The user who calls (default: none, the cloud itself). */
  openid?: string | undefined
}

/**
 * Returns a command that calls a function, for the shells of this machine. In PowerShell, `curl` is another program.
 *
 * @param platform process.platform
 * @param env process.env: Git Bash sets MSYSTEM
 * @example
 * tryIt({ url: wechat.url, functionName: 'getAllAccount', data: {} }, process.platform, process.env)
 */
export function tryIt(call: Call, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  const address = `${call.url}/functions/${encodeURIComponent(call.functionName)}`
  const data = JSON.stringify(call.data)
  const shell = shellHere(platform, env)
  const header = (it: string) => `-H ${quoted(it, shell)}`
  const user = call.openid === undefined ? undefined : printable(call.openid)
  const curl = [
    `curl ${header(JSON_TYPE)}`,
    ...(user === undefined ? [] : [header(`x-wx-openid: ${user}`)]),
    `-d ${quoted(data, shell)}`,
    address,
  ]
  if (shell === 'sh') return curl.join(' \\\n  ')
  const inPowerShell = (text: string) => quoted(text, 'powershell')
  const headers = user === undefined ? '' : `-Headers @{ 'x-wx-openid' = ${inPowerShell(user)} } `
  return `cmd:
${curl.join(' ')}

PowerShell:
Invoke-RestMethod -Method Post -ContentType application/json ${headers}-Body ${inPowerShell(data)} ${address}`
}
