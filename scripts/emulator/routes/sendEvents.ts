import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Events } from '../control/Events'

/** How often something is sent, in milliseconds: keeps proxies from closing the connection, and detects a closed one. */
const HEARTBEAT_MS = 15_000
/** How soon a browser reconnects, in milliseconds. */
const RETRY_MS = 1000
/** How much may wait for a reader that does not read; then the connection is closed, and the reader has to reconnect. */
const MAX_WAITING_BYTES = 2 * 1024 * 1024

/**
 * Responds with a stream of server-sent events that continues after the event in the header Last-Event-ID:
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 *
 * @example
 * sendEvents(events, request.raw, reply.raw)
 */
export function sendEvents(events: Events, { method, headers }: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  if (method === 'HEAD') {
    response.end()
    return
  }
  response.write(`retry: ${RETRY_MS}\n\n`)
  const write = (text: string) => {
    if (response.writableLength > MAX_WAITING_BYTES) response.destroy()
    else response.write(text)
  }
  const lastId = String(headers['last-event-id'])
  const stop = events.listen(/^\d{1,16}$/.test(lastId) ? Number(lastId) : undefined, ({ id, name, data }) =>
    write(`id: ${id}\nevent: ${name}\ndata: ${data}\n\n`),
  )
  const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS).unref()
  response.on('close', () => {
    clearInterval(heartbeat)
    stop()
  })
}
