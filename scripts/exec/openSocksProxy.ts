import { once } from 'node:events'
import net, { type Socket } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'
import type { Endpoints } from '../emulator/redirect/Endpoints'
import { isWeChatHost } from '../emulator/redirect/wechatHosts'

/** The bytes of SOCKS 5 that are used here: https://www.rfc-editor.org/rfc/rfc1928 */
const VERSION = 5
const NO_AUTHENTICATION = 0
const CONNECT = 1
const IPV4 = 1
const NAME = 3
const SUCCEEDED = 0
const NOT_ALLOWED = 2

export interface SocksProxy {
  port: number
  close: () => void
}

/**
 * Opens a SOCKS proxy on loopback that redirects WeChat's hosts to the endpoints of a local WeChat. It connects to nothing
 * else, so it needs no secret.
 *
 * A client that looks up the host itself names only an address. It is taken for WeChat's, because Java uses this proxy for
 * WeChat's hosts only (java.ts). If it is another host's, TLS and the Host header are refused.
 */
export async function openSocksProxy(endpoints: Endpoints): Promise<SocksProxy> {
  const serve = async (client: Socket) => {
    const [, methods = 0] = await take(client, 2)
    await take(client, methods)
    client.write(Buffer.from([VERSION, NO_AUTHENTICATION]))
    const [, command, , type] = await take(client, 4)
    const length = type === NAME ? (await take(client, 1)).readUInt8() : type === IPV4 ? 4 : 16
    const host = await take(client, length)
    const port = (await take(client, 2)).readUInt16BE()
    const isWeChat = [80, 443].includes(port) && (type !== NAME || isWeChatHost(host.toString()))
    if (command !== CONNECT || !isWeChat) return void client.end(reply(NOT_ALLOWED))
    const other = await connectToWeChat(endpoints, port)
    client.write(reply(SUCCEEDED))
    relay(client, other)
  }
  const sockets = new Set<Socket>()
  const server = net.createServer((client) => {
    sockets.add(client)
    client.once('close', () => sockets.delete(client))
    client.on('error', () => {}) // The client may close the connection at any time.
    serve(client).catch(() => client.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the SOCKS proxy has no port')
  return {
    port: address.port,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** Connects to a local WeChat in place of a port of WeChat. */
export async function connectToWeChat({ host, port, tlsPort }: Endpoints, wechatPort: number): Promise<Socket> {
  const socket = net.connect({ host, port: wechatPort === 443 ? tlsPort : port })
  await once(socket, 'connect')
  return socket
}

/** Passes on what each of two connections sends to the other. */
export function relay(one: Duplex, other: Duplex): void {
  pipeline(one, other, () => {})
  pipeline(other, one, () => {})
}

/** Reads as many bytes; waits for ever if the client sends fewer. */
async function take(socket: Socket, length: number): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = length === 0 ? Buffer.alloc(0) : socket.read(length)
    if (bytes !== null) return bytes
    await once(socket, 'readable')
  }
}

/** Returns a reply, whose address and port have no meaning for this proxy. */
function reply(status: number): Buffer {
  return Buffer.from([VERSION, status, 0, IPV4, 0, 0, 0, 0, 0, 0])
}
