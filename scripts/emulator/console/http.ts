import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { toSnakeCase } from '../../../cloudfunctions/openapi/names/convertCase'

/** The outcome of a call through any channel. */
export interface Outcome {
  errcode: number
  errmsg: string
  /** The whole response. */
  answer: unknown
}

/** Who calls a function, and from where. An empty string is not sent. */
export interface FunctionCaller {
  openid: string
  source: string
}

/** The SDK's code for a response that cannot be read. */
const UNREADABLE = -601001

/**
 * Sends a request to `/emulator/...`.
 *
 * @throws Error with the message of the local WeChat when it refuses the request
 */
export async function control<T>(method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/emulator/${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.errmsg)
  return answer
}

/** Makes a cloud call as `cloud.callOpenAPI` does, but outside a function, so that it needs no permission. */
export function cloudCall(api: string, params: object): Promise<Outcome> {
  const requestData = JSON.stringify(toSnakeCase(params))
  return outcomeOf('/admin', { action: 'wx.api', apiName: api, requestData }, {}, (answer) => {
    const json = readProperty(readProperty(answer, 'data'), 'responseData')
    if (typeof json === 'string') return wechatOutcome(JSON.parse(json))
    return { errcode: UNREADABLE, errmsg: textIn(answer, 'code'), answer }
  })
}

/** Does what wx.cloud.callFunction does. */
export function callFunction(name: string, event: unknown, { openid, source }: FunctionCaller): Promise<Outcome> {
  const headers = { ...(openid && { 'x-wx-openid': openid }), ...(source && { 'x-wx-source': source }) }
  return outcomeOf(`/functions/${encodeURIComponent(name)}`, event, headers, functionOutcome)
}

/** Calls a function as one of its timers does. */
export function fireTrigger(functionName: string, trigger: string): Promise<Outcome> {
  return outcomeOf('/emulator/triggers', { function: functionName, trigger }, {}, functionOutcome)
}

/** Makes an HTTPS call. The secret is only in the request for a token, the token only in the URL of the call. */
export async function httpsCall(
  { verb, path }: { verb: string; path: string },
  wireParams: object,
  { appid, secret }: { appid: string; secret: string },
): Promise<Outcome> {
  const asked = { grant_type: 'client_credential', appid, secret }
  const token = await outcomeOf('/cgi-bin/stable_token', asked, {}, wechatOutcome)
  if (token.errcode !== 0) return token
  const query = new URLSearchParams({ access_token: textIn(token.answer, 'access_token') })
  return outcomeOf(`${path}?${query}`, verb === 'GET' ? undefined : wireParams, {}, wechatOutcome)
}

/** The local WeChat refuses a request with an errcode, as WeChat does; a function fails with an errCode. */
function functionOutcome(answer: unknown): Outcome {
  if (readProperty(answer, 'errcode') !== undefined) return wechatOutcome(answer)
  const failure = readProperty(answer, 'errCode')
  if (failure !== undefined) return { errcode: Number(failure), errmsg: textIn(answer, 'errMsg'), answer }
  const result = readProperty(answer, 'result')
  return { errcode: Number(readProperty(result, 'errCode') ?? 0), errmsg: textIn(result, 'errMsg'), answer: result }
}

function wechatOutcome(answer: unknown): Outcome {
  return { errcode: Number(readProperty(answer, 'errcode') ?? 0), errmsg: textIn(answer, 'errmsg'), answer }
}

function textIn(value: unknown, name: string): string {
  return String(readProperty(value, name) ?? '')
}

async function outcomeOf(
  url: string,
  body: unknown,
  headers: Record<string, string>,
  read: (answer: unknown) => Outcome,
): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return read(await response.json())
  } catch (error) {
    return { errcode: UNREADABLE, errmsg: String(error), answer: undefined }
  }
}
