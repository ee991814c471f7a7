import { request as httpRequest, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { isLoopback } from '../../cloudfunctions/openapi/https/checkBaseUrl'
import { inBoth, inLanguage, joined, type Message, MessageError } from '../../cloudfunctions/openapi/messages/Message'
import { unknownOption } from '../../cloudfunctions/openapi/names/nearest'
import { languageOf } from '../commands/terminal/language'
import type { Info } from '../emulator/routes/control'

/** An error in a test. Test runners show it in the language of the terminal. */
export class TestError extends MessageError {
  static override readonly name: string = 'TestError'
  override readonly name: string = 'TestError'

  constructor(both: Message) {
    super(both, undefined, inLanguage(languageOf([], process.env), both))
  }
}

/**
 * Checks the names of options, or of other data, which may come from plain JavaScript.
 *
 * @param known an object with the known names, so that a type can require all of them
 * @param what is checked (default: options)
 * @throws TestError that names an unknown one and the nearest known one
 */
export function checkNames(given: object, known: object, what?: Message): void {
  const mistake = unknownOption(given, Object.keys(known), what)
  if (mistake) throw new TestError(mistake)
}

/** Where a local WeChat is. */
export interface Place {
  /** Its address (default: WX_API_BASE of the environment, which the test presets and `exec` set). */
  url?: string | undefined
}

/** Every name of a type. */
export type Known<T> = Record<keyof T, true>

/** Sends a request to the local WeChat as `requestBytes` does. Resolves to the JSON of the response. */
export async function request<T>(...args: Parameters<typeof requestBytes>): Promise<T> {
  return JSON.parse(String(await requestBytes(...args)))
}

/**
 * Sends a request to the local WeChat with node:http, because jsdom has no fetch.
 *
 * @param body bytes, or what is sent as JSON
 * @throws TestError with the message of the local WeChat if it refuses the request
 */
export async function requestBytes(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  { body, headers, ...place }: Place & { body?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Promise<Buffer> {
  checkNames(place, { url: true } satisfies Known<Place>)
  const { url } = place
  const base = checked(url ?? process.env.WX_API_BASE)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(`${base}${path}`, { method, headers: { ...headers, 'content-type': 'application/json' }, agent: false })
      .on('response', resolve)
      .on('error', reject)
      .end(body === undefined ? '' : ArrayBuffer.isView(body) ? body : JSON.stringify(body))
  })
  const bytes = await buffer(response)
  const status = Number(response.statusCode)
  if (status < 400) return bytes
  const answer = JSON.parse(String(bytes))
  const message: Message = answer.message ?? inBoth(() => answer.errmsg)
  if (status === 404) throw new TestError(joined([message, await projectInUse(place)]))
  throw new TestError(message)
}

/** Names the project and the fixtures, for a message about what they do not have. */
export async function projectInUse(place: Place): Promise<Message> {
  const { project, functions, fixtures } = await request<Info>('GET', '/emulator/info', place)
  const [where, file] = [project ?? functions, fixtures.file]
  return {
    en: `project: ${where}, fixtures: ${file ?? 'the default ones, or those of the test'}`,
    zh: `项目：${where}，初始数据：${file ?? '默认的，或测试给出的'}`,
  }
}

/** WX_API_BASE may be for something else: no data may leave this machine. */
function checked(url: string | undefined): string {
  if (url === undefined) {
    throw new TestError({
      en: 'no local WeChat: use preset "wx-logistics" (jest) or setupFiles "wx-logistics/vitest", run by wx-logistics exec, or give { url }',
      zh: '没有本地模拟环境：请使用 preset "wx-logistics"（jest）或 setupFiles "wx-logistics/vitest"，或用 wx-logistics exec 运行，或指定 { url }',
    })
  }
  if (!isLoopback(new URL(url).hostname))
    throw new TestError({ en: `${url} is not a local WeChat`, zh: `${url} 不是本地模拟环境` })
  return url
}
