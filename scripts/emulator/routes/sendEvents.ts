import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Events, SentEvent } from '../control/Events'

/** A connection on which nothing moves is given up by what stands between, and one that has ended is not noticed. */
const HEARTBEAT_MS = 15_000
/** So soon a browser tries again, in milliseconds. */
const RETRY_MS = 1000
/** So much may wait for a reader that stands still; then it has to come again. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024

/**
 * Answers with a stream of server-sent events, which goes on after the event that the header Last-Event-ID names:
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
  const forget = events.listen(idIn(headers['last-event-id']), (event) => write(toText(event)))
  const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS).unref()
  response.on('close', () => {
    clearInterval(heartbeat)
    forget()
  })
}

/** JSON has no line of its own. */
function toText({ id, name, data }: SentEvent): string {
  return `id: ${id}\nevent: ${name}\ndata: ${data}\n\n`
}

function idIn(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,16}$/.test(header) ? Number(header) : undefined
}
