import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect as connectPlainly, createServer as createRawServer, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect } from 'node:tls'
import { type HttpProxy, openHttpProxy } from '../../../../scripts/commands/exec/openHttpProxy'
import { portOf } from '../../../helpers/portOf'
import { selfSignedCertificate } from '../../../helpers/selfSignedCertificate'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
const certificate = selfSignedCertificate()
/** Both servers respond with the request that they got. */
const echo = async (it: IncomingMessage) =>
  JSON.stringify({ method: it.method, url: it.url, headers: it.headers, body: await text(it) })
const other = createServer(async (it, response) => response.end(await echo(it)))
const otherWithTls = createTlsServer(certificate, async (it, response) => response.end(await echo(it)))
/** The user's own proxy, and the requests that it got. */
const proxyRequests: string[] = []
const userProxy = createServer((it, response) => {
  proxyRequests.push(`${it.method} ${it.url} ${it.headers['proxy-authorization']}`)
  response.end('by the user’s proxy')
})
userProxy.on('connect', (it: IncomingMessage, client: Socket) => {
  proxyRequests.push(`${it.method} ${it.url} ${it.headers['proxy-authorization']}`)
  if (it.url?.startsWith('closed.invalid')) return client.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  const to = connectPlainly(Number(it.url?.split(':')[1]), '127.0.0.1', () => {
    client.write('HTTP/1.1 200 OK\r\n\r\n')
    client.pipe(to).pipe(client)
  })
})
const servers: Server[] = [other, otherWithTls, userProxy]
let proxy: HttpProxy
let offline: HttpProxy
beforeAll(async () => {
  for (const server of servers) await once(server.listen(0, '127.0.0.1'), 'listening')
  proxy = await openHttpProxy(wechat.endpoints(), false)
  offline = await openHttpProxy(wechat.endpoints(), true)
})
afterAll(() => {
  proxy.close()
  offline.close()
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
})
beforeEach(() => {
  proxyRequests.length = 0
  jest.replaceProperty(process, 'env', { NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS })
})

const credentials = ({ secret }: HttpProxy) => ({
  'proxy-authorization': `Basic ${Buffer.from(`exec:${secret}`).toString('base64')}`,
})

/** Sends a request with an address in its first line. */
async function ask(
  by: HttpProxy,
  path: string,
  {
    headers = credentials(by),
    method = 'GET',
    body = '',
  }: { headers?: Record<string, string>; method?: string; body?: string } = {},
): Promise<{ status: number | undefined; body: string; challenge?: string }> {
  const sent = request({ host: '127.0.0.1', port: by.port, method, path, headers, agent: false })
  sent.end(body)
  const [response] = await once(sent, 'response')
  const challenge = response.headers['proxy-authenticate']
  return { status: response.statusCode, body: await text(response), ...(challenge && { challenge }) }
}

/** Opens a tunnel; returns its other end, or the response of the proxy. */
async function tunnel(by: HttpProxy, to: string, headers: Record<string, string> = credentials(by)) {
  const sent = request({ host: '127.0.0.1', port: by.port, method: 'CONNECT', path: to, headers, agent: false })
  sent.end()
  const [response, socket, head]: [IncomingMessage, Socket, Buffer] = await new Promise((resolve) => {
    sent.once('connect', (...all) => resolve(all))
  })
  if (head.length > 0) socket.unshift(head)
  return { status: response.statusCode, challenge: response.headers['proxy-authenticate'], socket }
}

/** Sends `GET path` through a tunnel; returns the body of the response, or of the response of the proxy. */
async function through(by: HttpProxy, to: string, ca: string, path = '/cgi-bin/token'): Promise<string> {
  const { status, socket } = await tunnel(by, to)
  if (status !== 200) return `${status} ${await text(socket)}`
  const servername = to.replace(/:.*/, '')
  const secure = connect({
    socket,
    ca,
    ...(servername !== '127.0.0.1' && { servername }),
    checkServerIdentity: () => undefined,
  })
  secure.write(`GET ${path} HTTP/1.1\r\nHost: ${servername}\r\nConnection: close\r\n\r\n`)
  return (await text(secure)).replace(/^.*\r\n\r\n/s, '')
}

/** The body of a response of the proxy itself: clients of WeChat treat one without an errcode as a success. */
const refusal = (errmsg: string) => JSON.stringify({ errcode: -1, errmsg })

const wrongGrant = expect.stringMatching(/^\{"errcode":40002,/)

describe("openHttpProxy, for WeChat's hosts", () => {
  it.each([
    'api.weixin.qq.com:443',
    'api.weixin.qq.com.:443',
    'tcb-open.tencentcloudapi.com:443',
    'env-1.ap-shanghai.tcb-api.tencentcloudapi.com:443',
  ])('opens a tunnel to the local WeChat for %s', async (to) => {
    expect(await through(proxy, to, wechat.endpoints().ca)).toEqual(wrongGrant)
    expect(await through(offline, to, wechat.endpoints().ca)).toEqual(wrongGrant)
  })

  it('opens a tunnel without TLS for a port other than 443', async () => {
    const { socket } = await tunnel(proxy, 'api.weixin.qq.com:80')
    socket.write('GET /cgi-bin/token HTTP/1.1\r\nHost: api.weixin.qq.com\r\nConnection: close\r\n\r\n')

    expect((await text(socket)).replace(/^.*\r\n\r\n/s, '')).toEqual(wrongGrant)
  })

  it.each([
    'http://api.weixin.qq.com',
    'https://api.weixin.qq.com',
    'https://API.weixin.qq.com:443',
    'http://api.weixin.qq.com.',
  ])('forwards a request for %s to the local WeChat', async (origin) => {
    const path = '/cgi-bin/stable_token'
    const body = '{"grant_type":"client_credential","appid":"wx0000000000000000","secret":"local-secret"}'

    expect(await ask(proxy, `${origin}${path}`, { method: 'POST', body })).toEqual({
      status: 200,
      body: expect.stringMatching(/^\{"access_token":"local_/),
    })
  })

  it('requires no secret, like the local WeChat itself', async () => {
    expect(await ask(proxy, 'https://api.weixin.qq.com/cgi-bin/token', { headers: {} })).toEqual({
      status: 200,
      body: wrongGrant,
    })
  })
})

it('responds with an errcode if the local WeChat cannot be reached', async () => {
  const { host, port } = wechat.endpoints()
  const closed = createServer()
  await once(closed.listen(0, '127.0.0.1'), 'listening')
  const unreachable = await openHttpProxy({ host, port: portOf(closed), tlsPort: port, ca: '' }, false)
  closed.close()
  const response = await ask(unreachable, 'http://api.weixin.qq.com/cgi-bin/token')
  unreachable.close()

  expect(response).toEqual({
    status: 502,
    body: expect.stringMatching(/^\{"errcode":-1,"errmsg":"api\.weixin\.qq\.com cannot be reached: .*ECONNREFUSED/),
  })
})

describe('openHttpProxy, for other hosts', () => {
  const http = () => `http://127.0.0.1:${portOf(other)}`
  const tls = () => `127.0.0.1:${portOf(otherWithTls)}`

  it('forwards a request unchanged, without the headers for the proxy', async () => {
    const headers = {
      'x-mine': 'yes',
      cookie: 'a=1',
      'proxy-connection': 'keep-alive',
      ...credentials(proxy),
    }
    const { status, body } = await ask(proxy, `${http()}/path?q=1%20`, { method: 'POST', headers, body: '中文' })

    expect(status).toBe(200)
    expect(JSON.parse(body)).toEqual({
      method: 'POST',
      url: '/path?q=1%20',
      headers: {
        'x-mine': 'yes',
        cookie: 'a=1',
        host: `127.0.0.1:${portOf(other)}`,
        connection: 'close',
        'content-length': '6',
      },
      body: '中文',
    })
  })

  it.each(['DELETE', 'GET', 'OPTIONS', 'POST'])('forwards the chunked body of a %s as chunked', async (method) => {
    const raw = createRawServer()
    await once(raw.listen(0, '127.0.0.1'), 'listening')
    const received = new Promise<Socket>((resolve) => raw.once('connection', resolve)).then(async (socket) => {
      let all = ''
      socket.on('data', (piece) => {
        all += piece
      })
      while (!all.includes('in pieces')) await once(socket, 'data')
      socket.end('HTTP/1.1 204 No Content\r\n\r\n')
      return all
    })
    const headers = { ...credentials(proxy), 'transfer-encoding': 'chunked' }
    const path = `http://127.0.0.1:${portOf(raw)}/`
    const [head, body] = (
      await Promise.all([received, ask(proxy, path, { method, headers, body: 'in pieces' })])
    )[0].split('\r\n\r\n')
    raw.close()

    expect(head).toMatch(/^transfer-encoding: chunked$/im)
    expect(head).not.toMatch(/content-length/i)
    expect(body).toMatch(/^9\r\nin pieces/)
  })

  it("opens a tunnel in which the client sees the host's own certificate", async () => {
    expect(JSON.parse(await through(proxy, tls(), certificate.cert, '/hello'))).toMatchObject({ url: '/hello' })
    expect(JSON.parse(await through(offline, tls(), certificate.cert, '/hello'))).toMatchObject({ url: '/hello' })
  })

  it('does not trust a self-signed certificate when it forwards a request to https', async () => {
    expect(await ask(proxy, `https://${tls()}/hello`)).toEqual({
      status: 502,
      body: refusal(`${tls()} cannot be reached: self-signed certificate`),
    })
  })

  it.each([
    ['no secret', {}],
    ['another secret', { 'proxy-authorization': `Basic ${Buffer.from('exec:guess').toString('base64')}` }],
    ['another scheme', { 'proxy-authorization': 'Bearer x' }],
  ])('refuses a client with %s', async (_what, headers: Record<string, string>) => {
    const challenge = 'Basic realm="wx-logistics exec"'

    expect(await ask(proxy, `${http()}/`, { headers })).toEqual({
      status: 407,
      body: refusal('this proxy is only for the command that wx-logistics exec runs'),
      challenge,
    })
    expect(await tunnel(proxy, tls(), headers)).toMatchObject({ status: 407, challenge })
    expect(await tunnel(offline, tls(), headers)).toMatchObject({ status: 407, challenge })
  })

  it('refuses them with --offline, and says why', async () => {
    const body = refusal('example.invalid is not reached: wx-logistics exec runs with --offline')

    expect(await ask(offline, 'http://example.invalid/')).toEqual({ status: 403, body })
    expect(await ask(offline, 'https://example.invalid/')).toEqual({ status: 403, body })
    expect(await through(offline, 'example.invalid:443', '')).toBe(`403 ${body}`)
  })

  it('names the host that it cannot reach, and the reason', async () => {
    const missing = refusal('example.invalid cannot be reached: getaddrinfo ENOTFOUND example.invalid')
    const closed = createServer()
    await once(closed.listen(0, 'localhost'), 'listening')
    const closedHost = `localhost:${portOf(closed)}`
    closed.close()

    expect(await ask(proxy, `http://${closedHost}/`)).toMatchObject({
      status: 502,
      body: expect.stringMatching(/^\{"errcode":-1,"errmsg":"localhost:\d+ cannot be reached: .*ECONNREFUSED/),
    })
    expect(await ask(proxy, 'http://example.invalid/')).toEqual({ status: 502, body: missing })
    expect(await through(proxy, 'example.invalid:443', '')).toBe(`502 ${missing.replace(' cannot', ':443 cannot')}`)
  })

  it.each(['/', 'ftp://127.0.0.1/', '//evil.example/'])(
    'responds to a request for %s that it is a proxy',
    async (path) => {
      expect(await ask(proxy, path, { headers: { host: 'evil.example' } })).toEqual({
        status: 400,
        body: refusal('this is an HTTP proxy: it takes addresses of http and https'),
      })
    },
  )

  it('continues after a client closes its connection early', async () => {
    const { socket } = await tunnel(proxy, tls())
    socket.destroy()
    const client = connectPlainly(proxy.port, '127.0.0.1', () => client.resetAndDestroy())
    await once(client, 'close')

    expect(await ask(proxy, 'http://api.weixin.qq.com/cgi-bin/token')).toMatchObject({ status: 200 })
  })
})

describe('openHttpProxy, for hosts and clients that break off', () => {
  /** A host that sends a response to each request, or nothing. */
  let answer = ''
  let connections: Socket[] = []
  const host = createRawServer({ allowHalfOpen: true }, (socket) => {
    connections.push(socket)
    socket.on('error', () => {})
    socket.on('end', () => socket.end())
    socket.on('data', () => answer && socket.end(answer))
  })
  beforeAll(() => once(host.listen(0, '127.0.0.1'), 'listening'))
  beforeEach(() => {
    answer = ''
    connections = []
  })
  afterAll(() => host.close())
  const place = () => `127.0.0.1:${portOf(host)}`
  const lines = (line: string, ...more: string[]) =>
    [line, `proxy-authorization: ${credentials(proxy)['proxy-authorization']}`, ...more, '', ''].join('\r\n')
  const client = () =>
    connectPlainly({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {})

  it.each([
    ['HTTP/1.1 099 Odd\r\n\r\n', 'the response is not valid: Invalid status code: 99'],
    ['HTTP/1.1 200 O\x01K\r\n\r\n', 'the response is not valid: Invalid character in statusMessage'],
    [
      'HTTP/1.1 101 Odd\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
      'the response is an upgrade that was not requested',
    ],
    [`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`, 'Parse Error: Header overflow'],
    ['HTTP', 'socket hang up'],
  ])('responds with 502 to a response that Node cannot pass on: %.40j', async (given, message) => {
    answer = given

    expect(await ask(proxy, `http://${place()}/`)).toEqual({
      status: 502,
      body: refusal(`${place()} cannot be reached: ${message}`),
    })
  })

  it('closes its connection to the host when the client closes its own', async () => {
    const socket = client()
    socket.write(lines(`GET http://${place()}/ HTTP/1.1`, 'host: a'))
    const [upstream] = await once(host, 'connection')
    socket.destroy()

    await once(upstream.resume(), 'close')
    expect(connections).toHaveLength(1)
  })

  it("gives up a tunnel through the user's proxy when the client resets its connection", async () => {
    jest.replaceProperty(process, 'env', { HTTPS_PROXY: `http://${place()}` })
    const socket = client()
    socket.write(lines('CONNECT example.invalid:443 HTTP/1.1'))
    const [upstream] = await once(host, 'connection')
    socket.resetAndDestroy()

    await once(upstream.resume(), 'close')
    expect(await ask(proxy, 'http://api.weixin.qq.com/cgi-bin/token')).toMatchObject({ status: 200 })
  })

  it('responds to a client that has ended its side of a tunnel', async () => {
    const socket = client()
    socket.write(lines('CONNECT api.weixin.qq.com:80 HTTP/1.1'))
    socket.end('GET /cgi-bin/token HTTP/1.1\r\nhost: api.weixin.qq.com\r\nconnection: close\r\n\r\n')

    expect((await text(socket)).split('\r\n').at(-1)).toEqual(wrongGrant)
  })

  it.each([
    ['half of a request', 'GET http://api.weixin'],
    ['zeros', '\0'.repeat(100)],
    ['headers of 100 kB', `GET / HTTP/1.1\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`],
  ])('responds with an errcode to %s', async (_what, sent) => {
    const socket = client()
    socket.end(sent)

    expect((await text(socket)).split('\r\n').at(-1)).toBe('{"errcode":400,"errmsg":"Bad Request"}')
  })

  it('gives up a host that does not respond to a request for a tunnel', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] })
    jest.replaceProperty(process, 'env', { HTTPS_PROXY: `http://${place()}` })
    const response = tunnel(proxy, 'example.invalid:443')
    await once(host, 'connection')
    jest.advanceTimersByTime(60_000)
    jest.useRealTimers()
    const { status, socket } = await response

    expect([status, await text(socket)]).toEqual([
      502,
      refusal('example.invalid:443 cannot be reached: there was no response within 60 s'),
    ])
  })
})

describe("openHttpProxy, with the user's own proxy", () => {
  const basic = `Basic ${Buffer.from('me:p@ss').toString('base64')}`
  beforeEach(() => {
    const url = `http://me:p%40ss@127.0.0.1:${portOf(userProxy)}`
    jest.replaceProperty(process, 'env', { HTTP_PROXY: url, https_proxy: url, NO_PROXY: 'mine.invalid' })
  })

  it('reaches other hosts through it', async () => {
    expect(await ask(proxy, 'http://example.invalid/path')).toEqual({ status: 200, body: 'by the user’s proxy' })
    expect(
      JSON.parse(await through(proxy, `example.invalid:${portOf(otherWithTls)}`, certificate.cert, '/hello')),
    ).toMatchObject({ url: '/hello', headers: { host: 'example.invalid' } })
    expect(proxyRequests).toEqual([
      `GET http://example.invalid/path ${basic}`,
      `CONNECT example.invalid:${portOf(otherWithTls)} ${basic}`,
    ])
  })

  it("does not use it for WeChat's hosts or those of NO_PROXY", async () => {
    expect(await through(proxy, 'api.weixin.qq.com:443', wechat.endpoints().ca)).toEqual(wrongGrant)
    expect(await ask(proxy, 'http://api.weixin.qq.com/cgi-bin/token')).toMatchObject({ body: wrongGrant })
    expect(await ask(proxy, 'http://mine.invalid/')).toMatchObject({ status: 502 })
    expect(proxyRequests).toEqual([])
  })

  it('reports its response if it refuses, without the password', async () => {
    expect(await through(proxy, 'closed.invalid:443', '')).toBe(
      `502 ${refusal(`closed.invalid:443 cannot be reached: the proxy 127.0.0.1:${portOf(userProxy)} responded with 403`)}`,
    )
  })

  it.each([
    ['ALL_PROXY', 'socks5://me:secret@127.0.0.1:1080'],
    ['http_proxy', 'http://me:secret@'],
  ])('names the variables if the proxy is not an HTTP proxy, without the password: %s=%s', async (name, url) => {
    jest.replaceProperty(process, 'env', { ALL_PROXY: 'socks5://127.0.0.1:2', [name]: url })

    expect(await ask(proxy, 'http://example.invalid/')).toEqual({
      status: 502,
      body: refusal(
        'example.invalid cannot be reached: the proxy in HTTP_PROXY, HTTPS_PROXY or ALL_PROXY is not an HTTP proxy, and wx-logistics exec supports no other: set the variable to one, or unset it / HTTP_PROXY、HTTPS_PROXY 或 ALL_PROXY 不是 HTTP 代理的地址，而 wx-logistics exec 只支持 HTTP 代理：请改为 HTTP 代理，或取消该变量',
      ),
    })
  })
})
