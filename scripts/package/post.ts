import { request } from 'node:http'
import { json } from 'node:stream/consumers'

/**
 * Sends a request to the local WeChat with node:http, because jsdom has no fetch. Resolves to the JSON of the response.
 */
export function post(url: string, body = '{}', headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, agent: false })
      .on('response', (response) => resolve(json(response)))
      .on('error', reject)
      .end(body)
  })
}
