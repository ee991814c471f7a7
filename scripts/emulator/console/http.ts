import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import type { Request } from './requests'
import { t } from './words'

/** The outcome of a call. */
export interface Outcome {
  api: string
  errcode: number
  errmsg: string
  /** The whole response. */
  answer: unknown
}

/** The SDK's code for a response that cannot be read. */
const UNREADABLE = -601001

/** Makes a call. */
export async function send({ api, path, body, headers }: Request): Promise<Outcome> {
  try {
    // The gateway responds with data or a code, a function with a result or an errCode.
    const json: { data?: { responseData: string }; code?: string; result?: unknown } = await (
      await fetchJson(path, 'POST', body, headers)
    ).json()
    if (json.code) throw new Error(json.code)
    const answer: unknown = json.data ? JSON.parse(json.data.responseData) : (json.result ?? json)
    const errcode = readProperty(answer, 'errcode') ?? readProperty(answer, 'errCode') ?? 0
    const errmsg = readProperty(answer, 'errmsg') ?? readProperty(answer, 'errMsg') ?? ''
    return { api, errcode: Number(errcode), errmsg: String(errmsg), answer }
  } catch (error) {
    return { api, errcode: UNREADABLE, errmsg: String(error), answer: undefined }
  }
}

/**
 * Fetches data of `/emulator/...`.
 *
 * @throws Error that says in the language of the page why it failed
 */
export async function read<T>(path: string): Promise<T> {
  return (await control('GET', path)).json()
}

/**
 * Changes something under `/emulator/...`.
 *
 * @throws as `read` does
 */
export async function change(method: 'PUT' | 'POST', path: string, body: unknown): Promise<undefined> {
  await control(method, path, body)
}

async function control(method: string, path: string, body?: unknown): Promise<Response> {
  const response = await fetchJson(`/emulator/${path}`, method, body).catch(() => {
    throw new Error(
      t('The local WeChat does not respond. It may have stopped.', '本地模拟环境没有响应，可能已经停止。'),
    )
  })
  if (response.ok) return response
  const { errmsg }: { errmsg: string } = await response.json()
  throw new Error(t(errmsg, `本地模拟环境拒绝了请求：${errmsg}`))
}

function fetchJson(path: string, method: string, body: unknown, headers?: Request['headers']): Promise<Response> {
  return fetch(path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

/**
 * Parses JSON that a person wrote.
 *
 * @throws Error in the language of the page
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(
      t('This is not valid JSON. Check quotes, commas and brackets.', '这不是有效的 JSON。请检查引号、逗号和括号。'),
    )
  }
}
