import { Command, InvalidArgumentError, Option } from 'commander'
import { apiNames, apis } from '../cloudfunctions/openapi/apis'
import type { Api, OpenApiResult } from '../cloudfunctions/openapi/apis/Api'
import { paramTexts } from '../cloudfunctions/openapi/apis/paramTexts'
import { isOptional } from '../cloudfunctions/openapi/apis/schemas'
import { isOpenApiError, type OpenApiError } from '../cloudfunctions/openapi/errors/OpenApiError'
import { readProperty } from '../cloudfunctions/openapi/errors/readProperty'
import { type CallApi, createCall } from '../cloudfunctions/openapi/https/createCall'
import { snakeCase } from '../cloudfunctions/openapi/names/convertCase'
import { type DescribedParam, describeParams } from '../cloudfunctions/openapi/params/describeParams'
import { toWireParams } from '../cloudfunctions/openapi/params/toWireParams'
import { describeResult } from './call/describeResult'
import { readParams } from './call/readParams'
import { askHidden, CancelledError, readPiped } from './call/readSecret'
import { writePage } from './call/writePage'
import { messageOf, runCommand, runMain } from './start/runCommand'

/** What the command reads and where it writes. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  stdin: NodeJS.ReadableStream & { isTTY?: boolean }
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
}

/** The exit codes: WeChat refused, did not respond, or its page was not written; an invalid command line; Ctrl-C. */
const EXIT = { done: 0, refused: 1, misused: 2, cancelled: 130 }

/** The defaults of `npm start` and `wx-logistics start`. */
const LOCAL = { appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: 'http://127.0.0.1:8787' }
/** The command that starts the local WeChat, by the name of this command. */
const startCommand = (name: string) => (name.startsWith('npm') ? 'npm start' : 'wx-logistics start')

/** The codes of calls that were not sent, because a parameter is missing, unknown, not accepted or of the wrong type. */
const WRONG_PARAMS: readonly number[] = [-401002, -401003]

/**
 * `npm run call`: calls an API of WeChat over HTTPS, prints the result as JSON on stdout and its meaning on stderr.
 *
 * @param args the command line, without Node and the script
 * @param surroundings the environment variables and streams
 * @param name the name of the command in its messages
 * @returns the exit code: 0 for errCode 0, 1 if WeChat refused or did not respond, 2 for an invalid command line, 130 for Ctrl-C
 * @example
 * process.exitCode = await call(['getQuota', '--deliveryId', 'YUNDA', '--bizId', '123456', '--local'])
 */
export async function call(
  args: readonly string[],
  surroundings: Surroundings = process,
  name = 'npm run call --',
): Promise<number> {
  let exitCode = EXIT.done
  const program = new Command(name)
    .description('Calls an API of WeChat over HTTPS and prints the result as JSON.')
    .option('--appid <appid>', 'the mini program (default: WX_APPID)')
    .option(
      '--local',
      `call the local WeChat of ${startCommand(name)}; WX_APPID and WX_SECRET are then ${LOCAL.appid} and its secret`,
    )
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', helpOf(name))
  for (const apiName of apiNames()) {
    const api: Api = apis[apiName]
    const command = addApi(program, api, describeParams(api.params, paramTexts[apiName]))
    command.action(async (given: Given) => {
      exitCode = await run(command, api, given, surroundings)
    })
  }
  try {
    return (await runCommand(program, args, undefined, { ...surroundings, misused: EXIT.misused })) || exitCode
  } catch (error) {
    if (error instanceof CancelledError) return EXIT.cancelled
    throw error
  }
}

const helpOf = (name: string) => `
Environment:
  WX_APPID, WX_SECRET  the mini program and its appsecret
  WX_API_BASE          address of WeChat (default: https://api.weixin.qq.com)

Exit code: 0 for errCode 0, 1 if WeChat refused or did not respond or its page could not be written, 2 if the command
line is invalid.

Each API describes its parameters with --help:
  ${name} API --help

Parameters can be read from a file:
  ${name} addOrder --json order.json`

/** Adds an API as a subcommand, with its parameters as options. */
function addApi(program: Command, { name, https, params, secrets, page }: Api, described: DescribedParam[]): Command {
  const summary = Object.entries(params.entries).map(([param, schema]) => (isOptional(schema) ? `[${param}]` : param))
  const command = program
    .command(name.slice(name.lastIndexOf('.') + 1))
    .description(`${name}, ${https.verb} ${https.path}`)
    .summary(summary.join(', ') || 'no parameters')
  for (const param of described.filter(isFlag)) {
    const { path, kind } = param
    if (secrets.includes(path)) {
      command.option(`--${path}-stdin`, `read ${path} from stdin; otherwise a terminal asks for it, hidden`)
      command.addOption(new Option(`--${path} [value]`).hideHelp())
    } else if (kind === 'number') command.option(`--${path} <number>`, inBoth(param), toNumber)
    else command.option(`--${path} <text>`, inBoth(param))
  }
  if (described.length > 0) {
    const source = 'read parameters from a file that contains a JSON object, or - for stdin'
    command.option('--json <file>', `${source}; flags take precedence over the file`)
  }
  if (page !== undefined) {
    command.option('--html <file>', `write the page in ${page} to a file, and leave it out of the result`)
  }
  const nested = described.filter((param) => !isFlag(param))
  if (nested.length > 0) {
    const width = Math.max(...nested.map(({ path }) => path.length))
    const lines = nested.map((param) => `\n  ${param.path.padEnd(width)}  ${inBoth(param)}`)
    command.addHelpText('after', `\nParameters that only --json gives / 只能用 --json 传的参数:${lines.join('')}`)
  }
  return command
}

/** Whether a parameter can be a flag: a text or a number, not in an object or a list. */
function isFlag({ path, kind }: DescribedParam): boolean {
  return (kind === 'text' || kind === 'number') && !/[.[]/.test(path)
}

function inBoth({ description: { en, zh } }: DescribedParam): string {
  return `${en} / ${zh}`
}

function toNumber(text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It should be a number.')
  return Number(text)
}

/** The options on the command line: a text or a number for each parameter, true for an option without a value. */
type Given = Readonly<Record<string, unknown>>

async function run(command: Command, api: Api, given: Given, surroundings: Surroundings): Promise<number> {
  const { env, stdout, stderr } = surroundings
  const { local = false, appid = env.WX_APPID } = command.optsWithGlobals<{ local?: true; appid?: string }>()
  const exposed = api.secrets.find((param) => given[param] !== undefined)
  if (exposed) command.error(`error: a ${exposed} is never an argument: use --${exposed}-stdin`)
  const params = await paramsOf(command, api, given, surroundings)
  const print = (result: OpenApiResult | OpenApiError, exitCode: number, ...hints: string[]) => {
    const { forPrograms, forPeople } = describeResult(api, result, hints)
    stdout.write(`${forPrograms}\n`)
    stderr.write(`${forPeople}\n`)
    return exitCode
  }
  let result: OpenApiResult
  try {
    toWireParams(api, params) // Reports mistakes before anybody types a password.
    const callApi = callWith(command, { local, appid, env })
    for (const param of api.secrets) {
      const secret = await readSecret(command, api, param, { given, params }, surroundings)
      if (secret !== '') Object.assign(params, { [param]: secret })
    }
    result = await callApi(api, params)
  } catch (thrown) {
    if (!isOpenApiError(thrown)) throw thrown
    const start = startCommand(command.parent?.name() ?? '')
    const hints = [`is the local WeChat running? start it with: ${start}`, `本地模拟环境启动了吗？用 ${start} 启动`]
    const exitCode = WRONG_PARAMS.includes(thrown.errCode) ? EXIT.misused : EXIT.refused
    return print(thrown, exitCode, ...(local && thrown.errCode === -501001 ? hints : []))
  }
  const { html: file } = given
  const { page = '' } = api
  if (typeof file !== 'string') return print(result, EXIT.done)
  try {
    const bytes = writePage(file, readProperty(result, page))
    const rest = Object.fromEntries(Object.entries(result).filter(([name]) => name !== page))
    const { errMsg, errCode } = result
    return print({ ...rest, errMsg, errCode }, EXIT.done, `${page}: ${bytes} bytes written to ${file} / 已写入 ${file}`)
  } catch (error) {
    return print(result, EXIT.refused, messageOf(error))
  }
}

/** Returns the parameters of --json and of the flags, which take precedence. */
async function paramsOf(
  command: Command,
  { params: { entries } }: Api,
  given: Given,
  { stdin }: Surroundings,
): Promise<Record<string, unknown>> {
  const flags = Object.entries(given).filter(([name]) => Object.hasOwn(entries, name))
  if (typeof given.json !== 'string') return Object.fromEntries(flags)
  const piped = Object.keys(given).find((name) => name.endsWith('Stdin'))
  if (given.json === '-' && piped !== undefined) {
    command.error(`error: --json - and --${piped.replace('Stdin', '-stdin')} both read stdin: give one of them a file`)
  }
  try {
    const params = await readParams(given.json, stdin)
    for (const [name] of flags) delete params[snakeCase(name)]
    return { ...params, ...Object.fromEntries(flags) }
  } catch (error) {
    return command.error(`error: ${messageOf(error)}`)
  }
}

/** Returns a function that calls APIs with the credentials of the environment. */
function callWith(
  command: Command,
  { local, appid, env }: { local: boolean; appid: string | undefined; env: NodeJS.ProcessEnv },
): CallApi {
  const { WX_SECRET: secret, WX_API_BASE: baseUrl } = env
  if (local && baseUrl?.startsWith('https:')) {
    command.error(`error: --local calls this machine, but WX_API_BASE is ${baseUrl}: leave out one of them`)
  }
  const defaults = local ? LOCAL : { appid: '', secret: '', baseUrl: undefined }
  const options = {
    appid: appid || defaults.appid,
    secret: secret || defaults.secret,
    baseUrl: baseUrl || defaults.baseUrl,
  }
  if (!options.appid) command.error('error: set WX_APPID to the appid of your mini program, or give --appid')
  if (!options.secret) command.error('error: set WX_SECRET to the appsecret of your mini program')
  try {
    return createCall(options)
  } catch (error) {
    return command.error(`error: ${messageOf(error)}`)
  }
}

/** Reads a secret parameter from stdin or from the terminal; `''` if it is missing. */
async function readSecret(
  command: Command,
  { askWhen = {} }: Api,
  param: string,
  { given, params }: { given: Given; params: Given },
  { stdin, stderr }: Surroundings,
): Promise<string> {
  const isPiped = given[`${param}Stdin`] === true
  const isGiven = Object.hasOwn(params, param) || Object.hasOwn(params, snakeCase(param))
  const isUsual = !isGiven && Object.entries(askWhen).every(([name, value]) => params[name] === value)
  if (stdin.isTTY && (isPiped || isUsual)) {
    return askHidden(`${param} (it will not be shown; empty for none): `, stdin, stderr)
  }
  const secret = isPiped ? await readPiped(stdin) : ''
  if (isPiped && secret === '') command.error(`error: --${param}-stdin was given, but stdin is empty`)
  return secret
}

if (require.main === module) runMain(call)
