import { integer, readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
import { Failure, withinTime } from '../../../../cloudfunctions/openapi/https/Failure'
import { send } from '../../../../cloudfunctions/openapi/https/send'
import { version as ownVersion, name as packageName } from '../../../../package.json'
import { word } from '../../../emulator/system/quoted'
import { commandLine } from '../../terminal/language'
import { type Finding, failed, note, right, wrong } from '../Finding'

/** The oldest Node that runs a bundle. */
export const OLDEST_NODE = 16

/** What a function of this package returns on an older Node. */
export const TOO_OLD = `is too old for this function: choose Node ${OLDEST_NODE} or later as its runtime`

/** WeChat's default time limit, in milliseconds. */
const SHORT_MS = 3000

/** A valid customer code that no courier has given to anyone. */
const NOBODYS = 'wx-logistics-doctor'

/** Calls that change nothing and show whether a function has its permission. Functions that are not listed would change something. */
const HARMLESS: Readonly<Record<string, object>> = {
  bindAccount: { type: 'unbind', bizId: NOBODYS, deliveryId: 'SF' },
  getAllAccount: {},
  getAllDelivery: {},
  getPrinter: {},
  getQuota: { bizId: NOBODYS, deliveryId: 'YTO' },
  getShippingOrder: { transactionId: NOBODYS },
}

/**
 * Checks a deployed function: what it returns for `{ "$doctor": true }`, and whether it has the permission for its API.
 *
 * @param invoke calls it as a server does
 * @throws Failure if it does not respond
 */
export async function* deployed(invoke: (data: object) => Promise<unknown>, name: string): AsyncGenerator<Finding> {
  const about = await invoke({ $doctor: true })
  const [version, sdk, node] = ['version', 'sdk', 'node'].map((it) => String(readProperty(about, it)))
  if (readProperty(about, 'name') !== packageName) {
    yield otherResult(name, String(readProperty(about, 'errMsg')))
    return
  }
  yield version === ownVersion
    ? right(name, {
        en: `has version ${version}, with wx-server-sdk ${sdk} on Node ${node}`,
        zh: `版本 ${version}，wx-server-sdk ${sdk}，Node.js ${node}`,
      })
    : wrong(
        name,
        {
          en: `has version ${version}; this doctor has version ${ownVersion}`,
          zh: `版本 ${version}；本 doctor 版本为 ${ownVersion}`,
        },
        {
          en: 'update the older one: this package with npm, or copy the function again and upload it:',
          zh: '请更新较旧的一方：本包用 npm 更新；云函数请重新复制，然后上传：',
          code: commandLine(`add ${word(name)}`),
        },
      )
  yield readProperty(about, 'adminOpenids') === true
    ? right(name, { en: 'ADMIN_OPENIDS is set', zh: '已设置 ADMIN_OPENIDS' })
    : wrong(
        name,
        { en: 'ADMIN_OPENIDS is not set, so no user can call it', zh: '没有设置 ADMIN_OPENIDS，任何用户都不能调用' },
        {
          en: "set this environment variable of the function to the OPENIDs of the shop's admins in the cloud console",
          zh: '在云开发控制台把该云函数的环境变量 ADMIN_OPENIDS 设为管理员的 OPENID',
        },
      )
  const seconds = Number(readProperty(about, 'timeLimitMs')) / 1000
  yield seconds * 1000 > SHORT_MS
    ? right(name, { en: `has a time limit of ${seconds} s`, zh: `超时时间是 ${seconds} 秒` })
    : wrong(
        name,
        {
          en: `has a time limit of ${seconds} s: a call may take longer`,
          zh: `超时时间是 ${seconds} 秒，调用可能超时`,
        },
        { en: 'raise it to 10 s or more in the cloud console', zh: '在云开发控制台调到 10 秒以上' },
      )
  // "由 HTTP API 触发的云函数可以使用云调用":
  // https://developers.weixin.qq.com/doc/oplatform/openApi/cloudbase-common/scf-management/api_invokecloudfunction
  const source = readProperty(about, 'source')
  yield readProperty(about, 'ticket') === true
    ? right(name, {
        en: `gets a ticket for cloud calls (source: ${source})`,
        zh: `获得了云调用凭证（来源：${source}）`,
      })
    : wrong(
        name,
        {
          en: `got no ticket for cloud calls (source: ${source}), though WeChat documents that calls from a server get one`,
          zh: `没有获得云调用凭证（来源：${source}），而微信文档说明服务端调用会获得凭证`,
        },
        {
          en: 'upload the function again from the developer tools; if that does not help, call it with wx.cloud.callFunction',
          zh: '用开发者工具重新上传该云函数；如果仍然没有，请用 wx.cloud.callFunction 调用',
        },
      )
  const data = HARMLESS[name]
  if (data === undefined) return
  const result = await invoke(data)
  const errCode = integer(readProperty(result, 'errCode')) ?? -601001
  yield errCode === 0 || errCode >= 9_300_000
    ? right(name, { en: 'can call its API: WeChat itself responded', zh: '有接口权限：微信已应答' })
    : failed(name, result)
}

/** Explains a result that is not that of $doctor. */
function otherResult(name: string, message: string): Finding {
  const node = new RegExp(`Node (\\S+) ${TOO_OLD}`).exec(message)?.[1]
  // Only a note: it may be a function of the project's own.
  return node === undefined
    ? note(
        name,
        {
          en: `does not respond like a function of ${packageName}: ${message}`,
          zh: `没有按 ${packageName} 的云函数应答：${message}`,
        },
        {
          en: `if it should be one, upload the function ${name} of ${packageName}`,
          zh: `如果应该是，请上传 ${packageName} 的云函数 ${name}`,
        },
      )
    : wrong(
        name,
        { en: `runs on Node ${node}, which is too old for it`, zh: `运行在 Node.js ${node} 上，版本过低` },
        {
          en: 'choose Node 16 or later as its runtime; if it cannot be changed, delete the function and create it again',
          zh: '运行环境请选择 Node.js 16 或更高版本；如不能修改，请删除后重新创建',
        },
      )
}

/** How long to wait for a function, in milliseconds. WeChat stops such a call after 5 s. */
const TIMEOUT_MS = 10_000

/**
 * Calls a deployed function as a server does. Resolves to what the function returned, or undefined if that is not JSON.
 *
 * @param baseUrl the address of WeChat
 * @param token an access_token
 * @param envId the environment of the function
 * @throws Failure if WeChat does not respond, or responds with an error
 */
export async function invokeFunction(
  baseUrl: string,
  token: string,
  envId: string,
  name: string,
  data: object,
): Promise<unknown> {
  const url = new URL(`${baseUrl}/tcb/invokecloudfunction`)
  url.search = String(new URLSearchParams({ access_token: token, env: envId, name }))
  const request = { verb: 'POST', url, body: data, success: 'errcode', secrets: [token] } as const
  const { errcode, errmsg, fields } = await withinTime(TIMEOUT_MS, (signal) => send(fetch, request, signal))
  if (errcode !== 0) throw new Failure(errcode, errmsg)
  try {
    return JSON.parse(String(fields.resp_data))
  } catch {
    return undefined
  }
}
