import { Command, CommanderError } from 'commander'
import type { Text } from '../cloudfunctions/openapi/codes/Code'
import { isOpenApiError } from '../cloudfunctions/openapi/errors/OpenApiError'
import { printable } from '../cloudfunctions/openapi/errors/printable'
import { redactor } from '../cloudfunctions/openapi/errors/redact'
import { checkBaseUrl } from '../cloudfunctions/openapi/https/checkBaseUrl'
import { type Access, accessWith } from './doctor/Access'
import { accessToken } from './doctor/checks/accessToken'
import { accounts } from './doctor/checks/accounts'
import { appsecret } from './doctor/checks/appsecret'
import { authorisation } from './doctor/checks/authorisation'
import { cloudfunctionRoot } from './doctor/checks/cloudfunctionRoot'
import { deployed } from './doctor/checks/deployed'
import { esModule } from './doctor/checks/esModule'
import { fixtures } from './doctor/checks/fixtures'
import { permissions } from './doctor/checks/permissions'
import { quotas } from './doctor/checks/quotas'
import { sdkVersion } from './doctor/checks/sdkVersion'
import { triggers } from './doctor/checks/triggers'
import { type Finding, note, wrong } from './doctor/Finding'
import { failedCall } from './doctor/failed'
import { isBuilt, type Project, readProject } from './doctor/Project'
import { type NamedFinding, tellFindings } from './doctor/tellFindings'
import { messageOf } from './start/messageOf'
import { runMain } from './start/runMain'
import { withoutValues } from './start/withoutValues'

/** What the command reads and where it writes. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
}

/** Exit codes: nothing is wrong, something is wrong, the command line is invalid. */
const EXIT = { right: 0, wrong: 1, misused: 2 }

const NEVER_ARGUMENTS = 'set the appid and the appsecret with the variables WX_APPID and WX_SECRET, never as arguments'

/** An appid or an appsecret, given by mistake as the ID of an environment. */
const CREDENTIAL = /^([0-9a-f]{32}|wx[0-9a-f]{16})$/i

/**
 * `npm run doctor`: checks a project, its mini program and its deployed functions. Changes nothing.
 *
 * @param args the command line, without Node and the script
 * @param surroundings the environment variables and streams
 * @param name the name of the command in its messages
 * @returns the exit code: 0, 1 if something is wrong, 2 for an invalid command line
 * @example
 * process.exitCode = await doctor(['--env', 'prod-1a2b3c', '--json'])
 */
export async function doctor(
  args: readonly string[],
  surroundings: Surroundings = process,
  name = 'npm run doctor --',
): Promise<number> {
  const { env, stdout, stderr } = surroundings
  let exitCode = EXIT.right
  const command = new Command(name)
    .description('Checks your project, mini program and deployed functions. Changes nothing.')
    .usage('[options]')
    .option('--env <env>', 'ID of a cloud environment: checks its deployed functions too')
    .option('--json', 'prints the findings as JSON')
    .allowExcessArguments()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (message, write) => write(`${withoutValues(message)}${NEVER_ARGUMENTS}\n`),
    })
    .exitOverride()
    .addHelpText('after', HELP)
    .action(async ({ env: envId, json }: { env?: string; json?: true }) => {
      if (command.args.length > 0) command.error('error: doctor takes no arguments')
      if (envId !== undefined && CREDENTIAL.test(envId)) command.error('error: --env must be the ID of an environment')
      if (envId !== undefined && !(env.WX_APPID && env.WX_SECRET)) {
        command.error('error: --env calls deployed functions, which needs WX_APPID and WX_SECRET')
      }
      const findings = await diagnose(process.cwd(), baseUrlIn(command, env), env, envId)
      stdout.write(`${json ? toJson(findings) : tellFindings(findings)}\n`)
      exitCode = findings.some(({ level }) => level === 'wrong') ? EXIT.wrong : EXIT.right
    })
  try {
    await command.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode && EXIT.misused // commander has printed the message.
    throw error
  }
}

const HELP = `
It checks the project of the current folder. With WX_APPID and WX_SECRET it also checks the mini program. With --env it
also checks the functions deployed there: it reads the version of each, and makes calls that change nothing. For example,
bindAccount unbinds a customer code that cannot exist (wx-logistics-doctor), which shows whether it has its permission.

Environment:
  WX_APPID, WX_SECRET  the mini program and its appsecret
  WX_API_BASE          address of WeChat (default: https://api.weixin.qq.com)

Exit code: 0 if nothing is wrong, 1 if something is wrong, 2 if the command line is invalid. What cannot be known is a note.`

function baseUrlIn(command: Command, { WX_API_BASE: baseUrl }: NodeJS.ProcessEnv): string {
  try {
    return checkBaseUrl(baseUrl || 'https://api.weixin.qq.com')
  } catch (error) {
    return command.error(`error: WX_API_BASE: ${messageOf(error)}`)
  }
}

/** Formats the findings as JSON without control characters. */
function toJson(findings: readonly NamedFinding[]): string {
  return JSON.stringify({ findings }, undefined, 2).split('\n').map(printable).join('\n')
}

/** Makes every check that is possible, one after the other. No finding contains a secret. */
async function diagnose(
  dir: string,
  baseUrl: string,
  { WX_APPID: appid = '', WX_SECRET: secret = '' }: NodeJS.ProcessEnv,
  envId: string | undefined,
): Promise<NamedFinding[]> {
  const secrets = [secret]
  const project = projectIn(dir)
  const findings = await inProject(project, secret)
  if (appid === '' || secret === '') {
    findings.push({ check: 'accessToken', ...noCredentials(appid, secret) })
  } else {
    const { token, finding } = await accessToken(baseUrl, appid, secret)
    findings.push({ check: 'accessToken', ...finding })
    if (token !== undefined) {
      secrets.push(token)
      const access = accessWith(baseUrl, token, envId)
      findings.push(...(await inMiniProgram(access)))
      if (envId !== undefined) findings.push(...(await inEnvironment(access, envId, project)))
    }
  }
  const blank = redactor(secrets)
  return findings.map(({ what, next, ...it }) => ({
    ...it,
    what: blanked(what, blank),
    ...(next && { next: blanked(next, blank) }),
  }))
}

function blanked({ en, zh }: Text, blank: (text: string) => string): Text {
  return { en: blank(en), zh: blank(zh) }
}

/** Returns the project, or the reason why it cannot be read. */
function projectIn(dir: string): Project | Finding {
  try {
    return readProject(dir)
  } catch (error) {
    const [en, zh] = ['the project cannot be read', '无法读取项目']
    return wrong(`${en}: ${messageOf(error)}`, `${zh}：${messageOf(error)}`, { en: 'fix it', zh: '请改正' })
  }
}

async function inProject(project: Project | Finding, secret: string): Promise<NamedFinding[]> {
  if ('level' in project) return [{ check: 'cloudfunctionRoot', ...project }]
  return [
    ...(await found('cloudfunctionRoot', () => cloudfunctionRoot(project))),
    ...(await found('permissions', () => permissions(project))),
    ...(await found('triggers', () => triggers(project))),
    ...(await found('sdkVersion', () => sdkVersion(project))),
    ...(await found('esModule', () => esModule(project))),
    ...(await found('fixtures', () => fixtures(project))),
    ...(await found('appsecret', () => appsecret(project, secret))),
  ]
}

function noCredentials(appid: string, secret: string): Finding {
  const missing = [...(appid === '' ? ['WX_APPID'] : []), ...(secret === '' ? ['WX_SECRET'] : [])]
  const next = {
    en: 'set the variables WX_APPID and WX_SECRET to check the mini program too',
    zh: '设置环境变量 WX_APPID 和 WX_SECRET 后可检查小程序',
  }
  if (missing.length === 2) return note('the mini program was not checked', '没有检查小程序', next)
  return wrong(`${missing[0]} is not set`, `没有设置 ${missing[0]}`, next)
}

async function inMiniProgram(access: Access): Promise<NamedFinding[]> {
  const { list, finding } = await authorisation(access)
  const allowed = { check: 'authorisation', ...finding }
  if (list === undefined) return [allowed]
  return [
    allowed,
    ...(await found('accounts', () => accounts(list))),
    ...(await found('quotas', () => quotas(access, list))),
  ]
}

/** Calls only functions of this package, because another one may do anything with the event. */
async function inEnvironment(access: Access, envId: string, project: Project | Finding): Promise<NamedFinding[]> {
  const own = 'level' in project ? [] : project.functions.filter(isBuilt).map(({ name }) => name)
  const findings: NamedFinding[] = []
  for (const name of own.length > 0 ? own : ['bindAccount']) {
    findings.push(...(await found('deployed', () => deployed(access, name, envId, own.includes(name)))))
  }
  return findings
}

/** Returns what a check finds, or a note if the check fails. */
async function found(check: string, look: () => Finding[] | Promise<Finding[]>): Promise<NamedFinding[]> {
  try {
    return (await look()).map((it) => ({ check, ...it }))
  } catch (thrown) {
    return [{ check, ...failureOf(check, thrown) }]
  }
}

function failureOf(check: string, thrown: unknown): Finding {
  if (isOpenApiError(thrown)) return failedCall(thrown)
  return note(`${check}: ${messageOf(thrown)}`, `${check}：${messageOf(thrown)}`)
}

if (require.main === module) runMain(doctor)
