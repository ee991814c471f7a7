import { once } from 'node:events'
import type { Server, Socket } from 'node:net'

/** A server that listens on loopback. */
export interface Listening {
  port: number
  /** Stops it, and closes its connections. */
  close: () => void
}

/**
 * Makes a server listen on a free port.
 *
 * @param host loopback address
 */
export async function listen(server: Server, host: string): Promise<Listening> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await once(server.listen({ host, port: 0 }), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error(`nothing listens on ${host}`)
  return {
    port: address.port,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
