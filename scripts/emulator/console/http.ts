import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { toSnakeCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { t } from './words'

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
 * @throws Error that says in the language of the page why it failed
 */
export async function control<T>(method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<T> {
  const response = await send(method, `/emulator/${path}`, body).catch(() => {
    throw new Error(
      t('The local WeChat does not respond. It may have stopped.', '本地模拟环境没有响应，可能已经停止。'),
    )
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(inWords(answer.errmsg))
  return answer
}

function inWords(errmsg: string): string {
  const [, field, value] = /(\w+): should be (.*)$/.exec(errmsg) ?? []
  if (value) return t(`${field} should be ${value}.`, `${field} 应为 ${value}。`)
  return t(errmsg, `本地模拟环境拒绝了请求：${errmsg}`)
}

/**
 * Parses JSON that a person wrote.
 *
 * @throws Error that says in the language of the page where the mistake is
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // Browsers give no position for an unexpected end.
    const [, line, column] = /line (\d+) column (\d+)/.exec(String(error)) ?? []
    const [where, whereZh] = line ? [` (line ${line}, column ${column})`, `（第 ${line} 行第 ${column} 列）`] : ['', '']
    throw new Error(
      t(
        `This is not valid JSON${where}. Check quotes, commas and brackets.`,
        `这不是有效的 JSON${whereZh}。请检查引号、逗号和括号。`,
      ),
    )
  }
}

/** Makes a cloud call as `cloud.callOpenAPI` does, but outside a function, so that it needs no permission. */
export function cloudCall(api: string, params: object): Promise<Outcome> {
  const requestData = JSON.stringify(toSnakeCase(params))
  return outcomeOf('POST', '/admin', { action: 'wx.api', apiName: api, requestData }, (answer) => {
    const json = readProperty(readProperty(answer, 'data'), 'responseData')
    if (typeof json === 'string') return wechatOutcome(JSON.parse(json))
    return { errcode: UNREADABLE, errmsg: textIn(answer, 'code'), answer }
  })
}

/** Calls a function as `wx.cloud.callFunction` does. */
export function callFunction(name: string, event: unknown, { openid, source }: FunctionCaller): Promise<Outcome> {
  const headers = { ...(openid && { 'x-wx-openid': openid }), ...(source && { 'x-wx-source': source }) }
  return outcomeOf('POST', `/functions/${encodeURIComponent(name)}`, event, functionOutcome, headers)
}

/** Calls a function as one of its timers does. */
export function fireTrigger(functionName: string, trigger: string): Promise<Outcome> {
  return outcomeOf('POST', '/emulator/triggers', { function: functionName, trigger }, functionOutcome)
}

/** The local WeChat refuses a request with an errcode, as WeChat does; a function fails with an errCode. */
function functionOutcome(answer: unknown): Outcome {
  if (readProperty(answer, 'errcode') !== undefined) return wechatOutcome(answer)
  const result = readProperty(answer, 'errCode') === undefined ? readProperty(answer, 'result') : answer
  return { errcode: Number(readProperty(result, 'errCode') ?? 0), errmsg: textIn(result, 'errMsg'), answer: result }
}

function wechatOutcome(answer: unknown): Outcome {
  return { errcode: Number(readProperty(answer, 'errcode') ?? 0), errmsg: textIn(answer, 'errmsg'), answer }
}

function textIn(value: unknown, name: string): string {
  return String(readProperty(value, name) ?? '')
}

async function outcomeOf(
  method: string,
  url: string,
  body: unknown,
  read: (answer: unknown) => Outcome,
  headers: Record<string, string> = {},
): Promise<Outcome> {
  try {
    return read(await (await send(method, url, body, headers)).json())
  } catch (error) {
    return { errcode: UNREADABLE, errmsg: String(error), answer: undefined }
  }
}

/** @param body to send as JSON; undefined for none */
function send(method: string, url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    body: JSON.stringify(body),
  })
}
