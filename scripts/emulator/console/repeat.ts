import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import type { LoggedCall } from '../control/CallLog'
import type { DescribedApi } from '../routes/describeApis'

/** What the log writes instead of a secret. */
const BLANK = '***'
/** What the log writes instead of values that are too long, too many or too deep. */
const CUT = /\.\.\. \(\d+ characters\)"|"\.\.\.":|"(\[\.\.\.\]|\{\.\.\.\})"/

const NOT_WHOLE: Text = {
  en: 'The log does not contain everything that was sent, so this call can be neither copied nor repeated here.',
  zh: '调用记录没有保留这次调用发送的全部内容，所以不能复制，也不能再次调用。',
}
const PUSHED: Text = {
  en: 'Only WeChat sends pushes: when a review is decided or a parcel moves.',
  zh: '推送只由微信发出：审核有结果或运单有变化时。',
}
const other = (appid = '?'): Text => ({
  en: `It was made for ${appid}. This page calls as the first mini program, so it cannot repeat this call.`,
  zh: `这次调用属于 ${appid}；从这里只能以第一个小程序的身份调用，所以不能再次调用。`,
})

/**
 * Returns why a logged call cannot be repeated as it was; undefined if it can.
 *
 * @param appid of the mini program for which calls are made that name none
 */
export function obstacleTo(
  call: LoggedCall,
  apis: readonly DescribedApi[],
  appid: string | undefined,
): Text | undefined {
  if (call.channel === 'push') return PUSHED
  if (!isWhole(call, apis)) return NOT_WHOLE
  return call.channel !== 'https' && call.appid !== appid ? other(call.appid) : undefined
}

/** Returns whether the page can make a call again: it can call functions, and make cloud calls as the first mini program. */
export function isRepeatable(call: LoggedCall, apis: readonly DescribedApi[], appid: string | undefined): boolean {
  if (call.channel === 'function') return true
  return call.appid === appid && apis.some(({ name, cloud }) => cloud && name === call.api)
}

/** For APIs outside the registry, the log keeps no query and blanks all values. */
function isWhole({ channel, api, wireParams }: LoggedCall, apis: readonly DescribedApi[]): boolean {
  if (CUT.test(JSON.stringify([api, wireParams]))) return false
  if (channel === 'function') return true
  const known = apis.find(({ name }) => name === api)
  if (channel === 'cloud') return known !== undefined
  if (known?.https.verb === 'GET') return true
  // A call without parameters was not a POST, or its body was not JSON.
  return (known !== undefined || api === 'stable_token') && Object.keys(wireParams).length > 0
}

/**
 * Returns a call as a curl command for a POSIX shell.
 *
 * @param call without an obstacle
 * @param url of the local WeChat
 * @returns the command, and the placeholders that it has instead of secrets, such as `<password>`
 */
export function curlOf(
  call: LoggedCall,
  apis: readonly DescribedApi[],
  url: string,
): { command: string; placeholders: string[] } {
  const { channel, api, wireParams, openid, source = 'none' } = call
  const secrets = Object.fromEntries(blankPaths(wireParams).map((path) => [path, `<${path}>`]))
  const json = JSON.stringify(withSecrets(wireParams, secrets))
  const placeholders = Object.values(secrets)
  if (channel === 'function') {
    const headers = [...(openid ? [`x-wx-openid: ${openid}`] : []), `x-wx-source: ${source}`]
    return { command: curl(`${url}/functions/${encodeURIComponent(api)}`, json, headers), placeholders }
  }
  if (channel === 'cloud') {
    const body = JSON.stringify({ action: 'wx.api', apiName: api, requestData: json })
    return { command: curl(`${url}/admin`, body), placeholders }
  }
  const https = apis.find(({ name }) => name === api)?.https
  if (!https) return { command: curl(`${url}/cgi-bin/${api}`, json), placeholders }
  const token = '<access_token>'
  const command = curl(`${url}${https.path}?access_token=${token}`, https.verb === 'GET' ? undefined : json)
  return { command, placeholders: [token, ...placeholders] }
}

function curl(url: string, body: string | undefined, headers: readonly string[] = []): string {
  const options = [
    ...['content-type: application/json', ...headers].map((it) => `-H ${quoted(it)}`),
    `-d ${quoted(body ?? '')}`,
  ]
  return ['curl', ...(body === undefined ? [] : options), quoted(url)].join(' \\\n  ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/**
 * Returns the paths of blanked values.
 *
 * @example
 * blankPaths({ type: 'bind', password: '***' }) // ['password']
 */
export function blankPaths(value: unknown, path = ''): string[] {
  if (value === BLANK) return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, it]) => blankPaths(it, within(path, name)))
}

/**
 * Returns a value with its blanks filled in. Blanks without a secret are left out.
 *
 * @param secrets by path
 */
export function withSecrets(value: unknown, secrets: Readonly<Record<string, string>>, path = ''): unknown {
  if (value === BLANK) return secrets[path] || undefined
  if (Array.isArray(value)) return value.map((it, index) => withSecrets(it, secrets, within(path, String(index))))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => [name, withSecrets(it, secrets, within(path, name))]),
  )
}

function within(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
