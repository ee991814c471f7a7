import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { portOf } from './portOf'

/**
 * Starts a server that writes raw bytes, and records the requests.
 *
 * @param behave called for each complete request
 * @example
 * const server = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n<html>'))
 */
export async function rawServer(behave: (socket: Socket) => void) {
  const requests: Buffer[] = []
  const { close, port } = await listening(
    createServer((socket) => {
      let received = Buffer.alloc(0)
      socket.on('error', () => {}) // The test may break the connection on purpose.
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, chunk])
        if (!isWhole(received)) return
        requests.push(received)
        received = Buffer.alloc(0)
        behave(socket)
      })
    }),
  )
  return {
    url: `http://127.0.0.1:${port}`,
    /** The bytes of each request. */
    requests,
    close,
  }
}

/** Starts a server on a free port of the loopback interface. `close` also closes its connections. */
export async function listening(server: Server) {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  return {
    port,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Returns an HTTP response as text. */
export function http(status: string, body: string, headers: Record<string, string> = {}): string {
  const all = { 'content-length': Buffer.byteLength(body), connection: 'close', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${body}`
}

function isWhole(request: Buffer): boolean {
  const end = request.indexOf('\r\n\r\n')
  const length = /content-length: (\d+)/i.exec(request.toString('latin1'))?.[1] ?? 0
  return end >= 0 && request.length >= end + 4 + Number(length)
}
