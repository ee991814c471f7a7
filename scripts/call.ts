import { Command, CommanderError, Option } from 'commander'
import { apis } from '../cloudfunctions/openapi/apis'
import type { Api } from '../cloudfunctions/openapi/apis/Api'
import { isOpenApiError } from '../cloudfunctions/openapi/errors/OpenApiError'
import { type CallApi, createCall } from '../cloudfunctions/openapi/https/createCall'
import { isOptional } from '../cloudfunctions/openapi/params/schemaKinds'
import { toWireParams } from '../cloudfunctions/openapi/params/toWireParams'
import { askHidden, CancelledError } from './call/askHidden'
import { readPiped } from './call/readPiped'
import { tell } from './call/tell'

/** Where the command runs: what it reads, and where it writes. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  stdin: NodeJS.ReadableStream & { isTTY?: boolean }
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
}

/** WeChat refused, or gave no answer; the command line was wrong; Ctrl-C. */
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
  for (const api of Object.values<Api>(apis)) {
    const command = addApi(program, api)
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

Exit code: 0 when errCode is 0, 1 when WeChat refused or did not answer, 2 when the command line was wrong.

Each API tells its parameters with --help:
  ${name} API --help`

/** One API as a subcommand, its parameters as options. */
function addApi(program: Command, { name, https, params, secrets }: Api): Command {
  const entries = Object.entries(params.entries)
  const command = program
    .command(name.slice(name.lastIndexOf('.') + 1))
    .description(`${name}, ${https.verb} ${https.path}`)
    .summary(
      entries.map(([param, schema]) => (isOptional(schema) ? `[${param}]` : param)).join(', ') || 'no parameters',
    )
  for (const [param, schema] of entries) {
    if (secrets.includes(param)) {
      command.option(`--${param}-stdin`, `read ${param} from stdin; else a terminal asks for it, hidden`)
      command.addOption(new Option(`--${param} [value]`).hideHelp())
    } else {
      const choices = 'options' in schema && Array.isArray(schema.options) ? [schema.options.join(' or ')] : []
      command.option(`--${param} <text>`, [...choices, isOptional(schema) ? 'optional' : 'required'].join(', '))
    }
  }
  return command
}

/** What commander found: a text for each parameter, true for an option without one. */
type Given = Readonly<Record<string, unknown>>

async function run(command: Command, api: Api, given: Given, surroundings: Surroundings): Promise<number> {
  const { env, stdout, stderr } = surroundings
  const { local = false, appid = env.WX_APPID } = command.optsWithGlobals<{ local?: true; appid?: string }>()
  const onCommandLine = api.secrets.find((param) => given[param] !== undefined)
  if (onCommandLine) command.error(`error: a ${onCommandLine} is never an argument: use --${onCommandLine}-stdin`)
  const params = Object.fromEntries(Object.entries(given).filter(([param]) => !param.endsWith('Stdin')))
  const say = (...told: Parameters<typeof tell>) => {
    const { forPrograms, forPeople } = tell(...told)
    stdout.write(`${forPrograms}\n`)
    stderr.write(`${forPeople}\n`)
  }
  try {
    toWireParams(api, params) // Before anybody types a password for nothing.
    const callApi = callWith(command, { local, appid, env })
    for (const param of api.secrets) {
      const secret = await readSecret(command, api, param, given, surroundings)
      if (secret !== '') Object.assign(params, { [param]: secret })
    }
    say(api, await callApi(api, params))
    return EXIT.done
  } catch (thrown) {
    if (!isOpenApiError(thrown)) throw thrown
    say(api, thrown, local && thrown.errCode === -501001 ? notRunning(command.parent?.name() ?? '') : [])
    return WRONG_PARAMS.includes(thrown.errCode) ? EXIT.wrong : EXIT.refused
  }
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
    return command.error(`error: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** A secret parameter from stdin or from whoever sits at the terminal; `''` for none. */
async function readSecret(
  command: Command,
  { askWhen = {} }: Api,
  param: string,
  given: Given,
  { stdin, stderr }: Surroundings,
): Promise<string> {
  const wanted = given[`${param}Stdin`] === true
  const asked = Object.entries(askWhen).every(([name, value]) => given[name] === value)
  if (stdin.isTTY && (wanted || asked)) {
    return askHidden(`${param} (it will not be shown; empty for none): `, stdin, stderr)
  }
  const secret = wanted ? await readPiped(stdin) : ''
  if (wanted && secret === '') command.error(`error: --${param}-stdin was given, but stdin is empty`)
  return secret
}

/** An error of commander's, without what may be a secret: `unknown option '--pasword=***'`, `unknown option '-p***'`. */
function withoutValues(message: string): string {
  return message.replace(/(--?[^=\s']+)=.*'/s, "$1=***'").replace(/'(-[^-]).+'/s, "'$1***'")
}

if (require.main === module) {
  call(process.argv.slice(2)).then((exitCode) => {
    process.exitCode = exitCode
  })
}
