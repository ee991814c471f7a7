import { once } from 'node:events'
import net from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { openSocksProxy } from '../../../../scripts/commands/exec/openSocksProxy'
import type { Listening } from '../../../../scripts/emulator/redirect/listen'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
let proxy: Listening
beforeAll(async () => {
  proxy = await openSocksProxy(wechat.endpoints())
})
afterAll(() => proxy.close())

/** Sends a greeting, and a request for a host by its name or its address. Returns all that the proxy sends, in hex. */
async function connect(host: string, port: number, { after = '', command = 1 } = {}): Promise<string> {
  const address = net.isIPv4(host)
    ? [1, ...host.split('.').map(Number)]
    : net.isIPv6(host)
      ? [4, ...Buffer.alloc(16)]
      : [3, host.length, ...Buffer.from(host)]
  const socket = net.connect({ host: '127.0.0.1', port: proxy.port })
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.write(Buffer.from([5, 2, 0, 2, 5, command, 0, ...address, port >> 8, port & 0xff]))
  socket.write(after)
  await once(socket, 'close')
  return Buffer.concat(chunks).toString('latin1')
}

const GREETED = '\x05\x00'
const SUCCEEDED = '\x05\x00\x00\x01\0\0\0\0\0\0'
const REFUSED = '\x05\x02\x00\x01\0\0\0\0\0\0'
const request = 'GET /cgi-bin/token HTTP/1.1\r\nhost: api.weixin.qq.com\r\nconnection: close\r\n\r\n'

describe('openSocksProxy', () => {
  it.each(['api.weixin.qq.com', 'API2.weixin.qq.com', '192.0.2.1', '2001:db8::1'])(
    'connects a client of %s to the local WeChat',
    async (host) => {
      const reply = await connect(host, 80, { after: request })

      expect(reply.slice(0, 12)).toBe(GREETED + SUCCEEDED)
      expect(reply).toContain('"errcode":40002')
    },
  )

  it.each([
    ['example.com', 443, 1],
    ['127.0.0.1', 3306, 1],
    ['api.weixin.qq.com', 22, 1],
    ['api.weixin.qq.com', 443, 2],
  ])('refuses %s:%i with the command %i', async (host, port, command) => {
    expect(await connect(host, port, { command })).toBe(GREETED + REFUSED)
  })

  it('relays the response to a client that has ended its side', async () => {
    const socket = net.connect({ host: '127.0.0.1', port: proxy.port, allowHalfOpen: true })
    const host = 'api.weixin.qq.com'
    socket.write(Buffer.from([5, 1, 0, 5, 1, 0, 3, host.length, ...Buffer.from(host), 0, 80]))
    socket.end(request)

    expect(await text(socket)).toContain('"errcode":40002')
  })

  it('accepts a request that arrives byte by byte', async () => {
    const host = 'api.weixin.qq.com'
    const socket = net.connect({ host: '127.0.0.1', port: proxy.port, noDelay: true })
    for (const byte of [5, 1, 0, 5, 1, 0, 3, host.length, ...Buffer.from(host), 0, 80]) {
      socket.write(Buffer.from([byte]))
      await setTimeout(2)
    }
    socket.write(request)

    expect(await text(socket)).toContain('"errcode":40002')
  })

  it('closes the connections that are open when it closes', async () => {
    const other = await openSocksProxy(wechat.endpoints())
    const socket = net.connect({ host: '127.0.0.1', port: other.port }).resume()
    socket.write(Buffer.from([5, 1, 0]))
    await once(socket, 'data')
    other.close()

    expect(await once(socket, 'close')).toEqual([false])
  })
})
