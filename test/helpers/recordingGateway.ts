import { once } from 'node:events'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { portOf } from './portOf'
import { pairsOf, requestDataOf } from './realSdk'

/**
 * Starts a proxy between the SDK and the local WeChat that forwards everything, including broken connections, and
 * records the parameters of each cloud call.
 *
 * @param target the local WeChat's address
 */
export async function recordingGateway(target: string) {
  const calls: Record<string, string>[] = []
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const pairs = pairsOf(await requestDataOf(request, body))
    calls.push(Object.fromEntries(pairs.map(({ key, value }) => [key, Buffer.from(value).toString()])))
    const answer = await fetch(`${target}${request.url}`, {
      method: 'POST',
      headers: { 'content-type': String(request.headers['content-type']) },
      body,
    }).catch(() => undefined)
    if (!answer) return response.destroy()
    response.statusCode = answer.status
    response.setHeader('content-type', answer.headers.get('content-type') ?? '')
    return response.end(Buffer.from(await answer.arrayBuffer()))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  return {
    url: `http://127.0.0.1:${port}/admin`,
    /** The parameters of each cloud call as JSON strings, with their names on the wire. */
    calls,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
