import type { Meaning } from '../../../cloudfunctions/openapi/codes/Code'
import { BLANK } from '../../../cloudfunctions/openapi/errors/redact'
import { toSnakeCase } from '../../../cloudfunctions/openapi/names/convertCase'
import type { LoggedCall } from '../control/CallLog'
import type { DescribedApi, DescribedApis } from '../routes/describeApis'
import { quoted, type Shell } from '../system/quoted'

/** How many calls the page keeps: as many as `GET /emulator/calls` returns. */
export const MAX_CALLS = 200

/** Returns the last calls, each once, the newest first. Of two versions of a call, the later one in the list counts. */
export function mergedCalls(calls: readonly LoggedCall[]): LoggedCall[] {
  const byId = new Map(calls.map((it) => [it.id, it]))
  return [...byId.values()].sort((a, b) => b.id - a.id).slice(0, MAX_CALLS)
}

/** A call whose code is explained. */
export type Explained = Pick<LoggedCall, 'errcode' | 'api' | 'url' | 'notSimulated'>

/**
 * Returns what the code of a call means, for its API if it has a meaning of its own there.
 *
 * @example
 * meaningIn(registry, { errcode: 9300529, api: 'bindAccount' }).meaning?.en
 */
export function meaningIn(
  { apis, codes }: Pick<DescribedApis, 'apis' | 'codes'>,
  { errcode, api, url, notSimulated }: Explained,
): Partial<Meaning> {
  if (notSimulated) return { meaning: { en: 'not simulated', zh: '未模拟' } }
  // A server has no code; the note says what it answered.
  if (url !== undefined && errcode !== 0) return { meaning: { en: 'not delivered', zh: '未送达' } }
  return apiOf(apis, api)?.codes[errcode] ?? codes[errcode] ?? {}
}

/** Returns the API with a dotted name, or the first one whose name ends with the name of a function. */
export function apiOf(apis: readonly DescribedApi[], named: string): DescribedApi | undefined {
  return apis.find(({ name }) => name === named || name.endsWith(`.${named}`))
}

/** A call that the page can make. */
export interface Request {
  /** The API, or the name of the function. */
  api: string
  path: string
  body: unknown
  headers?: Readonly<Record<string, string>>
}

/** What the log writes instead of values that are too long, too many or too deep. */
const CUT = /\.\.\. \(\d+ characters\)"|"\.\.\.":|"(\[\.\.\.\]|\{\.\.\.\})"/

/** Returns a cloud call as `cloud.callOpenAPI` makes it, but outside a function, so that it needs no permission. */
export function cloudCall(api: string, params: object): Request {
  const requestData = JSON.stringify(toSnakeCase(params))
  return { api, path: '/admin', body: { action: 'wx.api', apiName: api, requestData } }
}

/**
 * Returns a call of a function as `wx.cloud.callFunction` makes it.
 *
 * @param openid '' for no user
 * @param source '' for the default
 */
export function functionCall(name: string, event: unknown, openid: string, source: string): Request {
  const headers = { ...(openid && { 'x-wx-openid': openid }), ...(source && { 'x-wx-source': source }) }
  return { api: name, path: `/functions/${encodeURIComponent(name)}`, body: event, headers }
}

/** Returns a call of a function as one of its timers makes it. */
export function timerCall(name: string, trigger: string): Request {
  return { api: name, path: '/emulator/triggers', body: { function: name, trigger } }
}

/**
 * Returns whether the page can make a call again as it was: the log contains all of it, and it was made for the mini program
 * that the page calls as.
 */
export function isRepeatable(
  { channel, api, appid, wireParams }: LoggedCall,
  apis: readonly DescribedApi[],
  caller: string | undefined,
): boolean {
  if (appid !== caller || CUT.test(JSON.stringify(wireParams))) return false
  return channel === 'function' || (channel !== 'push' && apis.some(({ name, cloud }) => cloud && name === api))
}

/** Returns a call to be made again. A call over HTTPS becomes a cloud call, which needs no access_token. */
export function repeated({ channel, api, wireParams, openid = '', source = 'none' }: LoggedCall): Request {
  return channel === 'function' ? functionCall(api, wireParams, openid, source) : cloudCall(api, wireParams)
}

/**
 * Returns a call as a curl command, with placeholders such as `<password>` instead of secrets.
 *
 * @param call that is repeatable
 * @param url of the local WeChat
 */
export function curlOf(call: LoggedCall, apis: readonly DescribedApi[], url: string, shell: Shell): string {
  const shown = { ...call, wireParams: withSecrets(call.wireParams, (name) => `<${name}>`) }
  const https = call.channel === 'https' ? apis.find(({ name }) => name === call.api)?.https : undefined
  if (!https) return curl(url, shell, repeated(shown))
  const path = `${https.path}?access_token=<access_token>`
  return curl(url, shell, { path, body: https.verb === 'GET' ? undefined : shown.wireParams })
}

function curl(url: string, shell: Shell, { path, body, headers }: Omit<Request, 'api'>): string {
  const lines = Object.entries({ 'content-type': 'application/json', ...headers }).map(
    (it) => `-H ${quoted(it.join(': '), shell)}`,
  )
  const options = body === undefined ? [] : [...lines, `-d ${quoted(JSON.stringify(body), shell)}`]
  return ['curl', ...options, quoted(`${url}${path}`, shell)].join(shell === 'sh' ? ' \\\n  ' : ' ')
}

/**
 * Returns the names of secrets that the log has blanked.
 *
 * @example
 * blankNames({ type: 'bind', password: '***' }) // ['password']
 */
export function blankNames(params: LoggedCall['wireParams']): string[] {
  const names = new Set<string>()
  withSecrets(params, (name) => {
    names.add(name)
    return name
  })
  return [...names]
}

/** Returns parameters with secrets filled in, each by its name. */
export function withSecrets(
  params: LoggedCall['wireParams'],
  secretOf: (name: string) => string,
): LoggedCall['wireParams'] {
  return JSON.parse(JSON.stringify(params, (name, value) => (value === BLANK ? secretOf(name) : value)))
}
