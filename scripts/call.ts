import { Command, CommanderError, Option } from 'commander'
import { stringify } from 'lossless-json'
import { type Api, type ApiName, apis } from '../cloudfunctions/openapi/apis'
import { apiNames } from '../cloudfunctions/openapi/apis/apiNames'
import type { Code, Text } from '../cloudfunctions/openapi/apis/codes'
import { isOpenApiError, type OpenApiError } from '../cloudfunctions/openapi/errors/OpenApiError'
import { printable } from '../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../cloudfunctions/openapi/errors/readProperty'
import { type CallApi, createCall } from '../cloudfunctions/openapi/https/createCall'
import { httpsMeaningOf } from '../cloudfunctions/openapi/https/httpsMeaningOf'
import { toWireParams } from '../cloudfunctions/openapi/params/toWireParams'
import { askHidden, CancelledError, readPiped } from './call/readSecret'

/** WeChat refused, or gave no answer; the command line was wrong; Ctrl-C. */
const EXIT = { refused: 1, wrong: 2, cancelled: 130 }

/** What `npm start` serves unless told otherwise. */
const LOCAL = { appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: 'http://127.0.0.1:8787' }

const UNDOCUMENTED: Text = { en: 'not documented', zh: '文档中没有这个错误码' }

/** Codes of calls that never went out, because a parameter is missing, unknown, not accepted or of the wrong type. */
const WRONG_PARAMS: readonly number[] = [-401002, -401003]

const program = new Command('npm run call --')
  .description("Calls one of WeChat's APIs over HTTPS and prints its answer as JSON.")
  .option('--appid <appid>', 'the mini program (default: WX_APPID)')
  .option(
    '--local',
    `call the local WeChat of npm start; WX_APPID and WX_SECRET are then ${LOCAL.appid} and its secret`,
  )
  .configureHelp({ showGlobalOptions: true })
  .configureOutput({ outputError: (message, write) => write(withoutValues(message)) })
  .exitOverride()
  .addHelpText(
    'after',
    `
Environment:
  WX_APPID, WX_SECRET  the mini program and its appsecret
  WX_API_BASE          an address in the place of https://api.weixin.qq.com

Exit code: 0 when errCode is 0, 1 when WeChat refused or did not answer, 2 when the command line was wrong.

Each API tells its parameters with --help:
  npm run call -- bindAccount --help
  npm run call -- bindAccount --type bind --bizId 123456 --deliveryId YUNDA --local`,
  )

for (const name of apiNames()) addApi(name)

/** One API as a subcommand, its parameters as options. */
function addApi(name: ApiName): void {
  const { https, params, secrets }: Api = apis[name]
  const entries = Object.entries(params.entries)
  const command = program
    .command(name.slice(name.lastIndexOf('.') + 1))
    .description(`${name}, ${https.verb} ${https.path}`)
    .summary(
      entries.map(([param, schema]) => (isOptional(schema) ? `[${param}]` : param)).join(', ') || 'no parameters',
    )
    .action((given: Given) => run(command, name, given))
  for (const [param, schema] of entries) {
    if (secrets.includes(param)) {
      command.option(`--${param}-stdin`, `read ${param} from stdin; else a terminal asks for it, hidden`)
      command.addOption(new Option(`--${param} [value]`).hideHelp())
    } else {
      const choices = 'options' in schema && Array.isArray(schema.options) ? [schema.options.join(' or ')] : []
      command.option(`--${param} <text>`, [...choices, isOptional(schema) ? 'optional' : 'required'].join(', '))
    }
  }
}

function isOptional({ type }: Api['params']['entries'][string]): boolean {
  return type === 'optional'
}

/** What commander found: a text for each parameter, true for an option without one. */
type Given = Readonly<Record<string, unknown>>

async function run(command: Command, name: ApiName, given: Given): Promise<void> {
  const { secrets }: Api = apis[name]
  const onCommandLine = secrets.find((param) => given[param] !== undefined)
  if (onCommandLine) command.error(`error: a ${onCommandLine} is never an argument: use --${onCommandLine}-stdin`)
  const params = Object.fromEntries(Object.entries(given).filter(([param]) => !param.endsWith('Stdin')))
  try {
    toWireParams(name, params) // Before anybody types a password for nothing.
    const call = callWith(command)
    for (const param of secrets) {
      const secret = await readSecret(command, param, given)
      if (secret !== '') Object.assign(params, { [param]: secret })
    }
    tell(name, await call(name, params))
  } catch (thrown) {
    if (!isOpenApiError(thrown)) throw thrown
    tell(name, thrown)
    process.exitCode = WRONG_PARAMS.includes(thrown.errCode) ? EXIT.wrong : EXIT.refused
  }
}

/** A call with the credentials of the environment. */
function callWith(command: Command): CallApi {
  const { local = false, appid = process.env.WX_APPID } = program.opts<{ local?: true; appid?: string }>()
  const { WX_SECRET: secret, WX_API_BASE: baseUrl } = process.env
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
    return command.error(`error: ${Object(error).message}`)
  }
}

/** A secret parameter from stdin or from whoever sits at the terminal; `''` for none. */
async function readSecret(command: Command, param: string, given: Given): Promise<string> {
  const { stdin, stderr } = process
  const wanted = given[`${param}Stdin`] === true
  if (stdin.isTTY && (wanted || given.type !== 'unbind')) {
    return askHidden(`${param} (it will not be shown; empty for none): `, stdin, stderr)
  }
  const secret = wanted ? await readPiped(stdin) : ''
  if (wanted && secret === '') command.error(`error: --${param}-stdin was given, but stdin is empty`)
  return secret
}

/** The answer on stdout, for programs; what it means on stderr, for people. */
function tell(name: ApiName, answer: { errCode: number } | OpenApiError): void {
  const refused = isOpenApiError(answer)
  const json = stringify(refused ? answer.toJSON() : answer, undefined, 2) ?? ''
  console.log(json.split('\n').map(printable).join('\n'))
  const { errCode } = answer
  const { meaning, cause, next }: Code = httpsMeaningOf(name, errCode) ?? { meaning: UNDOCUMENTED }
  const lines = [
    `${errCode}: ${meaning.en} / ${meaning.zh}`,
    ...(cause ? [`cause: ${cause.en}`, `原因：${cause.zh}`] : []),
    ...(next ? [`next: ${next.en}`, `处理：${next.zh}`] : []),
    ...(refused ? detailsOf(answer) : []),
    ...(errCode === -501001 && program.opts().local
      ? ['is the local WeChat running? start it with: npm start', '本地模拟环境启动了吗？用 npm start 启动']
      : []),
  ]
  console.error(lines.map(printable).join('\n  '))
}

/** What only an HTTPS call tells of a failure. */
function detailsOf({ deliveryResultcode: code, deliveryResultmsg: message = '', cause }: OpenApiError): string[] {
  return [
    ...(code === undefined ? [] : [`the courier said: ${code} ${message}`]),
    ...(cause instanceof Error ? [`${readProperty(cause, 'code') ?? cause.name}: ${cause.message}`] : []),
  ]
}

/** An error of commander's, without what may be a secret: `unknown option '--pasword=***'`, `unknown option '-p***'`. */
function withoutValues(message: string): string {
  return message.replace(/(--?[^=\s']+)=.*'/s, "$1=***'").replace(/'(-[^-]).+'/s, "'$1***'")
}

program.parseAsync().catch((error: unknown) => {
  // Commander and askHidden have said it already.
  if (error instanceof CommanderError) process.exitCode = error.exitCode && EXIT.wrong
  else if (error instanceof CancelledError) process.exitCode = EXIT.cancelled
  else throw error
})
