import { gt, valid } from 'semver'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import { integer, readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { Failure } from '../../../cloudfunctions/openapi/https/Failure'
import { version as ownVersion, name as packageName } from '../../../package.json'
import { TOO_OLD } from '../../build/entryOf'
import { commandLine } from '../../start/language'
import type { Access } from '../Access'
import { type Finding, note, right, wrong } from '../Finding'
import { failed } from '../failed'

/** WeChat's default time limit, and the time that a bind may take, in milliseconds. */
const SHORT_MS = 3000
const ENOUGH_MS = 10_000

/** The function threw an error. */
const THREW = -504002

const UPLOAD = {
  en: `update it (${commandLine('add')}), then upload it again from the developer tools`,
  zh: `用 ${commandLine('add')} 更新后，在开发者工具里重新上传`,
}

/**
 * Checks a deployed function: what it returns for `{ "$doctor": true }`, and whether it has the permission for its API.
 *
 * @param isOwn whether the project contains it as a function of this package; another one may return anything
 */
export async function deployed(access: Access, name: string, envId: string, isOwn: boolean): Promise<Finding[]> {
  try {
    const result = await access.invoke(name, { $doctor: true })
    if (isBeforeDoctor(result)) {
      return [
        wrong(`${name} has a version older than $doctor`, `${name} 的版本过旧，不支持 $doctor`, UPLOAD),
        await permission(access, name),
      ]
    }
    if (readProperty(result, 'name') !== packageName) return [otherFinding(name, result, isOwn)]
    return [...aboutFindings(name, result), await permission(access, name)]
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    if (thrown.errCode === THREW && !isOwn) return [foreign(name, thrown.message)]
    return [failed({ en: `${name} in ${envId} did not respond`, zh: `环境 ${envId} 的 ${name} 没有应答` }, thrown)]
  }
}

/** Whether a function of this package returned this, in a version that takes `$doctor` for an unknown parameter. */
function isBeforeDoctor(result: unknown): boolean {
  return readProperty(result, 'errCode') === -401002 && messageIn(result).includes('"$doctor" is unknown')
}

function messageIn(result: unknown): string {
  return String(readProperty(result, 'errMsg'))
}

/** Explains a result that is not that of $doctor. */
function otherFinding(name: string, result: unknown, isOwn: boolean): Finding {
  const message = messageIn(result)
  const node = new RegExp(`Node (\\S+) ${TOO_OLD}`).exec(message)?.[1]
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
  if (readProperty(result, 'errCode') === -401001) {
    return note(`${name} refuses calls from a server: ${message}`, `${name} 拒绝了服务端调用：${message}`, {
      en: 'call it with wx.cloud.callFunction',
      zh: '请用 wx.cloud.callFunction 调用',
    })
  }
  if (!isOwn) return foreign(name)
  return wrong(`${name} is not a function of ${packageName}`, `${name} 不是 ${packageName} 的云函数`, uploadOurs(name))
}

/** Only a note: it may be a function of the project's own. */
function foreign(name: string, error?: string): Finding {
  return note(
    `${name} does not respond like a function of ${packageName}${error === undefined ? '' : `: ${error}`}`,
    `${name} 没有按 ${packageName} 的云函数应答${error === undefined ? '' : `：${error}`}`,
    { en: `if it should be one, ${uploadOurs(name).en}`, zh: `如果应该是，${uploadOurs(name).zh}` },
  )
}

function uploadOurs(name: string): Text {
  return { en: `upload the function ${name} of ${packageName}`, zh: `请上传 ${packageName} 的云函数 ${name}` }
}

/** Checks what a function says about itself. */
function aboutFindings(name: string, about: unknown): Finding[] {
  const api = String(readProperty(about, 'api'))
  return [
    versionFinding(name, about),
    ...(api === `logistics.${name}`
      ? []
      : [
          wrong(`${name} is deployed with the code of ${api}`, `${name} 部署的是 ${api} 的代码`, {
            en: `upload the folder ${name} as ${name}`,
            zh: `请把 ${name} 文件夹上传为 ${name}`,
          }),
        ]),
    adminsFinding(name, readProperty(about, 'adminOpenids')),
    timeLimitFinding(name, readProperty(about, 'timeLimitMs')),
    ...ticketFinding(name, about),
  ]
}

function versionFinding(name: string, about: unknown): Finding {
  const [version, sdk, node] = ['version', 'sdk', 'node'].map((it) => String(readProperty(about, it)))
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

function adminsFinding(name: string, isSet: unknown): Finding {
  if (isSet === true) return right(`ADMIN_OPENIDS of ${name} is set`, `${name} 已设置 ADMIN_OPENIDS`)
  return wrong(
    `ADMIN_OPENIDS of ${name} is not set, so no user can call it`,
    `${name} 没有设置 ADMIN_OPENIDS，任何用户都不能调用`,
    {
      en: "set this environment variable of the function to the OPENIDs of the shop's admins in the cloud console",
      zh: '在云开发控制台把该云函数的环境变量 ADMIN_OPENIDS 设为管理员的 OPENID',
    },
  )
}

function timeLimitFinding(name: string, ms: unknown): Finding {
  const raise = { en: 'raise it to 10 s or more in the cloud console', zh: '在云开发控制台调到 10 秒以上' }
  if (typeof ms !== 'number') return note(`${name} does not know its time limit`, `${name} 未获知超时时间`, raise)
  const en = `${name} has a time limit of ${ms / 1000} s`
  const zh = `${name} 的超时时间是 ${ms / 1000} 秒`
  if (ms >= ENOUGH_MS) return right(en, zh)
  const report = ms > SHORT_MS ? note : wrong
  return report(`${en}: a call may take longer`, `${zh}，调用可能超时`, raise)
}

/**
 * Reports whether the function got what cloud calls need. Older functions do not say.
 *
 * @see https://developers.weixin.qq.com/doc/oplatform/openApi/cloudbase-common/scf-management/api_invokecloudfunction
 *   "由 HTTP API 触发的云函数可以使用云调用"
 */
function ticketFinding(name: string, about: unknown): Finding[] {
  const ticket = readProperty(about, 'ticket')
  if (typeof ticket !== 'boolean') return []
  const source = readProperty(about, 'source')
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

/** A valid customer code that no courier has given to anyone. */
const NOBODYS = 'wx-logistics-doctor'

/** Calls that change nothing and show whether a function has its permission. Functions that are not listed would change something. */
const HARMLESS: Readonly<Record<string, object>> = {
  bindAccount: { type: 'unbind', bizId: NOBODYS, deliveryId: 'SF' },
  getAllAccount: {},
  getAllDelivery: {},
  getPrinter: {},
  getQuota: { bizId: NOBODYS, deliveryId: 'YTO' },
}

/** Checks whether a deployed function has the permission for its API: if it has, WeChat itself responds. */
async function permission({ invoke }: Access, name: string): Promise<Finding> {
  const data = HARMLESS[name]
  if (data === undefined) {
    return note(
      `the permission of ${name} was not tested, because a call would change something`,
      `没有检测 ${name} 的接口权限，因为调用会产生实际操作`,
    )
  }
  try {
    return permissionFinding(name, await invoke(name, data))
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    return failed({ en: `${name} cannot be called`, zh: `无法调用 ${name}` }, thrown)
  }
}

function permissionFinding(name: string, result: unknown): Finding {
  const errCode = integer(readProperty(result, 'errCode')) ?? -601001
  if (errCode === -604101) {
    return wrong(`${name} has no permission for its API yet (-604101)`, `${name} 还没有接口权限（-604101）`, {
      en: 'upload it once from the WeChat developer tools, because CI does not set permissions, and wait ten minutes',
      zh: '用微信开发者工具上传一次（CI 部署不会带上权限），并等待十分钟生效',
    })
  }
  if (errCode === 0 || errCode >= 9_300_000) {
    const code = errCode === 0 ? '' : ` (${errCode})`
    return right(`${name} can call its API: WeChat itself responded${code}`, `${name} 有接口权限：微信已应答${code}`)
  }
  const message = messageIn(result).replace(/^openapi\.\S+:fail /, '')
  return failed(
    { en: `${name} cannot call its API`, zh: `${name} 无法调用接口` },
    { errCode, message },
    `logistics.${name}`,
  )
}
