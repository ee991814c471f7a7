import { createServer, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import timers from 'node:timers/promises'
import { createServer as createTlsServer } from 'node:tls'
import { inspect } from 'node:util'
import { createOpenApi } from '../../../../cloudfunctions/openapi/createOpenApi'
import type { OpenApiError } from '../../../../cloudfunctions/openapi/errors/OpenApiError'
import { UNKNOWN_OUTCOME } from '../../../helpers/faults'
import { http, listening, rawServer } from '../../../helpers/rawServer'
import { rejectionOf } from '../../../helpers/rejectionOf'
import { selfSignedCertificate } from '../../../helpers/selfSignedCertificate'

const FAIL = 'openapi.logistics.bindAccount:fail'
const TOKEN = 'the/token+of this=test'
const SECRET = 'the-appsecret-of-this-test'
const PASSWORD = 'the "password" of\\this test 密码'
const params = { type: 'bind', bizId: '客户123456', deliveryId: 'YUNDA', password: PASSWORD } as const

type RawServer = Awaited<ReturnType<typeof rawServer>>
const open: { close: () => void }[] = []
afterEach(() => {
  for (const it of open.splice(0)) it.close()
})

async function serve(...[behave]: Parameters<typeof rawServer>): Promise<RawServer> {
  const server = await rawServer(behave)
  open.push(server)
  return server
}

/** Returns the URL of a port on which nothing listens. */
async function unusedUrl(): Promise<string> {
  const server = await rawServer(() => {})
  server.close()
  return server.url
}

const at = (baseUrl: string, timeoutMs = 10_000) =>
  createOpenApi({ getAccessToken: () => TOKEN, baseUrl, timeoutMs }).logistics

/** Returns everything that printing or inspecting an error shows. */
function exposed(error: OpenApiError): string {
  const all = { depth: Infinity, showHidden: true, getters: true } as const
  return [String(error), error.stack, JSON.stringify(error), inspect(error, all), inspect(error.cause, all)].join('\n')
}

function secretsIn(text: string): string[] {
  const spellings = [
    ...[TOKEN, SECRET, PASSWORD],
    encodeURIComponent(TOKEN),
    String(new URLSearchParams({ '': TOKEN })).slice(1),
    JSON.stringify(PASSWORD).slice(1, -1),
    inspect(PASSWORD).slice(1, -1),
  ]
  return spellings.filter((secret) => text.includes(secret))
}

const NOT_CONNECTED = [
  {
    what: 'a name that does not exist',
    baseUrl: async () => 'https://no-such-host.invalid',
    why: /^cannot connect to no-such-host\.invalid \((ENOTFOUND|EAI_AGAIN)\)$/,
  },
  { what: 'a refused connection', baseUrl: unusedUrl, why: /^cannot connect to 127\.0\.0\.1:\d+ \(ECONNREFUSED\)$/ },
  {
    what: 'a port that fetch does not use',
    baseUrl: async () => 'https://127.0.0.1:1',
    why: /^cannot connect to 127\.0\.0\.1:1$/,
  },
  {
    what: 'a self-signed certificate',
    baseUrl: async () => {
      const server = await listening(
        createTlsServer(selfSignedCertificate(), (socket) => socket.end(http('200 OK', '{"errcode":0}'))),
      )
      open.push(server)
      return `https://127.0.0.1:${server.port}`
    },
    why: /^cannot connect to 127\.0\.0\.1:\d+ \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/,
  },
  {
    what: 'a server without TLS',
    baseUrl: async () => {
      const server = await listening(
        createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-OpenSSH_9.2\r\n')),
      )
      open.push(server)
      return `https://127.0.0.1:${server.port}`
    },
    why: /^cannot connect to 127\.0\.0\.1:\d+ \(ERR_SSL_WRONG_VERSION_NUMBER\)$/,
  },
]

const LOST = [
  {
    what: 'HTTP 421, after which fetch itself would repeat the request',
    behave: (socket) => socket.end(http('421 Misdirected Request', '')),
    errCode: -501001,
    why: 'HTTP 421',
  },
  {
    what: 'a reset connection',
    behave: (socket) => socket.resetAndDestroy(),
    errCode: -501001,
    why: 'the connection to HOST broke before a response (ECONNRESET)',
  },
  {
    what: 'a closed connection',
    behave: (socket) => socket.end(),
    errCode: -501001,
    why: 'the connection to HOST broke before a response (UND_ERR_SOCKET)',
  },
  {
    what: 'a response that is not HTTP',
    behave: (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
    errCode: -501001,
    why: 'the connection to HOST broke before a response (HPE_INVALID_CONSTANT)',
  },
  {
    what: 'half a body',
    behave: (socket) => socket.end(http('200 OK', '{"errcode":0', { 'content-length': '100' })),
    errCode: -501001,
    why: 'the response of HOST broke off (UND_ERR_RES_CONTENT_LENGTH_MISMATCH)',
  },
  {
    what: 'half a body in chunks',
    behave: (socket) => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"err\r\n'),
    errCode: -501001,
    why: 'the response of HOST broke off (UND_ERR_SOCKET)',
  },
  {
    what: 'half a body of unknown length',
    behave: (socket) => socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{"errcode":0,"errmsg"'),
    errCode: -601001,
    why: 'the response is not from WeChat: not JSON',
  },
  {
    what: 'HTTP 400',
    behave: (socket) => socket.end(http('400 Bad Request', 'no')),
    errCode: -501001,
    why: 'HTTP 400',
  },
  { what: 'HTTP 403', behave: (socket) => socket.end(http('403 Forbidden', 'no')), errCode: -501001, why: 'HTTP 403' },
  {
    what: 'HTTP 404 with any body',
    behave: (socket) => socket.end(http('404 Not Found', '{"errcode":0,"errmsg":"ok"}')),
    errCode: -501001,
    why: 'HTTP 404',
  },
  {
    what: 'HTTP 502',
    behave: (socket) => socket.end(http('502 Bad Gateway', '<html>')),
    errCode: -501001,
    why: 'HTTP 502',
  },
  {
    what: 'an HTML page',
    behave: (socket) => socket.end(http('200 OK', '\n<!DOCTYPE html><title>Log in</title>')),
    errCode: -601001,
    why: 'the response is not from WeChat: HTML',
  },
  {
    what: 'an empty response',
    behave: (socket) => socket.end(http('200 OK', '')),
    errCode: -601001,
    why: 'the response is not from WeChat: empty',
  },
  {
    what: 'a response of white space',
    behave: (socket) => socket.end(http('200 OK', ' \r\n')),
    errCode: -601001,
    why: 'the response is not from WeChat: empty',
  },
  {
    what: 'HTTP 204',
    behave: (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'),
    errCode: -601001,
    why: 'the response is not from WeChat: empty',
  },
  ...['{}', '{"count":1}', '{"errcode":null}', '{"errcode":""}', '{"errcode":true}', '{"errcode":[0]}'].map((body) => ({
    what: body,
    behave: (socket: Socket) => socket.end(http('200 OK', body)),
    errCode: -601001,
    why: 'the response is not from WeChat: JSON without an errcode',
  })),
  {
    what: 'an errcode in a prototype',
    behave: (socket) => socket.end(http('200 OK', '{"__proto__":{"errcode":0}}')),
    errCode: -601001,
    why: 'the response is not from WeChat: JSON without an errcode',
  },
  ...['[]', '"ok"', '0', 'null', 'ok', '['.repeat(100_000)].map((body) => ({
    what: body.slice(0, 10),
    behave: (socket: Socket) => socket.end(http('200 OK', body)),
    errCode: -601001,
    why: 'the response is not from WeChat: not JSON',
  })),
] satisfies { what: string; behave: Parameters<typeof rawServer>[0]; errCode: number; why: string }[]

describe('a bind that cannot connect', () => {
  it.each(NOT_CONNECTED)('fails with -501001 and reports that nothing was sent: $what', async ({ baseUrl, why }) => {
    const error = await rejectionOf(at(await baseUrl()).bindAccount(params))

    const [, problem = '', outcome] = /^openapi\.logistics\.bindAccount:fail (.*); (.*?)$/.exec(error.errMsg) ?? []
    expect(problem).toMatch(why)
    expect(outcome).toBe('nothing was sent')
    expect(error.errCode).toBe(-501001)
    expect(secretsIn(exposed(error))).toStrictEqual([])
  })
})

describe('a bind that is sent', () => {
  it.each(LOST)(
    'is sent once and fails with $errCode, with how to find out the outcome: $what',
    async ({ behave, errCode, why }) => {
      const { url, requests } = await serve(behave)
      const error = await rejectionOf(at(url).bindAccount(params))

      const problem = why.replace('HOST', new URL(url).host)
      expect(error.toJSON()).toStrictEqual({ errCode, errMsg: `${FAIL} ${problem}; ${UNKNOWN_OUTCOME}` })
      expect(requests).toHaveLength(1)
      expect(secretsIn(exposed(error))).toStrictEqual([])
    },
  )

  it.each([300, 301, 302, 303, 304, 307, 308])('does not follow a redirect with HTTP %d', async (status) => {
    const elsewhere = await serve((socket) => socket.end(http('200 OK', '{"errcode":0,"errmsg":"ok"}')))
    const { url, requests } = await serve((socket) =>
      socket.end(http(`${status} Elsewhere`, '', { location: `${elsewhere.url}/?access_token=${TOKEN}` })),
    )
    const error = await rejectionOf(at(url).bindAccount(params))

    expect(error.toJSON()).toStrictEqual({
      errCode: -501001,
      errMsg: `${FAIL} HTTP ${status}, a redirect, which is never followed; ${UNKNOWN_OUTCOME}`,
    })
    expect([requests.length, elsewhere.requests.length]).toStrictEqual([1, 0])
    expect(secretsIn(exposed(error))).toStrictEqual([])
  })

  it.each([
    { what: 'no response', behave: () => {} },
    {
      what: 'an incomplete response',
      behave: (socket) => socket.write(http('200 OK', '{"errcode":0', { 'content-length': '100' })),
    },
  ] satisfies { what: string; behave: Parameters<typeof rawServer>[0] }[])(
    'is sent once and fails with -501002 after the timeout, with how to find out the outcome: $what',
    async ({ behave }) => {
      const { url, requests } = await serve(behave)
      const error = await rejectionOf(at(url, 500).bindAccount(params))

      expect(error.toJSON()).toStrictEqual({
        errCode: -501002,
        errMsg: `${FAIL} no response within 500 ms; ${UNKNOWN_OUTCOME}`,
      })
      expect(requests).toHaveLength(1)
      expect(secretsIn(exposed(error))).toStrictEqual([])
    },
  )

  it('stops reading an endless response after 10 MB', async () => {
    let written = 0
    const { url } = await serve((socket) => {
      const piece = Buffer.alloc(1024 * 1024, ' ')
      const more = () => {
        while (!socket.destroyed && socket.write(piece)) written++
      }
      socket.write('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n')
      socket.on('drain', more)
      more()
    })

    const error = await rejectionOf(
      createOpenApi({ getAccessToken: () => TOKEN, baseUrl: url }).logistics.bindAccount(params),
    )

    expect(error.toJSON()).toStrictEqual({
      errCode: -601001,
      errMsg: `${FAIL} the response is larger than 10 MB; ${UNKNOWN_OUTCOME}`,
    })
    expect(written).toBeLessThan(50)
  })

  it('stops parsing a response at the time limit', async () => {
    const body = `{"errcode":0,"list":[${'{},'.repeat(3_000_000)}{}]}`
    const fetch = async () => new Response(body)
    const { logistics } = createOpenApi({ getAccessToken: () => TOKEN, timeoutMs: 300, fetch })

    expect((await rejectionOf(logistics.bindAccount(params))).toJSON()).toStrictEqual({
      errCode: -501002,
      errMsg: `${FAIL} the response took too long to read; ${UNKNOWN_OUTCOME}`,
    })
  })

  it.each(['printed by Node', 'with the address of a proxy'])(
    "blanks secrets in an error of the user's fetch, %s",
    async (how) => {
      const fetch = async (_url: unknown, init: unknown) => {
        throw new Error(how.startsWith('printed') ? inspect(init) : 'http://me:proxy-password@proxy:3128 refused')
      }
      const { logistics } = createOpenApi({ getAccessToken: () => TOKEN, fetch })
      const error = await rejectionOf(logistics.bindAccount(params))

      const message = inspect(error.cause)
      expect(message).toMatch(/\*\*\*/)
      expect(message).not.toMatch(/proxy-password|of..?.?.?this test/)
    },
  )

  it('accepts a response of exactly 10 MB', async () => {
    const body = '{"errcode":0,"errmsg":"ok"}'.padEnd(10 * 1024 * 1024)
    const { url } = await serve((socket) => socket.end(http('200 OK', body)))

    expect(
      await createOpenApi({ getAccessToken: () => TOKEN, baseUrl: url }).logistics.bindAccount(params),
    ).toStrictEqual({ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' })
  })

  it('reports the code of a refusal without a message', async () => {
    const { url } = await serve((socket) => socket.end(http('200 OK', '{"errcode":40097,"errmsg":7}')))

    expect((await rejectionOf(at(url).bindAccount(params))).toJSON()).toStrictEqual({
      errCode: 40097,
      errMsg: `${FAIL} unknown error`,
    })
  })

  it('replaces the secrets in a refusal that repeats the request', async () => {
    const echo = (socket: { end(text: string): void }, request: Buffer) => {
      const [head = '', body = ''] = request.toString().split('\r\n\r\n')
      const errmsg = `invalid ${head.split('\r\n')[0]} ${TOKEN} ${SECRET} ${body} ${PASSWORD} rid: ${TOKEN}`
      socket.end(http('200 OK', JSON.stringify({ errcode: 40097, errmsg, delivery_resultmsg: `${errmsg}` })))
    }
    const stableToken = JSON.stringify({ access_token: TOKEN, expires_in: 7200 })
    const server = await serve((socket) => {
      const request = server.requests.at(-1) ?? Buffer.alloc(0)
      if (request.includes('/cgi-bin/stable_token')) socket.end(http('200 OK', stableToken))
      else echo(socket, request)
    })
    const { logistics } = createOpenApi({ appid: 'wx0', secret: SECRET, baseUrl: server.url })
    const error = await rejectionOf(logistics.bindAccount(params))

    expect(error).toMatchObject({
      errCode: 40097,
      errMsg: expect.stringMatching(
        /^openapi\.logistics\.bindAccount:fail invalid POST .*access_token=\*\*\* .*"password":"\*\*\*"/,
      ),
      deliveryResultmsg: expect.stringMatching(/\*\*\*/),
    })
    expect(secretsIn(exposed(error))).toStrictEqual([])
  })

  it('replaces the appsecret in an error of stable_token that repeats it', async () => {
    const { url } = await serve((socket) =>
      socket.end(http('200 OK', JSON.stringify({ errcode: 40125, errmsg: `invalid appsecret ${SECRET}` }))),
    )
    const error = await rejectionOf(
      createOpenApi({ appid: 'wx0', secret: SECRET, baseUrl: url }).logistics.getAllAccount(),
    )

    expect(error.errMsg).toBe(
      'openapi.logistics.getAllAccount:fail no access_token: invalid appsecret ***; the call took no effect',
    )
    expect(secretsIn(exposed(error))).toStrictEqual([])
  })

  it('replaces the secrets in an error of a custom fetch that repeats its arguments', async () => {
    const fetch = async (url: unknown, init: unknown) => {
      throw Object.assign(new Error(`request to ${url} failed`), { code: 'E_OWN', init, request: { url, TOKEN } })
    }
    const error = await rejectionOf(createOpenApi({ getAccessToken: () => TOKEN, fetch }).logistics.bindAccount(params))

    expect(error.toJSON()).toStrictEqual({
      errCode: -501001,
      errMsg: `${FAIL} the connection to api.weixin.qq.com broke before a response (E_OWN); ${UNKNOWN_OUTCOME}`,
    })
    expect(error.cause).toMatchObject({
      message: 'request to https://api.weixin.qq.com/cgi-bin/express/business/account/bind?access_token=*** failed',
    })
    expect(secretsIn(exposed(error))).toStrictEqual([])
  })
})

describe('a bind with a custom fetch', () => {
  const own = (fetch: typeof globalThis.fetch) => createOpenApi({ getAccessToken: () => TOKEN, fetch }).logistics
  const failing = (properties: object) => () => Promise.reject(Object.assign(new Error('no'), properties))

  it.each([
    { syscall: 'connect', code: 'ECONNREFUSED' },
    { syscall: 'getaddrinfo', code: 'ENOTFOUND' },
  ])('reports that nothing was sent if $syscall fails', async ({ syscall, code }) => {
    const error = await rejectionOf(own(failing({ syscall, code })).bindAccount(params))

    expect(error.toJSON()).toStrictEqual({
      errCode: -501001,
      errMsg: `${FAIL} cannot connect to api.weixin.qq.com (${code}); nothing was sent`,
    })
    expect(error.cause).toStrictEqual(Object.assign(new Error('no'), { code }))
  })

  it.each([
    { what: 'while it reads', fetch: failing({ syscall: 'read', code: 'ECONNRESET' }), why: ' (ECONNRESET)' },
    { what: 'without a code', fetch: failing({}), why: '' },
    { what: 'with a string', fetch: () => Promise.reject('no'), why: '' },
    {
      what: 'synchronously',
      fetch: () => {
        throw new Error('no')
      },
      why: '',
    },
  ])('reports how to find out the outcome if fetch fails $what', async ({ fetch, why }) => {
    const error = await rejectionOf(own(fetch).bindAccount(params))

    expect(error.toJSON()).toStrictEqual({
      errCode: -501001,
      errMsg: `${FAIL} the connection to api.weixin.qq.com broke before a response${why}; ${UNKNOWN_OUTCOME}`,
    })
    expect(error.cause).toMatchObject({ message: 'no' })
  })

  it('replaces the appsecret in the cause', async () => {
    const fetch: typeof globalThis.fetch = (_url, init) => Promise.reject(new Error(`cannot send ${init?.body}`))
    const error = await rejectionOf(createOpenApi({ appid: 'wx0', secret: SECRET, fetch }).logistics.getAllAccount())

    expect(error.errMsg).toMatch(/no access_token: the connection to api\.weixin\.qq\.com broke before a response; /)
    expect(error.cause).toMatchObject({ message: expect.stringContaining('"secret":"***"') })
    expect(secretsIn(exposed(error))).toStrictEqual([])
  })

  it('reports how to find out the outcome, and the cause, if the response breaks off', async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error('no')) })
    const error = await rejectionOf(own(async () => new Response(body)).bindAccount(params))

    expect(error.toJSON()).toStrictEqual({
      errCode: -501001,
      errMsg: `${FAIL} the response of api.weixin.qq.com broke off; ${UNKNOWN_OUTCOME}`,
    })
    expect(error.cause).toMatchObject({ message: 'no' })
  })

  it('does not read the body of an HTTP 502', async () => {
    const cancel = jest.fn()
    const body = new ReadableStream({ cancel })

    await rejectionOf(own(async () => new Response(body, { status: 502 })).bindAccount(params))
    expect(cancel).toHaveBeenCalledTimes(1)
  })

  it('reports an HTTP 502 of node-fetch 2, whose body is a stream of Node, and does not read it', async () => {
    const body = new Readable({ read() {} })
    const response = Object.defineProperty(new Response(null, { status: 502 }), 'body', { value: body })

    expect((await rejectionOf(own(async () => response).bindAccount(params))).toJSON()).toStrictEqual({
      errCode: -501001,
      errMsg: `${FAIL} HTTP 502; ${UNKNOWN_OUTCOME}`,
    })
    expect(body.destroyed).toBe(true)
  })

  it('reports a redirect that fetch returns as status 0', async () => {
    expect((await rejectionOf(own(async () => Response.error()).bindAccount(params))).toJSON()).toStrictEqual({
      errCode: -501001,
      errMsg: `${FAIL} HTTP 0, a redirect, which is never followed; ${UNKNOWN_OUTCOME}`,
    })
  })
})

describe('a GET', () => {
  const accounts = http('200 OK', '{"count":0,"list":[]}')

  it('is sent at most three times if there is no response', async () => {
    const { url, requests } = await serve((socket) => socket.end())
    const error = await rejectionOf(at(url).getAllAccount())

    expect(error.toJSON()).toStrictEqual({
      errCode: -501001,
      errMsg: `openapi.logistics.getAllAccount:fail the connection to ${new URL(url).host} broke before a response (UND_ERR_SOCKET); nothing was changed: call again`,
    })
    expect(requests).toHaveLength(3)
  })

  it('returns the response to the last attempt', async () => {
    const server = await serve((socket) => socket.end(server.requests.length < 3 ? '' : accounts))

    expect(await at(server.url).getAllAccount()).toStrictEqual({
      errCode: 0,
      errMsg: 'openapi.logistics.getAllAccount:ok',
      count: 0,
      list: [],
    })
    expect(server.requests).toHaveLength(3)
  })

  it.each([
    ['HTTP 502', http('502 Bad Gateway', '')],
    ['half a body', http('200 OK', '{"count":0', { 'content-length': '100' })],
    ['an empty response', http('200 OK', '')],
  ])('is not sent again after %s', async (_what, answer) => {
    const { url, requests } = await serve((socket) => socket.end(answer))

    await rejectionOf(at(url).getAllAccount())
    expect(requests).toHaveLength(1)
  })

  it('is not sent again after the timeout', async () => {
    const { url, requests } = await serve(() => {})

    expect((await rejectionOf(at(url, 500).getAllAccount())).toJSON()).toStrictEqual({
      errCode: -501002,
      errMsg: 'openapi.logistics.getAllAccount:fail no response within 500 ms; nothing was changed: call again',
    })
    expect(requests).toHaveLength(1)
  })

  it.each([
    { random: 0, waits: [50, 100] },
    { random: 0.5, waits: [100, 200] },
  ])('waits twice as long before the second retry, with jitter $random: $waits ms', async ({ random, waits }) => {
    jest.spyOn(Math, 'random').mockReturnValue(random)
    const sleep = jest.spyOn(timers, 'setTimeout')
    const { url } = await serve((socket) => socket.end())

    await rejectionOf(at(url).getAllAccount())
    const options = { signal: expect.any(AbortSignal) }
    expect(sleep.mock.calls).toStrictEqual(waits.map((ms) => [ms, undefined, options]))
  })

  it('stops at the timeout while it waits for a retry', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(1_000_000)
    const { url, requests } = await serve((socket) => socket.end())

    expect(await rejectionOf(at(url, 500).getAllAccount())).toMatchObject({ errCode: -501002 })
    expect(requests).toHaveLength(1)
  })
})

describe('a POST that changes nothing', () => {
  it('is sent once too', async () => {
    const { url, requests } = await serve((socket) => socket.end())

    await rejectionOf(at(url).getQuota({ deliveryId: 'YUNDA', bizId: '123456' }))
    expect(requests).toHaveLength(1)
  })
})

describe('an integer beyond 2^53', () => {
  it('is returned exactly', async () => {
    const { url } = await serve((socket) => socket.end(http('200 OK', '{"quota_num":9007199254740993}')))

    expect(await at(url).getQuota({ deliveryId: 'YUNDA', bizId: '123456' })).toStrictEqual({
      errCode: 0,
      errMsg: 'openapi.logistics.getQuota:ok',
      quotaNum: 9007199254740993n,
    })
  })
})

describe('Chinese text', () => {
  it('is sent as UTF-8, without escapes', async () => {
    const { url, requests } = await serve((socket) => socket.end(http('200 OK', '{"errcode":0,"errmsg":"ok"}')))
    const remarkContent = '电话：10086 联系人：张三'
    await at(url).bindAccount({ type: 'bind', bizId: '客户', deliveryId: 'EMS', remarkContent })

    const [request = Buffer.alloc(0)] = requests
    const end = request.indexOf('\r\n\r\n') + 4
    expect(request.subarray(end)).toStrictEqual(
      Buffer.from(`{"type":"bind","biz_id":"客户","delivery_id":"EMS","remark_content":"${remarkContent}"}`, 'utf8'),
    )
    expect(request.subarray(0, end).toString('latin1')).toMatch(
      /^POST \/cgi-bin\/express\/business\/account\/bind\?access_token=the%2Ftoken%2Bof\+this%3Dtest HTTP\/1\.1\r\n.*\r\ncontent-type: application\/json\r\n/s,
    )
  })

  it('is decoded as UTF-8, regardless of the charset in the response', async () => {
    const body = '{"errcode":9300501,"errmsg":"失败","delivery_resultmsg":"客户密码不正确"}'
    const { url } = await serve((socket) =>
      socket.end(http('200 OK', body, { 'content-type': 'text/plain; charset=gbk' })),
    )

    expect(await rejectionOf(at(url).bindAccount(params))).toMatchObject({
      errMsg: `${FAIL} 失败`,
      deliveryResultmsg: '客户密码不正确',
    })
  })
})
