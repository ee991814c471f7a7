import { request } from 'node:http'
import { json } from 'node:stream/consumers'

/**
 * One request of the local WeChat, by node:http: where tests run there may be no fetch (jsdom).
 *
 * @returns the answer
 */
export function post(url: string, body = '{}', headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, agent: false })
      .on('response', (response) => resolve(json(response)))
      .on('error', reject)
      .end(body)
  })
}
