import { messageIn, readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { inBoth, type Message, MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import type { Request } from './loggedCalls'
import { inLanguage } from './words'

/** The outcome of a call. */
export class Outcome {
  constructor(
    readonly api: string,
    readonly errcode: number,
    readonly errmsg: string,
    /** The whole response. */
    readonly answer?: unknown,
  ) {}
}

/** The SDK's code for a response that cannot be read. */
const UNREADABLE = -601001

/** Makes a call. */
export async function send({ api, path, body, headers }: Request): Promise<Outcome> {
  try {
    // The gateway responds with data or a code, a function with a result or an errCode.
    const response = await fetchJson(path, 'POST', body, headers)
    const json: { data?: { responseData: string }; code?: string; result?: unknown; message?: Message } =
      await response.json()
    if (json.code) throw new Error(json.code)
    const answer: unknown = json.data ? JSON.parse(json.data.responseData) : (json.result ?? json)
    const errcode = readProperty(answer, 'errcode') ?? readProperty(answer, 'errCode') ?? 0
    const errmsg = readProperty(answer, 'errmsg') ?? readProperty(answer, 'errMsg') ?? ''
    const said = !response.ok && json.message ? inLanguage(json.message) : String(errmsg)
    return new Outcome(api, Number(errcode), said, answer)
  } catch (error) {
    return new Outcome(api, UNREADABLE, inLanguage(messageIn(error)))
  }
}

/**
 * Fetches data of `/emulator/...`.
 *
 * @throws MessageError that says why it failed
 */
export async function read<T>(path: string): Promise<T> {
  return (await control('GET', path)).json()
}

/**
 * Sends a request under `/emulator/...`.
 *
 * @param body a file, or what is sent as JSON
 *
 * @throws as `read` does
 */
export async function control(
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Response> {
  const response = await fetchJson(`/emulator/${path}`, method, body)
  if (response.ok) return response
  const { errmsg, message }: { errmsg: string; message?: Message } = await response.json()
  throw new MessageError(message ?? inBoth(() => errmsg))
}

function fetchJson(path: string, method: string, body: unknown, headers?: Request['headers']): Promise<Response> {
  return fetch(path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body instanceof Blob ? body : JSON.stringify(body),
  }).catch(() => {
    throw new MessageError({
      en: 'The local WeChat does not respond. It may have stopped.',
      zh: '本地模拟环境没有响应，可能已经停止。',
    })
  })
}

/**
 * Parses JSON that a person wrote.
 *
 * @throws MessageError
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new MessageError({
      en: 'This is not valid JSON. Check quotes, commas and brackets.',
      zh: '这不是有效的 JSON。请检查引号、逗号和括号。',
    })
  }
}
