import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { portOf } from './portOf'

/** A request: its path, what was sent, and that as JSON, empty if it is not an object. */
export interface Sent {
  path: string
  query: URLSearchParams
  raw: string
  params: Readonly<Record<string, unknown>>
}

/** What becomes of a response: another body, an HTTP status, `'cut'` to break the connection, or a falsy value for the same. */
export type Altered = unknown

/**
 * Starts a server that passes requests on to a local WeChat and may alter the responses. `alter` is replaced by tests.
 *
 * @param to returns the address of the local WeChat
 */
export function alteringProxy(to: () => string) {
  let alter: (sent: Sent, answer: Readonly<Record<string, unknown>>) => Altered | Promise<Altered> = () => undefined
  const sent: Sent[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://proxy')
    const raw = await text(request)
    const { method = 'GET', headers } = request
    const passed = await fetch(`${to()}${request.url}`, {
      method,
      headers: { 'content-type': headers['content-type'] ?? '' },
      ...(raw !== '' && { body: raw }),
    })
    const answer = paramsIn(await passed.text())
    const one = { path: url.pathname, query: url.searchParams, raw, params: paramsIn(raw) }
    sent.push(one)
    const altered = await alter(one, answer)
    if (altered === 'cut') return request.socket.destroy()
    if (typeof altered === 'number') return response.writeHead(altered).end()
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(altered || answer))
  })
  beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'))
  beforeEach(() => {
    alter = () => undefined
    sent.length = 0
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return {
    url: () => `http://127.0.0.1:${portOf(server)}`,
    sent,
    altering(how: typeof alter): void {
      alter = how
    },
  }
}

function paramsIn(raw: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(raw) }
  } catch {
    return {}
  }
}
