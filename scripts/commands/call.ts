import { writeFileSync } from 'node:fs'
import { Option } from 'commander'
import { type ApiName, apiNames, apis, shortName } from '../../cloudfunctions/openapi/apis'
import type { Api, OpenApiResult } from '../../cloudfunctions/openapi/apis/Api'
import { isOptional } from '../../cloudfunctions/openapi/apis/schemas'
import { isOpenApiError, type OpenApiError } from '../../cloudfunctions/openapi/errors/OpenApiError'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { createCall } from '../../cloudfunctions/openapi/https/createCall'
import { inBoth, type Message, MessageError } from '../../cloudfunctions/openapi/messages/Message'
import { type DescribedField, describeParams } from '../../cloudfunctions/openapi/params/describeParams'
import { toWireParams } from '../../cloudfunctions/openapi/params/toWireParams'
import { exampleOf } from '../emulator/service/examples'
import { defaultFixtures } from '../emulator/state/defaultFixtures'
import { describeResult, resultAsJson } from './call/describeResult'
import { readParams } from './call/readParams'
import { readSecret } from './terminal/ask'
import { exampleAt, isLocal, localWeChat, runningFor, targetOf } from './terminal/findLocalWeChat'
import { commandLine, type Say } from './terminal/language'
import { checkedOption, OwnCommand, ownOption } from './terminal/OwnCommand'
import { portOption } from './terminal/options'
import { findProject } from './terminal/project'
import { newCommand, runCommand, type Surroundings } from './terminal/runCommand'

/** The exit codes: WeChat refused or did not respond; the call was not sent, or its page not written. */
const EXIT = { done: 0, refused: 1, misused: 2 }

/** The codes of calls that were not sent, because a parameter is missing, unknown, not accepted or of the wrong type. */
const WRONG_PARAMS: readonly number[] = [-401002, -401003]

/**
 * `npm run call`: calls an API of WeChat over HTTPS, prints the result as JSON on stdout and its meaning on stderr.
 *
 * @param args the command line, without Node and the script
 * @param surroundings the environment variables and streams
 * @returns the exit code: 0 for errCode 0, 1 if WeChat refused or did not respond, 2 for an invalid command line
 * @example
 * process.exitCode = await call(['getQuota', '--deliveryId', 'YUNDA', '--bizId', '123456', '--local'])
 */
export async function call(args: readonly string[], surroundings: Surroundings = process): Promise<number> {
  const { env, stdin, stdout, stderr } = surroundings
  let exitCode = EXIT.done
  const program = newCommand(
    'call',
    {
      en: 'Calls an API of WeChat over HTTPS and prints the result as JSON.',
      zh: '通过 HTTPS 调用微信接口，以 JSON 输出结果。',
    },
    {
      '--appid <appid>': { en: 'the mini program (default: WX_APPID)', zh: '小程序（默认：WX_APPID）' },
      '--local': {
        en: 'call the local WeChat of this project, as one of its mini programs (default: the first)',
        zh: '调用当前项目的本地模拟环境，使用其中的小程序（默认：第一个）',
      },
      '--json': {
        en: 'print the result and its meaning as one JSON object',
        zh: '把结果和含义输出为一个 JSON 对象',
      },
    },
  )
    .addOption(portOption().env('LOCAL_WECHAT_PORT'))
    .withHelp(HELP)
  program.subcommands = { en: 'API', zh: '接口' }
  for (const apiName of apiNames()) {
    const api: Api = apis[apiName]
    const command = apiCommand(api, describeParams(api.params)).action(async (given: Given) => {
      const line = { program, api, given, say: program.say, env, stdin, stdout, stderr }
      exitCode = given.example === undefined ? await run(line) : await printExample(apiName, line)
    })
    program.addCommand(command)
  }
  return (await runCommand(program, args, { env, stdout, stderr, failedCode: EXIT.misused })) || exitCode
}

const HELP = {
  en: `Environment:
  WX_APPID, WX_SECRET  the mini program and its appsecret; not used with --local
  WX_API_BASE          address of WeChat (default: https://api.weixin.qq.com)

Exit code: 0 for errCode 0, 1 if WeChat refused or did not respond, 2 if the command line is invalid.

Each API describes its parameters with --help:
  ${commandLine('call API --help')}

Parameters can be read from a file:
  ${commandLine('call addOrder --example')} > order.json
  ${commandLine('call addOrder --local --params order.json')}`,
  zh: `环境变量：
  WX_APPID, WX_SECRET  小程序的 AppID 和 AppSecret；用 --local 时不读取
  WX_API_BASE          微信的地址（默认：https://api.weixin.qq.com）

退出码：errCode 为 0 时是 0；微信拒绝或没有应答时是 1；命令行有误时是 2。

查看某个接口的参数：
  ${commandLine('call API --help')}

从文件读取参数：
  ${commandLine('call addOrder --example')} > order.json
  ${commandLine('call addOrder --local --params order.json')}`,
}

/** Returns the subcommand of an API, with its parameters as options. */
function apiCommand(
  { name, about: purpose, https, params, secrets, page }: Api,
  described: readonly DescribedField[],
): OwnCommand {
  const summary = Object.entries(params.entries).map(([param, schema]) => (isOptional(schema) ? `[${param}]` : param))
  const inList = summary.length === 0 ? { en: 'no parameters', zh: '无参数' } : inBoth(() => summary.join(', '))
  const about = inBoth((language) => `${purpose[language]} ${name}, ${https.verb} ${https.path}`)
  const command = new OwnCommand(shortName(name), about, inList)
    // As config.json and errMsg name it.
    .alias(name)
  for (const { path, kind, description } of described.filter(isFlag)) {
    if (secrets.includes(path)) {
      command.addOption(
        ownOption(`--${path}-stdin`, {
          en: `read ${path} from stdin (default: a terminal asks for it, hidden)`,
          zh: `从标准输入读取 ${path}（默认：在终端里询问，不显示输入）`,
        }),
      )
      // Without it, a user who gives a secret as an argument would not learn how to give it.
      command.addOption(new Option(`--${path} [value]`).hideHelp())
    } else if (kind === 'number')
      command.addOption(checkedOption(`--${path} <number>`, description, toNumber, { en: 'a number', zh: '数字' }))
    else command.addOption(ownOption(`--${path} <text>`, description))
  }
  command.withOptions({
    '--params <file>': {
      en: 'read parameters from a JSON file, or - for stdin; flags take precedence over the file',
      zh: '从 JSON 文件读取参数，- 表示标准输入；命令行上的参数优先',
    },
    ...(page !== undefined && {
      '--html <file>': {
        en: `write the page in ${page} to a file, and leave it out of the result`,
        zh: `把 ${page} 里的页面写入文件，结果中不再显示`,
      },
    }),
    '--example [courier]': {
      en: 'print example parameters for the running local WeChat of the project, or for the built-in fixtures',
      zh: '输出一份示例参数：项目的本地模拟环境正在运行时按它的数据，否则按内置初始数据',
    },
  })
  const nested = described.filter((param) => !isFlag(param))
  if (nested.length === 0) return command
  const width = Math.max(...nested.map(({ path }) => path.length))
  const title: Message = { en: 'Parameters that need --params:', zh: '只能用 --params 传的参数：' }
  const line = ({ path, description }: DescribedField, language: keyof Message) =>
    `\n  ${path.padEnd(width)}  ${description[language]}`
  return command.withHelp(inBoth((it) => title[it] + nested.map((param) => line(param, it)).join('')))
}

/** Whether a parameter can be a flag: a text or a number, not in an object or a list. */
function isFlag({ path, kind }: DescribedField): boolean {
  return (kind === 'text' || kind === 'number') && !/[.[]/.test(path)
}

function toNumber(text: string): number | undefined {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}

/** The options on the command line: a text or a number for each parameter, true for an option without a value. */
type Given = Readonly<Record<string, unknown>>

/** A call on the command line. */
interface CommandLine extends Surroundings {
  program: OwnCommand
  api: Api
  given: Given
  say: Say
}

async function run(line: CommandLine): Promise<number> {
  const { program, api, given, say, env, stdin, stdout, stderr } = line
  const { json = false } = program.opts<{ json?: true }>()
  const { params: file, html } = given
  const exposed = api.secrets.find((param) => given[param] !== undefined)
  if (exposed)
    throw new MessageError({
      en: `a ${exposed} is never an argument: use --${exposed}-stdin`,
      zh: `${exposed} 不能写在命令行上：请用 --${exposed}-stdin`,
    })
  const flags = Object.entries(given).filter(([name]) => Object.hasOwn(api.params.entries, name))
  const params = { ...(typeof file === 'string' && (await readParams(file, stdin))), ...Object.fromEntries(flags) }
  let result: OpenApiResult | OpenApiError
  try {
    toWireParams(api, params) // Reports mistakes before anybody types a password.
    const { used, ...options } = await targetOf(program, say, env)
    if (used && !json) stderr.write(`${used}\n`)
    const callApi = createCall(options)
    for (const param of api.secrets) {
      const secret = await readParam(param, params, line)
      if (secret !== '') params[param] = secret
    }
    result = await callApi(api, params)
  } catch (thrown) {
    if (!isOpenApiError(thrown)) throw thrown
    result = thrown
  }
  const page = typeof html === 'string' ? api.page : undefined
  stdout.write(`${resultAsJson(api, result, json, page)}\n`)
  if (!json) stderr.write(`${describeResult(api, result, say)}\n`)
  if (isOpenApiError(result)) return WRONG_PARAMS.includes(result.errCode) ? EXIT.misused : EXIT.refused
  if (typeof html === 'string' && page !== undefined) {
    const content = String(readProperty(result, page) ?? '')
    if (content === '')
      throw new MessageError({ en: `${page} is empty: ${html} was not written`, zh: `${page} 为空，没有写入 ${html}` })
    writeFileSync(html, content, 'base64')
  }
  return EXIT.done
}

/** Prints example parameters as JSON, and what they are made from on stderr. */
async function printExample(apiName: ApiName, line: CommandLine): Promise<number> {
  const { program, given, say, env, stdout, stderr } = line
  const courier = typeof given.example === 'string' ? given.example : undefined
  const running = isLocal(program)
    ? await localWeChat(program, env)
    : await runningFor(findProject(process.cwd()), env.LOCAL_WECHAT_STATE)
  const { params, note } = running
    ? await exampleAt(running.url, apiName, courier)
    : exampleOf(apiName, defaultFixtures(), undefined, courier)
  if (params) stdout.write(`${JSON.stringify(params, undefined, 2)}\n`)
  const source = running
    ? say({ en: `example for the local WeChat at ${running.url}`, zh: `按本地模拟环境 ${running.url} 的数据生成` })
    : say({ en: 'example for the built-in fixtures', zh: '按内置初始数据生成' })
  stderr.write(`${printable(source)}\n${note ? `${printable(say(note))}\n` : ''}`)
  return params ? EXIT.done : EXIT.refused
}

/** Reads a secret parameter from stdin or from the terminal; `''` if it is not given. A file of parameters contains its own. */
async function readParam(param: string, params: Given, line: CommandLine): Promise<string> {
  const { api, given, say, stdin } = line
  const isPiped = given[`${param}Stdin`] === true
  const isUsual = Object.entries(api.askWhen ?? {}).every(([name, value]) => params[name] === value)
  if (!isPiped && !(stdin.isTTY && isUsual && given.params === undefined)) return ''
  const question = say({
    en: `${param} (it will not be shown; empty for none): `,
    zh: `${param}（输入不显示，没有请直接回车）：`,
  })
  const secret = await readSecret(question, line)
  if (secret !== '' || stdin.isTTY) return secret
  throw new MessageError({
    en: `--${param}-stdin was given, but stdin is empty`,
    zh: `用了 --${param}-stdin，但标准输入为空`,
  })
}
