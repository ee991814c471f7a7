import { request as httpRequest, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { isLoopback } from '../../cloudfunctions/openapi/https/checkBaseUrl'

/** Where a local WeChat is. */
export interface Place {
  /** Its address (default: WX_API_BASE of the environment, which the test presets and `exec` set). */
  url?: string | undefined
}

/**
 * Sends a request to the local WeChat with node:http, because jsdom has no fetch. Resolves to the JSON of the response.
 *
 * @param body sent as JSON
 * @throws Error with the message of the local WeChat if it refuses the request
 */
export async function request<T>(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  { url, body, headers }: Place & { body?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Promise<T> {
  const base = checked(url ?? process.env.WX_API_BASE)
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(`${base}${path}`, { method, headers: { ...headers, 'content-type': 'application/json' }, agent: false })
      .on('response', resolve)
      .on('error', reject)
      .end(body === undefined ? '' : JSON.stringify(body))
  })
  const answer = JSON.parse(await text(response))
  if (Number(response.statusCode) >= 400) throw new Error(answer.errmsg)
  return answer
}

/** WX_API_BASE may be for something else: no data may leave this machine. */
function checked(url: string | undefined): string {
  if (url === undefined) {
    throw new Error(
      'no local WeChat: use preset "wx-logistics" (jest) or setupFiles "wx-logistics/vitest", run by wx-logistics exec, or give { url }',
    )
  }
  if (!isLoopback(new URL(url).hostname)) throw new Error(`${url} is not a local WeChat`)
  return url
}
