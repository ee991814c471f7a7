import { gt, valid } from 'semver'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { Failure } from '../../../cloudfunctions/openapi/https/Failure'
import { version as ownVersion, name as packageName } from '../../../package.json'
import { TOO_OLD } from '../../build/entryOf'
import { type Access, resultIn } from '../Access'
import { type Finding, note, right, wrong } from '../Finding'
import { failed } from '../failed'
import { permission } from './permission'

/** WeChat's default time limit, and the time that a bind may take, in milliseconds. */
const SHORT_MS = 3000
const ENOUGH_MS = 10_000

/** The function threw an error. */
const THREW = -504002

const UPLOAD = {
  en: 'update it (npx wx-logistics add), then upload it again from the developer tools',
  zh: '用 npx wx-logistics add 更新后，在开发者工具里重新上传',
}

/**
 * Checks a deployed function: what it answers to `{ "$doctor": true }`, and whether it has the permission for its API.
 *
 * @param isOwn whether the project contains it as a function of this package; another one may answer anything
 */
export async function deployed(access: Access, name: string, envId: string, isOwn: boolean): Promise<Finding[]> {
  const what = { en: `${name} in ${envId} did not respond`, zh: `环境 ${envId} 的 ${name} 没有应答` }
  try {
    const { errcode, errmsg, fields } = await access.invoke(name, { $doctor: true })
    if (errcode === THREW && !isOwn) return [stranger(name, errmsg)]
    if (errcode !== 0) return [failed(what, { errCode: errcode, message: errmsg })]
    const told = resultIn(fields)
    if (isOurs(told)) return [...aboutFindings(name, told), await permission(access, name)]
    return [otherFinding(name, told, isOwn)]
  } catch (thrown) {
    if (thrown instanceof Failure) return [failed(what, thrown)]
    throw thrown
  }
}

/** Whether a function of this package answered, including versions older than $doctor. */
function isOurs(told: unknown): boolean {
  return readProperty(told, 'name') === packageName || isBeforeDoctor(told)
}

function isBeforeDoctor(told: unknown): boolean {
  return readProperty(told, 'errCode') === -401002 && messageIn(told).includes('"$doctor" is unknown')
}

function messageIn(told: unknown): string {
  return String(readProperty(told, 'errMsg'))
}

function aboutFindings(name: string, told: unknown): Finding[] {
  if (isBeforeDoctor(told)) {
    return [wrong(`${name} has a version older than $doctor`, `${name} 的版本过旧，不支持 $doctor`, UPLOAD)]
  }
  return [
    versionFinding(name, told),
    ...apiFinding(name, told),
    adminsFinding(name, told),
    timeLimitFinding(name, told),
    ...ticketFinding(name, told),
  ]
}

/** Explains an answer that is not that of $doctor. */
function otherFinding(name: string, told: unknown, isOwn: boolean): Finding {
  const node = new RegExp(`Node (\\S+) ${TOO_OLD}`).exec(messageIn(told))?.[1]
  if (node !== undefined) {
    return wrong(
      `${name} runs on Node ${node}, which is too old for it`,
      `${name} 运行在 Node.js ${node} 上，版本过低`,
      {
        en: 'choose Node 16 or later as its runtime; if it cannot be changed, delete the function and create it again',
        zh: '运行环境请选择 Node.js 16 或更高版本；如不能修改，请删除后重新创建',
      },
    )
  }
  if (readProperty(told, 'errCode') === -401001) {
    const next = { en: 'call it with wx.cloud.callFunction', zh: '请用 wx.cloud.callFunction 调用' }
    return note(
      `${name} refuses calls from a server: ${messageIn(told)}`,
      `${name} 拒绝了服务端调用：${messageIn(told)}`,
      next,
    )
  }
  if (!isOwn) return stranger(name)
  return wrong(`${name} is not a function of ${packageName}`, `${name} 不是 ${packageName} 的云函数`, uploadOurs(name))
}

/** Only a note: it may be a function of the project's own. */
function stranger(name: string, error?: string): Finding {
  return note(
    `${name} does not respond like a function of ${packageName}${error === undefined ? '' : `: ${error}`}`,
    `${name} 没有按 ${packageName} 的云函数应答${error === undefined ? '' : `：${error}`}`,
    { en: `if it should be one, ${uploadOurs(name).en}`, zh: `如果应该是，${uploadOurs(name).zh}` },
  )
}

function uploadOurs(name: string): Text {
  return { en: `upload the function ${name} of ${packageName}`, zh: `请上传 ${packageName} 的云函数 ${name}` }
}

function versionFinding(name: string, told: unknown): Finding {
  const [version, sdk, node] = ['version', 'sdk', 'node'].map((it) => String(readProperty(told, it)))
  const en = `${name} has version ${version}, with wx-server-sdk ${sdk} on Node ${node}`
  const zh = `${name} 版本 ${version}，wx-server-sdk ${sdk}，Node.js ${node}`
  const known = valid(version)
  if (known === null || known === ownVersion) return right(en, zh)
  if (gt(known, ownVersion)) {
    return note(`${en}; this doctor has version ${ownVersion}`, `${zh}；本 doctor 版本为 ${ownVersion}`, {
      en: 'install the newer package',
      zh: '请安装更新的 wx-logistics 包',
    })
  }
  return wrong(`${en}; the current version is ${ownVersion}`, `${zh}；当前版本为 ${ownVersion}`, UPLOAD)
}

function apiFinding(name: string, told: unknown): Finding[] {
  const api = String(readProperty(told, 'api'))
  if (api === `logistics.${name}`) return []
  const next = { en: `upload the folder ${name} as ${name}`, zh: `请把 ${name} 文件夹上传为 ${name}` }
  return [wrong(`${name} is deployed with the code of ${api}`, `${name} 部署的是 ${api} 的代码`, next)]
}

function adminsFinding(name: string, told: unknown): Finding {
  if (readProperty(told, 'adminOpenids') === true) {
    return right(`ADMIN_OPENIDS of ${name} is set`, `${name} 已设置 ADMIN_OPENIDS`)
  }
  return wrong(
    `ADMIN_OPENIDS of ${name} is not set, so no user can call it`,
    `${name} 没有设置 ADMIN_OPENIDS，任何用户都不能调用`,
    {
      en: "set this environment variable of the function to the OPENIDs of the shop's admins in the cloud console",
      zh: '在云开发控制台把该云函数的环境变量 ADMIN_OPENIDS 设为管理员的 OPENID',
    },
  )
}

function timeLimitFinding(name: string, told: unknown): Finding {
  const ms = readProperty(told, 'timeLimitMs')
  const raise = { en: 'raise it to 10 s or more in the cloud console', zh: '在云开发控制台调到 10 秒以上' }
  if (typeof ms !== 'number') return note(`${name} does not know its time limit`, `${name} 未获知超时时间`, raise)
  const en = `${name} has a time limit of ${ms / 1000} s`
  const zh = `${name} 的超时时间是 ${ms / 1000} 秒`
  if (ms >= ENOUGH_MS) return right(en, zh)
  const short = [`${en}: a bind may take longer`, `${zh}，绑定可能超时`, raise] as const
  return ms > SHORT_MS ? note(...short) : wrong(...short)
}

/**
 * Reports whether the function got what cloud calls need. Older functions do not say.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/openApi/cloudbase-common/scf-management/api_invokecloudfunction
 *   "由 HTTP API 触发的云函数可以使用云调用"
 */
function ticketFinding(name: string, told: unknown): Finding[] {
  const ticket = readProperty(told, 'ticket')
  if (typeof ticket !== 'boolean') return []
  const source = readProperty(told, 'source')
  const [en, zh] = typeof source === 'string' ? [`source ${source}`, `来源 ${source}`] : ['no source', '无来源']
  if (ticket) {
    return [right(`${name} gets a ticket for cloud calls (${en})`, `${name} 获得了云调用凭证（${zh}）`)]
  }
  return [
    wrong(
      `${name} got no ticket for cloud calls (${en}), though WeChat documents that calls from a server get one`,
      `${name} 没有获得云调用凭证（${zh}），而微信文档说明服务端调用会获得凭证`,
      {
        en: 'upload the function again from the developer tools; if that does not help, call it with wx.cloud.callFunction',
        zh: '用开发者工具重新上传该云函数；如果仍然没有，请用 wx.cloud.callFunction 调用',
      },
    ),
  ]
}
