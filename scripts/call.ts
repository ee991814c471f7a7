import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { type ApiName, apiNames, apis } from '../cloudfunctions/openapi/apis'
import type { Api, OpenApiResult } from '../cloudfunctions/openapi/apis/Api'
import type { CallApi } from '../cloudfunctions/openapi/apis/openApiOf'
import { paramTexts } from '../cloudfunctions/openapi/apis/paramTexts'
import { isOptional } from '../cloudfunctions/openapi/apis/schemas'
import { isOpenApiError, type OpenApiError } from '../cloudfunctions/openapi/errors/OpenApiError'
import { printable } from '../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../cloudfunctions/openapi/errors/readProperty'
import { createCall } from '../cloudfunctions/openapi/https/createCall'
import { snakeCase } from '../cloudfunctions/openapi/names/convertCase'
import { type DescribedParam, describeParams } from '../cloudfunctions/openapi/params/describeParams'
import { toWireParams } from '../cloudfunctions/openapi/params/toWireParams'
import { describeResult, resultAsJson } from './call/describeResult'
import { readParams } from './call/readParams'
import { askHidden, CancelledError, readPiped } from './call/readSecret'
import { writePage } from './call/writePage'
import { exampleOf } from './emulator/service/examples'
import { defaultFixtures } from './emulator/state/defaultFixtures'
import { exampleAt, findLocalWeChat, miniProgramOf, type Running, runningFor } from './start/findLocalWeChat'
import { commandLine, messageIn, type Say, sayIn } from './start/language'
import { portOption } from './start/options'
import { findProject } from './start/project'
import { runCommand, runMain } from './start/runCommand'

/** What the command reads and where it writes. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  stdin: NodeJS.ReadableStream & { isTTY?: boolean }
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
}

/** The exit codes: WeChat refused, did not respond, or its page was not written; an invalid command line; Ctrl-C. */
const EXIT = { done: 0, refused: 1, misused: 2, cancelled: 130 }

/** The codes of calls that were not sent, because a parameter is missing, unknown, not accepted or of the wrong type. */
const WRONG_PARAMS: readonly number[] = [-401002, -401003]

/**
 * `npm run call`: calls an API of WeChat over HTTPS, prints the result as JSON on stdout and its meaning on stderr.
 *
 * @param args the command line, without Node and the script
 * @param surroundings the environment variables and streams
 * @returns the exit code: 0 for errCode 0, 1 if WeChat refused or did not respond, 2 for an invalid command line, 130 for Ctrl-C
 * @example
 * process.exitCode = await call(['getQuota', '--deliveryId', 'YUNDA', '--bizId', '123456', '--local'])
 */
export async function call(args: readonly string[], surroundings: Surroundings = process): Promise<number> {
  let exitCode = EXIT.done
  const say = sayIn(args, surroundings.env)
  const program = new Command(commandLine('call ').trim())
    .description(
      say(
        'Calls an API of WeChat over HTTPS and prints the result as JSON.',
        '通过 HTTPS 调用微信接口，以 JSON 输出结果。',
      ),
    )
    .option('--appid <appid>', say('the mini program (default: WX_APPID)', '小程序（默认：WX_APPID）'))
    .option(
      '--local',
      say(
        'call the local WeChat of this project, as one of its mini programs (default: the first)',
        '调用当前项目的本地模拟环境，使用其中的小程序（默认：第一个）',
      ),
    )
    .addOption(portOption(say))
    .option('--json', say('print the result and its meaning as one JSON object', '把结果和含义输出为一个 JSON 对象'))
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', helpText(say))
  for (const apiName of apiNames()) {
    const api: Api = apis[apiName]
    const command = addApi(program, api, describeParams(api.params, paramTexts[apiName]), say)
    command.action(async (given: Given) => {
      exitCode = await run({ program, command, apiName, api, given, say }, surroundings)
    })
  }
  try {
    return (await runCommand(program, args, say, { ...surroundings, failedCode: EXIT.misused })) || exitCode
  } catch (error) {
    if (error instanceof CancelledError) return EXIT.cancelled
    throw error
  }
}

const helpText = (say: Say) =>
  say(
    `
Environment:
  WX_APPID, WX_SECRET  the mini program and its appsecret; not used with --local
  WX_API_BASE          address of WeChat (default: https://api.weixin.qq.com)

Exit code: 0 for errCode 0, 1 if WeChat refused or did not respond or its page could not be written, 2 if the command
line is invalid.

Each API describes its parameters with --help:
  ${commandLine('call API --help')}

Parameters can be read from a file:
  ${commandLine('call addOrder --example')} > order.json
  ${commandLine('call addOrder --local --params order.json')}`,
    `
环境变量：
  WX_APPID, WX_SECRET  小程序的 AppID 和 AppSecret；用 --local 时不读取
  WX_API_BASE          微信的地址（默认：https://api.weixin.qq.com）

退出码：errCode 为 0 时是 0；微信拒绝、没有应答或页面无法写入时是 1；命令行有误时是 2。

查看某个接口的参数：
  ${commandLine('call API --help')}

从文件读取参数：
  ${commandLine('call addOrder --example')} > order.json
  ${commandLine('call addOrder --local --params order.json')}`,
  )

/** Adds an API as a subcommand, with its parameters as options. */
function addApi(
  program: Command,
  { name, https, params, secrets, page }: Api,
  described: DescribedParam[],
  say: Say,
): Command {
  const describe = ({ description: { en, zh } }: DescribedParam) => say(en, zh)
  const summary = Object.entries(params.entries).map(([param, schema]) => (isOptional(schema) ? `[${param}]` : param))
  const command = program
    .command(name.slice(name.lastIndexOf('.') + 1))
    .description(`${name}, ${https.verb} ${https.path}`)
    .summary(summary.join(', ') || say('no parameters', '无参数'))
  for (const param of described.filter(isFlag)) {
    const { path, kind } = param
    if (secrets.includes(path)) {
      command.option(
        `--${path}-stdin`,
        say(
          `read ${path} from stdin (default: a terminal asks for it, hidden)`,
          `从标准输入读取 ${path}（默认：在终端里询问，不显示输入）`,
        ),
      )
      command.addOption(new Option(`--${path} [value]`).hideHelp())
    } else if (kind === 'number') command.option(`--${path} <number>`, describe(param), toNumber(say))
    else command.option(`--${path} <text>`, describe(param))
  }
  if (described.length > 0) {
    command.option(
      '--params <file>',
      say(
        'read parameters from a JSON file, or - for stdin; flags take precedence over the file',
        '从 JSON 文件读取参数，- 表示标准输入；命令行上的参数优先',
      ),
    )
  }
  if (page !== undefined) {
    command.option(
      '--html <file>',
      say(
        `write the page in ${page} to a file, and leave it out of the result`,
        `把 ${page} 里的页面写入文件，结果中不再显示`,
      ),
    )
  }
  command.option(
    '--example [courier]',
    say(
      'print example parameters for the running local WeChat of the project, or for the built-in fixtures',
      '输出一份示例参数：项目的本地模拟环境正在运行时按它的数据，否则按内置初始数据',
    ),
  )
  const nested = described.filter((param) => !isFlag(param))
  if (nested.length > 0) {
    const width = Math.max(...nested.map(({ path }) => path.length))
    const lines = nested.map((param) => `\n  ${param.path.padEnd(width)}  ${describe(param)}`)
    command.addHelpText(
      'after',
      `\n${say('Parameters that need --params:', '只能用 --params 传的参数：')}${lines.join('')}`,
    )
  }
  return command
}

/** Whether a parameter can be a flag: a text or a number, not in an object or a list. */
function isFlag({ path, kind }: DescribedParam): boolean {
  return (kind === 'text' || kind === 'number') && !/[.[]/.test(path)
}

const toNumber = (say: Say) => (text: string) => {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError(say('It should be a number.', '应为数字。'))
  return Number(text)
}

/** The options on the command line: a text or a number for each parameter, true for an option without a value. */
type Given = Readonly<Record<string, unknown>>

/** A call on the command line. */
interface CommandLine {
  program: Command
  command: Command
  apiName: ApiName
  api: Api
  given: Given
  say: Say
}

async function run(line: CommandLine, surroundings: Surroundings): Promise<number> {
  const { program, api, given, say } = line
  const { stdout, stderr } = surroundings
  if (given.example !== undefined) return printExample(line, surroundings)
  const exposed = api.secrets.find((param) => given[param] !== undefined)
  if (exposed)
    refuse(
      line,
      `a ${exposed} is never an argument: use --${exposed}-stdin`,
      `${exposed} 不能写在命令行上：请用 --${exposed}-stdin`,
    )
  const params = await paramsOf(line, surroundings)
  const print = (result: OpenApiResult | OpenApiError, exitCode: number, ...hints: string[]) => {
    const { json = false } = program.opts<Options>()
    stdout.write(`${resultAsJson(api, result, json)}\n`)
    if (!json) stderr.write(`${describeResult(api, result, say, hints)}\n`)
    return exitCode
  }
  let result: OpenApiResult
  try {
    toWireParams(api, params) // Reports mistakes before anybody types a password.
    const callApi = await callWith(line, surroundings)
    for (const param of api.secrets) {
      const secret = await readSecret(line, param, params, surroundings)
      if (secret !== '') Object.assign(params, { [param]: secret })
    }
    result = await callApi(api, params)
  } catch (thrown) {
    if (!isOpenApiError(thrown)) throw thrown
    return print(thrown, WRONG_PARAMS.includes(thrown.errCode) ? EXIT.misused : EXIT.refused)
  }
  const { html: file } = given
  const { page = '' } = api
  if (typeof file !== 'string') return print(result, EXIT.done)
  try {
    const bytes = writePage(file, readProperty(result, page))
    const rest = Object.fromEntries(Object.entries(result).filter(([name]) => name !== page))
    const { errMsg, errCode } = result
    const written = say(`${page}: ${bytes} bytes written to ${file}`, `${page}：${bytes} 字节，已写入 ${file}`)
    return print({ ...rest, errMsg, errCode }, EXIT.done, written)
  } catch (error) {
    return print(result, EXIT.refused, messageIn(error, say))
  }
}

/** Prints example parameters as JSON, and what to know about them on stderr. */
async function printExample(line: CommandLine, { env, stdout, stderr }: Surroundings): Promise<number> {
  const { apiName, given, say } = line
  const courier = typeof given.example === 'string' ? given.example : undefined
  const running = isLocal(line)
    ? await localWeChat(line, env)
    : await runningFor(findProject(process.cwd()), env.LOCAL_WECHAT_STATE)
  const { params, note } =
    running === undefined
      ? exampleOf(apiName, defaultFixtures(), undefined, courier)
      : await exampleAt(running.url, apiName, courier)
  if (params !== undefined) stdout.write(`${JSON.stringify(params, undefined, 2)}\n`)
  const source = running
    ? say(`example for the local WeChat at ${running.url}`, `按本地模拟环境 ${running.url} 的数据生成`)
    : say('example for the built-in fixtures', '按内置初始数据生成')
  stderr.write([source, ...(note ? [say(note.en, note.zh)] : [])].map((it) => `${printable(it)}\n`).join(''))
  return params === undefined ? EXIT.refused : EXIT.done
}

/** Reports an invalid command line. */
function refuse({ command, say }: CommandLine, en: string, zh: string): never {
  return command.error(say(`error: ${en}`, `错误：${zh}`))
}

/** Returns the parameters of --params and of the flags, which take precedence. */
async function paramsOf(line: CommandLine, { stdin }: Surroundings): Promise<Record<string, unknown>> {
  const { api, given, say } = line
  const flags = Object.entries(given).filter(([name]) => Object.hasOwn(api.params.entries, name))
  if (typeof given.params !== 'string') return Object.fromEntries(flags)
  const piped = Object.keys(given).find((name) => name.endsWith('Stdin'))
  if (given.params === '-' && piped !== undefined) {
    const flag = `--${piped.replace('Stdin', '-stdin')}`
    refuse(
      line,
      `--params - and ${flag} both read stdin: give one of them a file`,
      `--params - 和 ${flag} 都从标准输入读取：请把其中一个改为文件`,
    )
  }
  try {
    const params = await readParams(given.params, stdin)
    for (const [name] of flags) delete params[snakeCase(name)]
    return { ...params, ...Object.fromEntries(flags) }
  } catch (error) {
    const why = messageIn(error, say)
    return refuse(line, why, why)
  }
}

/** Returns a function that calls APIs: at the local WeChat, or with the credentials of the environment. */
async function callWith(line: CommandLine, { env, stderr }: Surroundings): Promise<CallApi> {
  const { program, say } = line
  const { appid } = program.opts<Options>()
  try {
    if (!isLocal(line)) return createCall(credentials(line, appid, env))
    const running = await localWeChat(line, env)
    const miniProgram = miniProgramOf(running, appid)
    const { url, project } = running
    if (!program.opts().json)
      stderr.write(
        say(
          `local WeChat at ${url} (${project ?? 'no project'}), mini program ${miniProgram.appid}\n`,
          `本地模拟环境 ${url}（${project ?? '不属于任何项目'}），小程序 ${miniProgram.appid}\n`,
        ),
      )
    return createCall({ appid: miniProgram.appid, secret: miniProgram.secret, baseUrl: url })
  } catch (error) {
    if (error instanceof CommanderError) throw error
    const why = messageIn(error, say)
    return refuse(line, why, why)
  }
}

/** Returns whether the local WeChat is called. A port on the command line asks for it too. */
function isLocal({ program }: CommandLine): boolean {
  return program.opts<Options>().local ?? program.getOptionValueSource('port') === 'cli'
}

async function localWeChat(line: CommandLine, env: NodeJS.ProcessEnv): Promise<Running> {
  const { WX_API_BASE: base, LOCAL_WECHAT_STATE: state } = env
  const { port } = line.program.opts<Options>()
  try {
    return await findLocalWeChat(findProject(process.cwd()), { port, base, state })
  } catch (error) {
    const why = messageIn(error, line.say)
    return refuse(line, why, why)
  }
}

interface Options {
  local?: true
  port?: number
  appid?: string
  json?: true
}

function credentials(line: CommandLine, given: string | undefined, env: NodeJS.ProcessEnv) {
  const { WX_APPID, WX_SECRET: secret, WX_API_BASE: baseUrl } = env
  const appid = given || WX_APPID
  if (!appid)
    return refuse(
      line,
      'set WX_APPID to the appid of your mini program, or give --appid; for the local WeChat, use --local',
      '请把环境变量 WX_APPID 设为小程序的 AppID，或用 --appid；调用本地模拟环境请用 --local',
    )
  if (!secret)
    return refuse(
      line,
      'set WX_SECRET to the appsecret of your mini program; for the local WeChat, use --local',
      '请把环境变量 WX_SECRET 设为小程序的 AppSecret；调用本地模拟环境请用 --local',
    )
  return { appid, secret, ...(baseUrl && { baseUrl }) }
}

/** Reads a secret parameter from stdin or from the terminal; `''` if it is missing. */
async function readSecret(
  line: CommandLine,
  param: string,
  params: Given,
  { stdin, stderr }: Surroundings,
): Promise<string> {
  const { api, given, say } = line
  const isPiped = given[`${param}Stdin`] === true
  const isGiven = Object.hasOwn(params, param) || Object.hasOwn(params, snakeCase(param))
  const isUsual = !isGiven && Object.entries(api.askWhen ?? {}).every(([name, value]) => params[name] === value)
  if (stdin.isTTY && (isPiped || isUsual)) {
    const question = say(
      `${param} (it will not be shown; empty for none): `,
      `${param}（输入不显示，没有请直接回车）：`,
    )
    return askHidden(question, stdin, stderr)
  }
  const secret = isPiped ? await readPiped(stdin) : ''
  if (isPiped && secret === '')
    refuse(line, `--${param}-stdin was given, but stdin is empty`, `用了 --${param}-stdin，但标准输入为空`)
  return secret
}

if (require.main === module) runMain(call)
