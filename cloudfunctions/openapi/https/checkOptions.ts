import { MAX_TIMER_MS } from '../errors/withTimeLimit'
import { isObject } from '../names/isObject'
import { nearest } from '../names/nearest'
import { checkBaseUrl } from './checkBaseUrl'
import type { Fetch } from './send'
import type { GetAccessToken } from './stableTokens'

/** The credentials (appid and appsecret, a source of access tokens, or none in WeChat's containers) and the connection. */
export type OpenApiOptions = Connection &
  (
    | { appid: string; secret: string; getAccessToken?: never; cloudRun?: never }
    | { getAccessToken: GetAccessToken; appid?: never; secret?: never; cloudRun?: never }
    | { cloudRun: CloudRun; appid?: never; secret?: never; getAccessToken?: never }
  )

/** `unchecked`: the process is in a container of WeChat although CBR_ENV_ID is not set. */
type CloudRun = true | 'unchecked'

interface Connection {
  /** Address of the API: https, or http on this machine (default: https://api.weixin.qq.com). */
  baseUrl?: string | undefined
  /** Time limit of a call with its requests for tokens and its retries, in milliseconds (default: 15000). */
  timeoutMs?: number | undefined
  /** Sends the requests, through a proxy for instance (default: the globalThis.fetch at each request). */
  fetch?: Fetch | undefined
}

export interface CheckedOptions {
  baseUrl: string
  timeoutMs: number
  fetch: Fetch
  credentials: { appid: string; secret: string } | { getAccessToken: GetAccessToken } | { cloudRun: CloudRun }
}

const KNOWN = ['appid', 'secret', 'getAccessToken', 'cloudRun', 'cloud', 'baseUrl', 'timeoutMs', 'fetch']

const WECHAT = 'https://api.weixin.qq.com'

/** 开放接口服务 accepts plain http from inside a container: https://developers.weixin.qq.com/miniprogram/dev/wxcloudrun/src/guide/weixin/open.html */
const WECHAT_FROM_INSIDE = 'http://api.weixin.qq.com'

/** Every container of WeChat has it: https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloudrun/src/development/weixin/ */
const CONTAINER_VARIABLE = 'CBR_ENV_ID'

const NO_CONTAINER =
  `cloudRun: this is not a container of WeChat (微信云托管), because ${CONTAINER_VARIABLE} is not set, and passwords would be sent by plain http. ` +
  "Use appid and secret instead, or set baseUrl to test. If this is such a container, write cloudRun: 'unchecked'"

/**
 * Checks the options of createOpenApi, which may come from plain JavaScript or an empty environment, and adds the defaults.
 *
 * @throws Error that names the option, never its value
 * @example
 * checkOptions({ getAccessToken: () => 'token' }).timeoutMs // 15000
 */
export function checkOptions(options: OpenApiOptions): CheckedOptions {
  checkNames(options)
  const { baseUrl, timeoutMs = 15_000, fetch = currentFetch } = options
  if (typeof timeoutMs !== 'number' || !(timeoutMs > 0 && timeoutMs <= MAX_TIMER_MS)) {
    throw new Error(`timeoutMs must be a number of milliseconds from 1 to ${MAX_TIMER_MS}`)
  }
  const credentials = checkCredentials(options)
  if (baseUrl === undefined && 'cloudRun' in credentials) {
    if (credentials.cloudRun === true && !process.env[CONTAINER_VARIABLE]) throw new Error(NO_CONTAINER)
    return { baseUrl: WECHAT_FROM_INSIDE, timeoutMs, fetch, credentials }
  }
  return { baseUrl: checkBaseUrl(baseUrl ?? WECHAT), timeoutMs, fetch, credentials }
}

/** A mock may replace globalThis.fetch at any time: a request that bypasses it leaves the machine. */
const currentFetch: Fetch = (...request) => globalThis.fetch(...request)

function checkNames(options: unknown): void {
  if (!isObject(options))
    throw new Error('createOpenApi requires { appid, secret }, { getAccessToken }, { cloudRun: true } or { cloud }')
  const unknown = Object.keys(options).find((name) => !KNOWN.includes(name))
  if (unknown === undefined) return
  const near = nearest(unknown, KNOWN)
  const hint = near === undefined ? '' : `, did you mean "${near}"?`
  throw new Error(`option ${JSON.stringify(unknown)} is unknown${hint} (known: ${KNOWN.join(', ')})`)
}

function checkCredentials({ appid, secret, getAccessToken, cloudRun }: OpenApiOptions): CheckedOptions['credentials'] {
  const isGiven = (option: unknown) => option !== undefined
  if (cloudRun !== undefined) {
    if (cloudRun !== true && cloudRun !== 'unchecked') throw new Error("cloudRun must be true or 'unchecked'")
    if ([appid, secret, getAccessToken].some(isGiven)) {
      throw new Error('cloudRun excludes appid, secret and getAccessToken')
    }
    return { cloudRun }
  }
  if (getAccessToken !== undefined) {
    if ([appid, secret].some(isGiven)) throw new Error('appid and secret exclude getAccessToken')
    if (typeof getAccessToken !== 'function') throw new Error('getAccessToken must be a function')
    return { getAccessToken }
  }
  if (!isFilledIn(appid)) throw new Error('appid must be the appid of the mini program')
  if (!isFilledIn(secret)) throw new Error('secret must be the appsecret of the mini program')
  return { appid, secret }
}

function isFilledIn(option: unknown): option is string {
  return typeof option === 'string' && option.trim() !== ''
}
