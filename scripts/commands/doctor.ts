import { createOpenApi } from '../../cloudfunctions/openapi/createOpenApi'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { redactor } from '../../cloudfunctions/openapi/errors/redact'
import { checkBaseUrl } from '../../cloudfunctions/openapi/https/checkBaseUrl'
import { stableTokens } from '../../cloudfunctions/openapi/https/stableTokens'
import { type Message, MessageError } from '../../cloudfunctions/openapi/messages/Message'
import { deployed, invokeFunction } from './doctor/checks/deployed'
import { loading } from './doctor/checks/loading'
import { accounts } from './doctor/checks/miniProgram'
import { permissions, triggers } from './doctor/checks/permissions'
import { appsecret, cloudfunctionRoot, fixtures } from './doctor/checks/projectFiles'
import { esModule, exportsMain, sdkVersion } from './doctor/checks/runtime'
import { type Finding, failed, type NamedFinding, note, printFindings, right } from './doctor/Finding'
import { readProject } from './doctor/Project'
import { findProject } from './terminal/project'
import { newCommand, runCommand, type Surroundings } from './terminal/runCommand'

/** How long to wait for a token, in milliseconds. */
const TIMEOUT_MS = 15_000

/**
 * `npm run doctor`: checks a project, its mini program and its deployed functions. Changes nothing.
 *
 * @param args the command line, without Node and the script
 * @param surroundings the environment variables and streams
 * @returns the exit code: 0, 1 if something is wrong, 2 if the command cannot run
 * @example
 * process.exitCode = await doctor(['--env', 'prod-1a2b3c', '--json'])
 */
export async function doctor(
  args: readonly string[],
  surroundings: Omit<Surroundings, 'stdin'> = process,
): Promise<number> {
  const { env, stdout, stderr } = surroundings
  let exitCode = 0
  const command = newCommand(
    'doctor',
    {
      en: 'Checks your project, mini program and deployed functions. Changes nothing.',
      zh: '检查项目、小程序和已部署的云函数。不做任何修改。',
    },
    {
      '--env <env>': {
        en: 'ID of a cloud environment: checks its deployed functions too',
        zh: '云环境 ID：同时检查其中已部署的云函数',
      },
      '--json': { en: 'print the findings as JSON', zh: '以 JSON 输出结果' },
    },
  )
    .withHelp(HELP)
    .action(async ({ env: envId, json }: { env?: string; json?: true }) => {
      const { say } = command
      const project = findProject(process.cwd()) ?? process.cwd()
      const findings = await diagnose(project, env, envId)
      const shown = json
        ? JSON.stringify({ project, findings }, undefined, 2).split('\n').map(printable).join('\n')
        : `${say({ en: `project: ${project}`, zh: `项目：${project}` })}\n${printFindings(findings, say)}`
      stdout.write(`${shown}\n`)
      exitCode = findings.some(({ level }) => level === 'wrong') ? 1 : 0
    })
  return (await runCommand(command, args, { env, stdout, stderr, failedCode: 2 })) || exitCode
}

const HELP: Message = {
  en: `It checks the project of the current folder. With WX_APPID and WX_SECRET it also checks the mini program. With --env it
also checks the functions deployed there: it reads the version of each, and makes calls that change nothing. For example,
bindAccount unbinds a customer code that cannot exist (wx-logistics-doctor), which shows whether it has its permission.

Environment:
  WX_APPID, WX_SECRET  the mini program and its appsecret, which is never an argument
  WX_API_BASE          address of WeChat (default: https://api.weixin.qq.com)

Exit code: 0 if nothing is wrong, 1 if something is wrong, 2 if it cannot check. What cannot be known is a note.`,
  zh: `检查当前目录所属的项目。设置了 WX_APPID 和 WX_SECRET 时也检查小程序。给出 --env 时也检查该环境里已部署的云函数：
读取每个云函数的版本，并发起不产生任何修改的调用。例如用 bindAccount 解绑一个不可能存在的客户编码
（wx-logistics-doctor），由此判断它是否有接口权限。

环境变量：
  WX_APPID, WX_SECRET  小程序的 AppID 和 AppSecret（AppSecret 切勿写在命令行上）
  WX_API_BASE          微信的地址（默认：https://api.weixin.qq.com）

退出码：没有错误时是 0，有错误时是 1，无法检查时是 2。无法确定的事项只作提示。`,
}

const PROJECT_CHECKS = {
  cloudfunctionRoot,
  loading,
  permissions,
  triggers,
  sdkVersion,
  esModule,
  exportsMain,
  fixtures,
  appsecret,
}

/** Makes every check that is possible, one after the other. No finding contains a secret. */
async function diagnose(dir: string, env: NodeJS.ProcessEnv, envId: string | undefined): Promise<NamedFinding[]> {
  const { WX_APPID: appid = '', WX_SECRET: secret = '', WX_API_BASE } = env
  const hasCredentials = appid !== '' && secret !== ''
  if (envId !== undefined && !hasCredentials)
    throw new MessageError({
      en: '--env calls deployed functions, which needs WX_APPID and WX_SECRET',
      zh: '--env 会调用已部署的云函数，需要先设置 WX_APPID 和 WX_SECRET',
    })
  const baseUrl = checkBaseUrl(WX_API_BASE || 'https://api.weixin.qq.com', 'WX_API_BASE')
  const all: NamedFinding[] = []
  const check = async (name: string, found: Iterable<Finding> | AsyncIterable<Finding>, subject = name) => {
    try {
      for await (const it of found) all.push({ check: name, ...it })
    } catch (error) {
      all.push({ check: name, ...failed(subject, error) })
    }
  }
  const project = readProject(dir)
  for (const [name, find] of Object.entries(PROJECT_CHECKS)) await check(name, find(project, secret))
  let token = ''
  const accessToken = async function* () {
    if (!hasCredentials) {
      yield NO_CREDENTIALS
      return
    }
    token = await stableTokens({ appid, secret, baseUrl, timeoutMs: TIMEOUT_MS, fetch })()
    yield right(appid, { en: 'WeChat gives an access_token here', zh: '本机能获取 access_token' })
  }
  await check('accessToken', accessToken())
  if (token !== '') {
    await check('accounts', accounts(createOpenApi({ getAccessToken: () => token, baseUrl })))
    // Only functions of this package are called, because another one may do anything with the event, and of these only
    // the ones that have an API: verifyCloud would make calls.
    const isApi = ({ name, isBuilt }: (typeof project.functions)[number]) => isBuilt && name !== 'verifyCloud'
    const own = project.functions.filter(isApi).map(({ name }) => name)
    for (const name of envId === undefined ? [] : own.length > 0 ? own : ['bindAccount']) {
      const invoke = (data: object) => invokeFunction(baseUrl, token, String(envId), name, data)
      await check('deployed', deployed(invoke, name), name)
    }
  }
  const redact = redactor([secret, token])
  return JSON.parse(JSON.stringify(all), (_name, it) => (typeof it === 'string' ? redact(it) : it))
}

const NO_CREDENTIALS = note(
  'WX_APPID, WX_SECRET',
  { en: 'not set, so the mini program was not checked', zh: '没有设置，因此没有检查小程序' },
  { en: 'set both variables to check it too', zh: '设置这两个环境变量后可检查小程序' },
)
