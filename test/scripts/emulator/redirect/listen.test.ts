import { EventEmitter, once } from 'node:events'
import { get } from 'node:https'
import { connect as connectPlainly } from 'node:net'
import { json } from 'node:stream/consumers'
import { type ConnectionOptions, connect } from 'node:tls'
import { createLocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()

/** Connects to the local WeChat by TLS; returns the names in its certificate and the protocol, or the code of the error. */
async function greet(options: ConnectionOptions): Promise<unknown> {
  const { host, tlsPort: port, ca } = wechat.endpoints()
  const socket = connect({ host, port, ca, checkServerIdentity: () => undefined, ...options })
  const greeted = await new Promise<unknown>((resolve) => {
    socket.once('secureConnect', () => {
      const { subjectaltname } = socket.getPeerCertificate()
      resolve({ subjectaltname, alpn: socket.alpnProtocol })
    })
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
  })
  socket.destroy()
  return greeted
}

describe('the TLS port of the local WeChat', () => {
  it.each(['api.weixin.qq.com', 'tcb-open.tencentyun.com', 'env-1.ap-shanghai.tcb-api.tencentcloudapi.com'])(
    'has a certificate for %s',
    async (servername) => {
      expect(await greet({ servername })).toEqual({ subjectaltname: `DNS:${servername}`, alpn: false })
    },
  )

  it('has the certificate for api.weixin.qq.com for a client that names no host', async () => {
    expect(await greet({})).toEqual({ subjectaltname: 'DNS:api.weixin.qq.com', alpn: false })
  })

  it('has the same certificate for a name in capitals with a dot at its end', async () => {
    expect(await greet({ servername: 'API.weixin.qq.com.' })).toEqual({
      subjectaltname: 'DNS:api.weixin.qq.com',
      alpn: false,
    })
  })

  it('refuses another name', async () => {
    expect(await greet({ servername: 'mp.weixin.qq.com' })).toBe('ECONNRESET')
  })

  it('supports HTTP/1.1 only', async () => {
    const servername = 'api.weixin.qq.com'

    expect(await greet({ servername, ALPNProtocols: ['h2', 'http/1.1'] })).toMatchObject({ alpn: 'http/1.1' })
    expect(await greet({ servername, ALPNProtocols: ['h2'] })).toBe('ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL')
  })

  it('responds as the plain port does, also to a foreign Host header', async () => {
    const { host, tlsPort: port, ca } = wechat.endpoints()
    const ask = async (headers: Record<string, string>) => {
      const request = get({
        host,
        port,
        ca,
        servername: 'api.weixin.qq.com',
        path: '/cgi-bin/token',
        headers,
        agent: false,
      })
      const [response] = await once(request, 'response')
      return json(response)
    }

    expect(await ask({ host: 'api.weixin.qq.com' })).toMatchObject({ errcode: 40002 })
    expect(await ask({ host: 'evil.example' })).toEqual({
      errcode: 403,
      errmsg: 'the local WeChat accepts local requests only (Host)',
    })
  })
})

describe('the local WeChat', () => {
  it('closes both ports even if a client has not finished its TLS handshake', async () => {
    const log: string[] = []
    const it = await createLocalWeChat({ log: (line) => log.push(line) })
    const { host, port, tlsPort } = it.endpoints
    const silent = connectPlainly(tlsPort, host)
    await once(silent, 'connect')
    const ended = once(silent, 'close')
    await it.close()
    await ended

    for (const closed of [port, tlsPort]) {
      const [error] = await once(connectPlainly(closed, host), 'error')
      expect(error.code).toBe('ECONNREFUSED')
    }
  })

  it('logs and counts a client that does not trust the certificate', async () => {
    const log = new EventEmitter()
    const it = await createLocalWeChat({ log: (line) => log.emit('line', line) })
    const { host, tlsPort: port } = it.endpoints
    const logged = once(log, 'line')
    const [error] = await once(connect({ host, port, servername: 'api.weixin.qq.com' }), 'error')
    const [line] = await logged
    await it.close()

    expect(it.counts.failedConnections).toBe(1)
    expect(error.message).toBe('unable to verify the first certificate')
    expect(line).toMatch(
      /^TLS handshake failed \(.*\)\. The client may not trust the certificate authority that exec creates\.$/,
    )
  })
})

describe('the number of requests', () => {
  it.each([
    ['no request', 0, async () => {}],
    ['a request for the page', 0, (url: string) => fetch(url)],
    ['a request for the state of the local WeChat', 0, (url: string) => fetch(`${url}/emulator/calls`)],
    ['a request for an API', 1, (url: string) => fetch(`${url}/cgi-bin/token`)],
    ['a request for a function', 1, (url: string) => fetch(`${url}/functions/none`, { method: 'POST' })],
    ['a request of the SDK', 1, (url: string) => fetch(`${url}/admin`, { method: 'POST' })],
  ] as const)('after %s is %d', async (_what, requests, send) => {
    const it = await createLocalWeChat()
    await send(it.url)
    await it.close()

    expect(it.counts.requests).toBe(requests)
  })
})
