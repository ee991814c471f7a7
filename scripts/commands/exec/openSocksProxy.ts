import { once } from 'node:events'
import net, { type Socket } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'
import type { Endpoints } from '../../emulator/redirect/Endpoints'
import { type Listening, listen } from '../../emulator/redirect/listen'
import { isWeChatHost } from '../../emulator/redirect/wechatHosts'
import { connect, whileOpen } from './userProxy'

/** The parts of SOCKS 5 that are used here: https://www.rfc-editor.org/rfc/rfc1928 */
const CONNECT = 1
const IPV4 = 1
const NAME = 3
const NO_AUTHENTICATION = '\x05\x00'
/** Replies, with an address and a port that have no meaning for this proxy. */
const SUCCEEDED = '\x05\x00\x00\x01\0\0\0\0\0\0'
const NOT_ALLOWED = '\x05\x02\x00\x01\0\0\0\0\0\0'

/**
 * Opens a SOCKS proxy on loopback that redirects WeChat's hosts to the endpoints of a local WeChat. It connects to nothing
 * else, so it needs no secret.
 *
 * A client that looks up the host itself names only an address. It is taken for WeChat's, because Java uses this proxy for
 * WeChat's hosts only (java.ts). If it is another host's, TLS and the Host header are refused.
 */
export function openSocksProxy(endpoints: Endpoints): Promise<Listening> {
  const serve = async (client: Socket) => {
    const signal = whileOpen(client)
    const read = (length: number) => take(client, length, signal)
    const giveUp = () => client.destroy()
    client.once('end', giveUp)
    const [, methods = 0] = await read(2)
    await read(methods)
    client.write(NO_AUTHENTICATION)
    const [, command, , type] = await read(4)
    const [length = 0] = type === NAME ? await read(1) : [type === IPV4 ? 4 : 16]
    const host = String(await read(length))
    const port = (await read(2)).readUInt16BE()
    const isWeChat = [80, 443].includes(port) && (type !== NAME || isWeChatHost(host))
    if (command !== CONNECT || !isWeChat) return void client.end(NOT_ALLOWED)
    const other = await connectToWeChat(endpoints, port, signal)
    client.off('end', giveUp)
    client.write(SUCCEEDED)
    relay(client, other)
  }
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    client.on('error', () => {}) // The client may close the connection at any time.
    serve(client).catch(() => client.destroy())
  })
  return listen(server, '127.0.0.1')
}

/** Connects to a local WeChat instead of to a port of WeChat. */
export function connectToWeChat(
  { host, port, tlsPort }: Endpoints,
  wechatPort: number,
  signal: AbortSignal,
): Promise<Socket> {
  return connect(host, wechatPort === 443 ? tlsPort : port, signal)
}

/** Passes on what each of two connections sends to the other. */
export function relay(one: Duplex, other: Duplex): void {
  pipeline(one, other, () => {})
  pipeline(other, one, () => {})
}

/**
 * Reads a number of bytes; waits until the client has sent them.
 *
 * @throws Error if it does not send them
 */
async function take(socket: Socket, length: number, signal: AbortSignal): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let missing = length; missing > 0; ) {
    // Nothing may stay in the buffer: "readable" would be emitted for it at once, again and again.
    const part: Buffer | null = socket.read(Math.min(missing, socket.readableLength || missing))
    if (part === null) await once(socket, 'readable', { signal })
    else {
      parts.push(part)
      missing -= part.length
    }
  }
  return Buffer.concat(parts)
}
