import { createOpenApi } from '../../../../cloudfunctions/openapi/createOpenApi'
import { order } from '../../../helpers/order'
import { http, rawServer } from '../../../helpers/rawServer'
import { rejectionOf } from '../../../helpers/rejectionOf'
import { sample, withLocalWeChat } from '../../../helpers/withLocalWeChat'

const FAIL = 'openapi.logistics.bindAccount:fail'
const OK = { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }
const ACCOUNTS = '{"count":0,"list":[]}'
const DONE = '{"errcode":0,"errmsg":"ok"}'
const READ = 'GET /cgi-bin/express/business/account/getall HTTP/1.1'
const BIND = 'POST /cgi-bin/express/business/account/bind HTTP/1.1'
const NOT_INSIDE =
  'nothing of this call was sent. Check that this is a container of WeChat (微信云托管), that its version was deployed after 开放接口服务 was switched on, and that both APIs are on its list'

describe('createOpenApi({ cloudRun: true })', () => {
  const servers: { close(): void }[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) server.close()
  })

  /** Starts a server that replaces 开放接口服务: it sends the given responses in order, and records the requests. */
  async function container(...answers: string[]) {
    const server = await rawServer((socket) => socket.end(answers.shift() ?? http('502 Bad Gateway', '')))
    servers.push(server)
    return {
      openapi: createOpenApi({ cloudRun: true, baseUrl: server.url, timeoutMs: 5000 }),
      lines: () => server.requests.map((request) => String(request).split('\r\n')[0]),
      sent: () => server.requests.join('\n'),
    }
  }

  it('sends a password after a read has succeeded, and does not read again', async () => {
    const { openapi, lines, sent } = await container(
      http('200 OK', ACCOUNTS),
      http('200 OK', DONE),
      http('200 OK', '{"errcode":9300529,"errmsg":"bound"}'),
    )

    expect(await openapi.logistics.bindAccount(sample)).toStrictEqual(OK)
    expect((await rejectionOf(openapi.logistics.bindAccount(sample))).toJSON()).toStrictEqual({
      errCode: 9300529,
      errMsg: `${FAIL} bound`,
    })
    expect(lines()).toStrictEqual([READ, BIND, BIND])
    expect(sent()).not.toContain('access_token')
  })

  it('reads once for several calls at the same time', async () => {
    const { openapi, lines } = await container(http('200 OK', ACCOUNTS), http('200 OK', DONE), http('200 OK', DONE))

    expect(
      await Promise.all([openapi.logistics.bindAccount(sample), openapi.logistics.bindAccount(sample)]),
    ).toStrictEqual([OK, OK])
    expect(lines()).toStrictEqual([READ, BIND, BIND])
  })

  it('does not read before a call without parameters', async () => {
    const { openapi, lines } = await container(http('200 OK', ACCOUNTS))

    expect(await openapi.logistics.getAllAccount()).toMatchObject({ count: 0 })
    expect(lines()).toStrictEqual([READ])
  })

  it('does not send an address if the read fails', async () => {
    const { openapi, lines, sent } = await container(
      http('200 OK', '{"errcode":41001,"errmsg":"access_token missing"}'),
    )

    expect((await rejectionOf(openapi.logistics.addOrder(order))).toJSON()).toStrictEqual({
      errCode: 41001,
      errMsg: `openapi.logistics.addOrder:fail cloudRun: getAllAccount, read first, failed: access_token missing; ${NOT_INSIDE}`,
    })
    expect(sent()).not.toContain(order.receiver.mobile)
    expect(lines()).toStrictEqual([READ])
  })

  it('does not send a password if the read fails, and reads again before the next call', async () => {
    const { openapi, lines, sent } = await container(
      http('200 OK', '{"errcode":41001,"errmsg":"access_token missing rid: 65a0-0b1c-4f50"}'),
      http('200 OK', ACCOUNTS),
      http('200 OK', DONE),
    )

    const error = await rejectionOf(openapi.logistics.bindAccount(sample))
    expect({ ...error }).toStrictEqual({
      name: 'OpenApiError',
      errCode: 41001,
      errMsg: `${FAIL} cloudRun: getAllAccount, read first, failed: access_token missing rid: 65a0-0b1c-4f50; ${NOT_INSIDE}`,
      next: {
        en: NOT_INSIDE,
        zh: '这次调用没有发出任何内容。请确认：程序运行在微信云托管的容器里，服务版本是在打开“开放接口服务”之后发布的，两个接口都在其列表中',
      },
      rid: '65a0-0b1c-4f50',
    })
    expect(sent()).not.toContain(sample.password)
    expect(await openapi.logistics.bindAccount(sample)).toStrictEqual(OK)
    expect(lines()).toStrictEqual([READ, READ, BIND])
  })

  it.each([
    {
      what: 'a login page of the network',
      answer: http('200 OK', '<html>'),
      why: 'the response is not from WeChat: HTML',
    },
    {
      what: 'JSON of another server',
      answer: http('200 OK', '{}'),
      why: 'the response is not from WeChat: JSON without an errcode',
    },
  ])('does not accept $what as a successful read', async ({ answer, why }) => {
    const { openapi, lines } = await container(answer)

    expect((await rejectionOf(openapi.logistics.bindAccount(sample))).toJSON()).toStrictEqual({
      errCode: -601001,
      errMsg: `${FAIL} cloudRun: getAllAccount, read first, failed: ${why}; ${NOT_INSIDE}`,
    })
    expect(lines()).toStrictEqual([READ])
  })

  it('does not follow a redirect, which could send the password elsewhere', async () => {
    const { openapi } = await container(http('302 Found', '', { location: 'http://127.0.0.1:9/' }))

    expect((await rejectionOf(openapi.logistics.bindAccount(sample))).toJSON()).toStrictEqual({
      errCode: -501001,
      errMsg: `${FAIL} cloudRun: getAllAccount, read first, failed: HTTP 302, a redirect, which is never followed; ${NOT_INSIDE}`,
    })
  })

  it('does not request a token if WeChat wants one', async () => {
    const { openapi, lines } = await container(http('200 OK', '{"errcode":40001,"errmsg":"invalid credential"}'))

    expect((await rejectionOf(openapi.logistics.getAllAccount())).toJSON()).toStrictEqual({
      errCode: 40001,
      errMsg: 'openapi.logistics.getAllAccount:fail invalid credential',
    })
    expect(lines()).toStrictEqual([READ])
  })

  it('sends requests to http://api.weixin.qq.com by default', async () => {
    jest.replaceProperty(process, 'env', { CBR_ENV_ID: 'prod-1' })
    const urls: string[] = []
    const openapi = createOpenApi({
      cloudRun: true,
      fetch: async (url) => {
        urls.push(String(url))
        return new Response(ACCOUNTS)
      },
    })

    await openapi.logistics.getAllAccount()

    expect(urls).toStrictEqual(['http://api.weixin.qq.com/cgi-bin/express/business/account/getall'])
  })
})

describe('createOpenApi({ cloudRun: true }) where WeChat wants a token', () => {
  const wechat = withLocalWeChat()

  it('does not send the password, because the read is refused', async () => {
    const openapi = createOpenApi({ cloudRun: true, baseUrl: wechat.url() })

    expect((await rejectionOf(openapi.logistics.bindAccount(sample))).errCode).toBe(41001)
    expect((await wechat.control('GET', 'calls')).body).toMatchObject([
      { api: 'logistics.getAllAccount', errcode: 41001 },
    ])
  })
})
