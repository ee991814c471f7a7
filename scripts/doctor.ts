import { Command } from 'commander'
import type { Text } from '../cloudfunctions/openapi/codes/Code'
import { isOpenApiError } from '../cloudfunctions/openapi/errors/OpenApiError'
import { printable } from '../cloudfunctions/openapi/errors/printable'
import { messageOf } from '../cloudfunctions/openapi/errors/readProperty'
import { redactor } from '../cloudfunctions/openapi/errors/redact'
import { checkBaseUrl } from '../cloudfunctions/openapi/https/checkBaseUrl'
import { accessWith } from './doctor/Access'
import { deployed } from './doctor/checks/deployed'
import { accessToken, accounts, authorisation, quotas } from './doctor/checks/miniProgram'
import { permissions } from './doctor/checks/permissions'
import { appsecret, cloudfunctionRoot, fixtures } from './doctor/checks/projectFiles'
import { esModule, sdkVersion } from './doctor/checks/runtime'
import { triggers } from './doctor/checks/triggers'
import { type Finding, type NamedFinding, note, printFindings, wrong } from './doctor/Finding'
import { failedCall } from './doctor/failed'
import { isBuilt, type Project, readProject } from './doctor/Project'
import { commandLine, type Say, sayIn, TerminalError } from './start/language'
import { findProject } from './start/project'
import { runCommand, runMain } from './start/runCommand'

/** What the command reads and where it writes. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
}

/** Exit codes: nothing is wrong, something is wrong, the command line is invalid. */
const EXIT = { right: 0, wrong: 1, misused: 2 }

/** An appid or an appsecret, given by mistake as the ID of an environment. */
const CREDENTIAL = /^([0-9a-f]{32}|wx[0-9a-f]{16})$/i

/**
 * `npm run doctor`: checks a project, its mini program and its deployed functions. Changes nothing.
 *
 * @param args the command line, without Node and the script
 * @param surroundings the environment variables and streams
 * @returns the exit code: 0, 1 if something is wrong, 2 for an invalid command line
 * @example
 * process.exitCode = await doctor(['--env', 'prod-1a2b3c', '--json'])
 */
export async function doctor(args: readonly string[], surroundings: Surroundings = process): Promise<number> {
  const { env, stdout, stderr } = surroundings
  const say = sayIn(args, env)
  let exitCode = EXIT.right
  const command = new Command(commandLine('doctor ').trim())
    .description(
      say(
        'Checks your project, mini program and deployed functions. Changes nothing.',
        '检查项目、小程序和已部署的云函数。不做任何修改。',
      ),
    )
    .usage('[options]')
    .option(
      '--env <env>',
      say('ID of a cloud environment: checks its deployed functions too', '云环境 ID：同时检查其中已部署的云函数'),
    )
    .option('--json', say('print the findings as JSON', '以 JSON 输出结果'))
    .allowExcessArguments()
    .addHelpText('after', helpText(say))
    .action(async ({ env: envId, json }: { env?: string; json?: true }) => {
      const refuse = (en: string, zh: string) => command.error(say(`error: ${en}`, `错误：${zh}`))
      if (command.args.length > 0) refuse('doctor takes no arguments', 'doctor 没有参数')
      if (envId !== undefined && CREDENTIAL.test(envId))
        refuse('--env must be the ID of an environment', '--env 应为云环境 ID')
      if (envId !== undefined && !(env.WX_APPID && env.WX_SECRET))
        refuse(
          '--env calls deployed functions, which needs WX_APPID and WX_SECRET',
          '--env 会调用已部署的云函数，需要先设置 WX_APPID 和 WX_SECRET',
        )
      const project = findProject(process.cwd()) ?? process.cwd()
      const findings = await diagnose(project, baseUrlIn(command, env, say), env, envId)
      const shown = json
        ? toJson(project, findings)
        : `${say(`project: ${project}`, `项目：${project}`)}\n${printFindings(findings, say)}`
      stdout.write(`${shown}\n`)
      exitCode = findings.some(({ level }) => level === 'wrong') ? EXIT.wrong : EXIT.right
    })
  const advice = say(
    'set the appid and the appsecret with the variables WX_APPID and WX_SECRET, never as arguments\n',
    'AppID 和 AppSecret 请用环境变量 WX_APPID 和 WX_SECRET 设置，切勿写在命令行上\n',
  )
  return (await runCommand(command, args, say, { stdout, stderr, misused: EXIT.misused, advice })) || exitCode
}

const helpText = (say: Say) =>
  say(
    `
It checks the project of the current folder. With WX_APPID and WX_SECRET it also checks the mini program. With --env it
also checks the functions deployed there: it reads the version of each, and makes calls that change nothing. For example,
bindAccount unbinds a customer code that cannot exist (wx-logistics-doctor), which shows whether it has its permission.

Environment:
  WX_APPID, WX_SECRET  the mini program and its appsecret
  WX_API_BASE          address of WeChat (default: https://api.weixin.qq.com)

Exit code: 0 if nothing is wrong, 1 if something is wrong, 2 if the command line is invalid. What cannot be known is a note.`,
    `
检查当前目录所属的项目。设置了 WX_APPID 和 WX_SECRET 时也检查小程序。给出 --env 时也检查该环境里已部署的云函数：
读取每个云函数的版本，并发起不产生任何修改的调用。例如用 bindAccount 解绑一个不可能存在的客户编码
（wx-logistics-doctor），由此判断它是否有接口权限。

环境变量：
  WX_APPID, WX_SECRET  小程序的 AppID 和 AppSecret
  WX_API_BASE          微信的地址（默认：https://api.weixin.qq.com）

退出码：没有错误时是 0，有错误时是 1，命令行有误时是 2。无法确定的事项只作提示。`,
  )

function baseUrlIn(command: Command, { WX_API_BASE: baseUrl }: NodeJS.ProcessEnv, say: Say): string {
  try {
    return checkBaseUrl(baseUrl || 'https://api.weixin.qq.com')
  } catch (error) {
    return command.error(say(`error: WX_API_BASE: ${messageOf(error)}`, `错误：WX_API_BASE：${messageOf(error)}`))
  }
}

/** Formats the findings as JSON without control characters. */
function toJson(project: string, findings: readonly NamedFinding[]): string {
  return JSON.stringify({ project, findings }, undefined, 2).split('\n').map(printable).join('\n')
}

const PROJECT_CHECKS = { cloudfunctionRoot, permissions, triggers, sdkVersion, esModule, fixtures, appsecret }

/** Makes every check that is possible, one after the other. No finding contains a secret. */
async function diagnose(
  dir: string,
  baseUrl: string,
  { WX_APPID: appid = '', WX_SECRET: secret = '' }: NodeJS.ProcessEnv,
  envId: string | undefined,
): Promise<NamedFinding[]> {
  const secrets = [secret]
  const findings: NamedFinding[] = []
  const check = async (name: string, find: () => Finding[] | Promise<Finding[]>) => {
    const found = await Promise.resolve()
      .then(find)
      .catch((error: unknown) => [failureOf(name, error)])
    findings.push(...found.map((it) => ({ check: name, ...it })))
  }
  const project = projectIn(dir)
  if ('level' in project) findings.push({ check: 'cloudfunctionRoot', ...project })
  else for (const [name, find] of Object.entries(PROJECT_CHECKS)) await check(name, () => find(project, secret))
  if (appid === '' || secret === '') findings.push({ check: 'accessToken', ...noCredentials(appid, secret) })
  else {
    const { token, finding } = await accessToken(baseUrl, appid, secret)
    findings.push({ check: 'accessToken', ...finding })
    if (token !== undefined) {
      secrets.push(token)
      const access = accessWith(baseUrl, token, envId)
      const { list, finding } = await authorisation(access)
      findings.push({ check: 'authorisation', ...finding })
      if (list !== undefined) {
        await check('accounts', () => accounts(list))
        await check('quotas', () => quotas(access, list))
      }
      if (envId !== undefined) {
        // Only functions of this package are called, because another one may do anything with the event.
        const own = 'level' in project ? [] : project.functions.filter(isBuilt).map(({ name }) => name)
        for (const name of own.length > 0 ? own : ['bindAccount']) {
          await check('deployed', () => deployed(access, name, envId, own.includes(name)))
        }
      }
    }
  }
  const redact = redactor(secrets)
  const redacted = ({ en, zh }: Text): Text => ({ en: redact(en), zh: redact(zh) })
  return findings.map(({ what, next, ...it }) => ({
    ...it,
    what: redacted(what),
    ...(next && { next: redacted(next) }),
  }))
}

/** Returns the project, or the reason why it cannot be read. */
function projectIn(dir: string): Project | Finding {
  try {
    return readProject(dir)
  } catch (error) {
    const zh = error instanceof TerminalError ? error.zh : messageOf(error)
    return wrong(`the project cannot be read: ${messageOf(error)}`, `无法读取项目：${zh}`, {
      en: 'fix it',
      zh: '请改正',
    })
  }
}

function noCredentials(appid: string, secret: string): Finding {
  const next = {
    en: 'set the variables WX_APPID and WX_SECRET to check the mini program too',
    zh: '设置环境变量 WX_APPID 和 WX_SECRET 后可检查小程序',
  }
  if (appid === '' && secret === '') return note('the mini program was not checked', '没有检查小程序', next)
  const missing = appid === '' ? 'WX_APPID' : 'WX_SECRET'
  return wrong(`${missing} is not set`, `没有设置 ${missing}`, next)
}

/** Reports a check that failed, which is a note unless WeChat refused a call. */
function failureOf(check: string, error: unknown): Finding {
  if (isOpenApiError(error)) return failedCall(error)
  return note(`${check}: ${messageOf(error)}`, `${check}：${messageOf(error)}`)
}

if (require.main === module) runMain(doctor)
