import { request } from 'node:http'
import { text } from 'node:stream/consumers'

/**
 * Sends a request with any method, path and headers, including those that fetch would correct or refuse, and parses
 * the JSON response.
 */
export function rawRequest(
  url: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<{ status: number | undefined; type: string | undefined; body: unknown }> {
  return new Promise((resolve, reject) => {
    request(url, { method, path, headers: { connection: 'close', ...headers } }, (response) => {
      text(response)
        .then((json) => ({
          status: response.statusCode,
          type: response.headers['content-type'],
          body: JSON.parse(json),
        }))
        .then(resolve, reject)
    })
      .on('error', reject)
      .end(body)
  })
}
