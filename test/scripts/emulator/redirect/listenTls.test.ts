import { EventEmitter, once } from 'node:events'
import { get } from 'node:https'
import { connect as connectPlainly } from 'node:net'
import { json } from 'node:stream/consumers'
import { type ConnectionOptions, connect } from 'node:tls'
import { createLocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()

/** Speaks TLS with the local WeChat; returns what was agreed on, or why nothing was. */
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

describe('the local WeChat in the place of port 443', () => {
  it.each(['api.weixin.qq.com', 'tcb-open.tencentyun.com', 'env-1.ap-shanghai.tcb-api.tencentcloudapi.com'])(
    'shows a certificate for %s',
    async (servername) => {
      expect(await greet({ servername })).toEqual({ subjectaltname: `DNS:${servername}`, alpn: false })
    },
  )

  it('takes a client that says no name for one of api.weixin.qq.com', async () => {
    expect(await greet({})).toEqual({ subjectaltname: 'DNS:api.weixin.qq.com', alpn: false })
  })

  it('shows the same one for a name with the dot that may end it', async () => {
    expect(await greet({ servername: 'API.weixin.qq.com.' })).toEqual({
      subjectaltname: 'DNS:api.weixin.qq.com',
      alpn: false,
    })
  })

  it('shows none for another name', async () => {
    expect(await greet({ servername: 'mp.weixin.qq.com' })).toBe('ECONNRESET')
  })

  it('speaks HTTP/1.1 alone', async () => {
    const servername = 'api.weixin.qq.com'

    expect(await greet({ servername, ALPNProtocols: ['h2', 'http/1.1'] })).toMatchObject({ alpn: 'http/1.1' })
    expect(await greet({ servername, ALPNProtocols: ['h2'] })).toBe('ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL')
  })

  it('answers what it answers at its own address, also to a foreign Host', async () => {
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

describe('its end', () => {
  it('comes though a client has only begun, and closes both its ports', async () => {
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

  it('tells in the log that somebody did not trust it', async () => {
    const log = new EventEmitter()
    const it = await createLocalWeChat({ log: (line) => log.emit('line', line) })
    const { host, tlsPort: port } = it.endpoints
    const logged = once(log, 'line')
    const [error] = await once(connect({ host, port, servername: 'api.weixin.qq.com' }), 'error')
    const [line] = await logged
    await it.close()

    expect(error.message).toBe('unable to verify the first certificate')
    expect(line).toMatch(
      /^TLS handshake failed \(.*\)\. The client may not trust the certificate authority that exec creates\.$/,
    )
  })
})

describe('clientConnected', () => {
  it.each([
    ['nothing', false, async () => {}],
    ['the page', false, (url: string) => fetch(url)],
    ['the state of the local WeChat', false, (url: string) => fetch(`${url}/emulator/calls`)],
    ['an API', true, (url: string) => fetch(`${url}/cgi-bin/token`)],
    ['a function', true, (url: string) => fetch(`${url}/functions/none`, { method: 'POST' })],
    ['the gateway', true, (url: string) => fetch(`${url}/admin`, { method: 'POST' })],
  ] as const)('after a request for %s is %s', async (_what, clientConnected, ask) => {
    const it = await createLocalWeChat()
    await ask(it.url)
    await it.close()

    expect(it.clientConnected).toBe(clientConnected)
  })
})
