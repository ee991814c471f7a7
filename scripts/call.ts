import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { apiNames, apis } from '../cloudfunctions/openapi/apis'
import type { Api, OpenApiResult } from '../cloudfunctions/openapi/apis/Api'
import { paramTexts } from '../cloudfunctions/openapi/apis/paramTexts'
import { isOptional } from '../cloudfunctions/openapi/apis/schemas'
import { isOpenApiError } from '../cloudfunctions/openapi/errors/OpenApiError'
import { readProperty } from '../cloudfunctions/openapi/errors/readProperty'
import { type CallApi, createCall } from '../cloudfunctions/openapi/https/createCall'
import { snakeCase } from '../cloudfunctions/openapi/names/convertCase'
import { type DescribedParam, describeParams } from '../cloudfunctions/openapi/params/describeParams'
import { toWireParams } from '../cloudfunctions/openapi/params/toWireParams'
import { askHidden, CancelledError } from './call/askHidden'
import { readParams } from './call/readParams'
import { readPiped } from './call/readPiped'
import { tell } from './call/tell'
import { writePage } from './call/writePage'
import { runMain } from './start/runMain'
import { withoutValues } from './start/withoutValues'

/** Where the command runs: what it reads, and where it writes. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  stdin: NodeJS.ReadableStream & { isTTY?: boolean }
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
}

/** WeChat refused, gave no answer, or its page was not written; the command line was wrong; Ctrl-C. */
const EXIT = { done: 0, refused: 1, wrong: 2, cancelled: 130 }

/** What `npm start` and `wx-logistics start` serve unless told otherwise. */
const LOCAL = { appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: 'http://127.0.0.1:8787' }
/** How the local WeChat is started by whoever calls this command so. */
const startCommand = (name: string) => (name.startsWith('npm') ? 'npm start' : 'wx-logistics start')
const notRunning = (name: string) => [
  `is the local WeChat running? start it with: ${startCommand(name)}`,
  `本地模拟环境启动了吗？用 ${startCommand(name)} 启动`,
]

/** Codes of calls that never went out, because a parameter is missing, unknown, not accepted or of the wrong kind. */
const WRONG_PARAMS: readonly number[] = [-401002, -401003]

/**
 * `npm run call`: calls one of WeChat's APIs over HTTPS, prints its answer as JSON on stdout, and says on stderr what it means.
 *
 * @param args the command line, without Node and the script
 * @param surroundings where it runs
 * @param name as which it is called
 * @returns the exit code: 0 when errCode is 0, 1 when WeChat refused or did not answer, 2 for a wrong command line, 130 for Ctrl-C
 * @example
 * process.exitCode = await call(['getQuota', '--deliveryId', 'YUNDA', '--bizId', '123456', '--local'])
 */
export async function call(
  args: readonly string[],
  surroundings: Surroundings = process,
  name = 'npm run call --',
): Promise<number> {
  const { stdout, stderr } = surroundings
  let exitCode = EXIT.done
  const program = new Command(name)
    .description("Calls one of WeChat's APIs over HTTPS and prints its answer as JSON.")
    .option('--appid <appid>', 'the mini program (default: WX_APPID)')
    .option(
      '--local',
      `call the local WeChat of ${startCommand(name)}; WX_APPID and WX_SECRET are then ${LOCAL.appid} and its secret`,
    )
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (message, write) => write(withoutValues(message)),
    })
    .exitOverride()
    .addHelpText('after', helpOf(name))
  for (const apiName of apiNames()) {
    const api: Api = apis[apiName]
    const command = addApi(program, api, describeParams(api.params, paramTexts[apiName]))
    command.action(async (given: Given) => {
      exitCode = await run(command, api, given, surroundings)
    })
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    // Commander and askHidden have said it already.
    if (error instanceof CommanderError) return error.exitCode && EXIT.wrong
    if (error instanceof CancelledError) return EXIT.cancelled
    throw error
  }
}

const helpOf = (name: string) => `
Environment:
  WX_APPID, WX_SECRET  the mini program and its appsecret
  WX_API_BASE          an address in the place of https://api.weixin.qq.com

Exit code: 0 when errCode is 0, 1 when WeChat refused or did not answer, or its page could not be written, 2 when the
command line was wrong.

Each API tells its parameters with --help:
  ${name} API --help

What is longer than a line comes from a file:
  ${name} addOrder --json order.json`

/** One API as a subcommand, its parameters as options. */
function addApi(program: Command, { name, https, params, secrets, page }: Api, described: DescribedParam[]): Command {
  const entries = Object.entries(params.entries)
  const command = program
    .command(name.slice(name.lastIndexOf('.') + 1))
    .description(`${name}, ${https.verb} ${https.path}`)
    .summary(
      entries.map(([param, schema]) => (isOptional(schema) ? `[${param}]` : param)).join(', ') || 'no parameters',
    )
  for (const param of described.filter(isFlag)) {
    const { path, kind } = param
    const description = inBoth(param)
    if (secrets.includes(path)) {
      command.option(`--${path}-stdin`, `read ${path} from stdin; else a terminal asks for it, hidden`)
      command.addOption(new Option(`--${path} [value]`).hideHelp())
    } else if (kind === 'number') {
      command.option(`--${path} <number>`, description, toNumber)
    } else {
      command.option(`--${path} <text>`, description)
    }
  }
  if (described.length > 0) {
    command.option(
      '--json <file>',
      'read parameters from a file that holds a JSON object, or - from stdin; a flag wins over the file',
    )
  }
  if (page !== undefined) {
    command.option(
      '--html <file>',
      `write the page in ${page} to a file, over one that is there, and leave it out of the answer`,
    )
  }
  const nested = described.filter((param) => !isFlag(param))
  return nested.length > 0 ? command.addHelpText('after', nestedHelp(nested)) : command
}

/** Whether a flag can give it: a text or a number, at the top. */
function isFlag({ path, kind }: DescribedParam): boolean {
  return (kind === 'text' || kind === 'number') && !/[.[]/.test(path)
}

function inBoth({ description: { en, zh } }: DescribedParam): string {
  return `${en} / ${zh}`
}

/** Parameters that no flag gives. */
function nestedHelp(nested: readonly DescribedParam[]): string {
  const width = Math.max(...nested.map(({ path }) => path.length))
  const lines = nested.map((param) => `  ${param.path.padEnd(width)}  ${inBoth(param)}`)
  return ['', 'Parameters that only --json gives / 只能用 --json 传的参数:', ...lines].join('\n')
}

function toNumber(text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It should be a number.')
  return Number(text)
}

/** What commander found: a text or a number for each parameter, true for an option without one. */
type Given = Readonly<Record<string, unknown>>

async function run(command: Command, api: Api, given: Given, surroundings: Surroundings): Promise<number> {
  const { env, stdout, stderr } = surroundings
  const { local = false, appid = env.WX_APPID } = command.optsWithGlobals<{ local?: true; appid?: string }>()
  const onCommandLine = api.secrets.find((param) => given[param] !== undefined)
  if (onCommandLine) command.error(`error: a ${onCommandLine} is never an argument: use --${onCommandLine}-stdin`)
  const params = await paramsOf(command, api, given, surroundings)
  const say = (...told: Parameters<typeof tell>) => {
    const { forPrograms, forPeople } = tell(...told)
    stdout.write(`${forPrograms}\n`)
    stderr.write(`${forPeople}\n`)
  }
  try {
    toWireParams(api, params) // Before anybody types a password for nothing.
    const callApi = callWith(command, { local, appid, env })
    for (const param of api.secrets) {
      const secret = await readSecret(command, api, param, { given, params }, surroundings)
      if (secret !== '') Object.assign(params, { [param]: secret })
    }
    const answer = await callApi(api, params)
    if (typeof given.html !== 'string') {
      say(api, answer)
      return EXIT.done
    }
    return sayWithPage(api, answer, given.html, say)
  } catch (thrown) {
    if (!isOpenApiError(thrown)) throw thrown
    say(api, thrown, local && thrown.errCode === -501001 ? notRunning(command.parent?.name() ?? '') : [])
    return WRONG_PARAMS.includes(thrown.errCode) ? EXIT.wrong : EXIT.refused
  }
}

/** The parameters of --json, and over them those of the flags. */
async function paramsOf(
  command: Command,
  { params: { entries } }: Api,
  given: Given,
  { stdin }: Surroundings,
): Promise<Record<string, unknown>> {
  const flags = Object.entries(given).filter(([name]) => Object.hasOwn(entries, name))
  if (typeof given.json !== 'string') return Object.fromEntries(flags)
  const alsoStdin = Object.keys(given).find((name) => name.endsWith('Stdin'))
  if (given.json === '-' && alsoStdin !== undefined) {
    command.error(
      `error: --json - and --${alsoStdin.replace('Stdin', '-stdin')} both read stdin: give one of them a file`,
    )
  }
  try {
    const params = await readParams(given.json, stdin)
    for (const [name] of flags) delete params[snakeCase(name)]
    return { ...params, ...Object.fromEntries(flags) }
  } catch (error) {
    return command.error(`error: ${messageOf(error)}`)
  }
}

/** The exit code. */
function sayWithPage(
  api: Api,
  answer: OpenApiResult,
  file: string,
  say: (...told: Parameters<typeof tell>) => void,
): number {
  try {
    const { rest, told } = withoutPage(api, answer, file)
    say(api, rest, [told])
    return EXIT.done
  } catch (error) {
    say(api, answer, [messageOf(error)])
    return EXIT.refused
  }
}

/**
 * Writes the page of an answer to a file.
 *
 * @returns the rest of the answer, and a line about the page
 * @throws Error when there is no page, or the file cannot be written
 */
function withoutPage({ page = '' }: Api, answer: OpenApiResult, file: string): { rest: OpenApiResult; told: string } {
  const bytes = writePage(file, readProperty(answer, page))
  const data = Object.fromEntries(Object.entries(answer).filter(([name]) => name !== page))
  const { errMsg, errCode } = answer
  return { rest: { ...data, errMsg, errCode }, told: `${page}: ${bytes} bytes written to ${file} / 已写入 ${file}` }
}

/** A call with the credentials of the environment. */
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

/** A secret parameter from stdin or from whoever sits at the terminal; `''` for none. */
async function readSecret(
  command: Command,
  { askWhen = {} }: Api,
  param: string,
  { given, params }: { given: Given; params: Given },
  { stdin, stderr }: Surroundings,
): Promise<string> {
  const wanted = given[`${param}Stdin`] === true
  const isThere = Object.hasOwn(params, param) || Object.hasOwn(params, snakeCase(param))
  const asked = !isThere && Object.entries(askWhen).every(([name, value]) => params[name] === value)
  if (stdin.isTTY && (wanted || asked)) {
    return askHidden(`${param} (it will not be shown; empty for none): `, stdin, stderr)
  }
  const secret = wanted ? await readPiped(stdin) : ''
  if (wanted && secret === '') command.error(`error: --${param}-stdin was given, but stdin is empty`)
  return secret
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

if (require.main === module) runMain(call)
