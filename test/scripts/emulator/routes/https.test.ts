import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
import { apiCalls } from '../../../helpers/apiCalls'
import { rawRequest } from '../../../helpers/rawRequest'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

/** Lifetime of tokens, in seconds; differs from WeChat's. */
const LIFETIME_S = 600
const wechat = withLocalWeChat({ tokenLifetimeS: LIFETIME_S })
const BIND = '/cgi-bin/express/business/account/bind'
const sample = { type: 'bind', biz_id: '123456', delivery_id: 'YUNDA', password: '123456789123456789' }
const client = { grant_type: 'client_credential', appid: 'wx0000000000000000', secret: 'local-secret' }
const refused = (errcode: number, errmsg: string) => ({
  errcode,
  errmsg: expect.stringMatching(new RegExp(`^${errmsg} rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$`)),
})
/** The response to a path that is not simulated. */
const unknown = (path: string) => {
  const stub = JSON.stringify({ api: path, answer: { errcode: 0, errmsg: 'ok' } })
  const said = `invalid url: ${path} is not simulated by the local WeChat; give it a stub in local-wechat.json or by PUT /emulator/stubs: ${stub}`
  return refused(40066, said.replace(/[*.{}[\]]/g, '\\$&'))
}
const WECHAT_JSON = 'application/json; encoding=utf-8'
const TOKEN = { access_token: expect.stringMatching(/^local_/), expires_in: LIFETIME_S }
const NOT_LATEST =
  'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r'
const query = (values: Record<string, string | undefined>) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map((pair) => pair.join('='))
    .join('&')

describe('api.weixin.qq.com', () => {
  it('binds and lists with an ordinary token', async () => {
    const token = await wechat.token()
    expect(await wechat.https('POST', `${BIND}?access_token=${token}`, JSON.stringify(sample))).toEqual({
      errcode: 0,
      errmsg: 'ok',
    })
    expect(await wechat.https('GET', `/cgi-bin/express/business/account/getall?access_token=${token}`)).toMatchObject({
      count: 1,
    })
  })

  it('refuses to bind over HTTPS an account that a cloud call has bound', async () => {
    await wechat.callFunction('bindAccount', { ...sample, type: 'bind' })
    const token = await wechat.token()
    expect(await wechat.https('POST', `${BIND}?access_token=${token}`, JSON.stringify(sample))).toEqual(
      refused(9300529, 'biz_id already bind'),
    )
  })

  it('returns tokens from both token APIs', async () => {
    expect(await wechat.https('GET', `/cgi-bin/token?${query(client)}`)).toEqual(TOKEN)
    expect(await wechat.https('POST', '/cgi-bin/stable_token', JSON.stringify(client))).toEqual(TOKEN)
  })

  it('returns the same stable token for two simultaneous forced refreshes', async () => {
    const forced = JSON.stringify({ ...client, force_refresh: true })
    const first = await wechat.https('POST', '/cgi-bin/stable_token', forced)
    expect(first).toEqual(TOKEN)
    expect(await wechat.https('POST', '/cgi-bin/stable_token', forced)).toEqual({
      access_token: readProperty(first, 'access_token'),
      expires_in: expect.any(Number),
    })
  })

  it("sends WeChat's content type with each response", async () => {
    const given = await rawRequest(wechat.url(), 'GET', `/cgi-bin/token?${query(client)}`)
    const token = await wechat.token()
    const answers = [
      given,
      await rawRequest(wechat.url(), 'POST', `${BIND}?access_token=${token}`, {}, JSON.stringify(sample)),
      await rawRequest(wechat.url(), 'POST', `${BIND}?access_token=${token}`, {}, JSON.stringify(sample)),
      await rawRequest(wechat.url(), 'GET', '/sns/jscode2session'),
    ]
    expect(answers).toEqual([
      { status: 200, type: WECHAT_JSON, body: { access_token: expect.any(String), expires_in: LIFETIME_S } },
      { status: 200, type: WECHAT_JSON, body: { errcode: 0, errmsg: 'ok' } },
      { status: 200, type: WECHAT_JSON, body: refused(9300529, 'biz_id already bind') },
      { status: 200, type: WECHAT_JSON, body: unknown('/sns/jscode2session') },
    ])
  })

  it.each([
    ['another grant_type', { grant_type: 'password' }, 40002, 'invalid grant_type'],
    ['no appid', { appid: undefined }, 41002, 'appid missing'],
    ['no secret', { secret: undefined }, 41004, 'appsecret missing'],
    ['an unknown appid', { appid: 'wx1' }, 40013, 'invalid appid'],
    ['a wrong secret', { secret: 'x' }, 40125, 'invalid appsecret'],
  ])('returns no token from either token API for %s', async (_what, wrong, errcode, errmsg) => {
    const credentials = { ...client, ...wrong }
    expect(await wechat.https('GET', `/cgi-bin/token?${query(credentials)}`)).toEqual(refused(errcode, errmsg))
    expect(await wechat.https('POST', '/cgi-bin/stable_token', JSON.stringify(credentials))).toEqual(
      refused(errcode, errmsg),
    )
  })

  it.each([
    ['GET', undefined, 43002, 'require POST method'],
    ['POST', '', 44002, 'empty post data'],
    ['POST', 'grant_type=client_credential', 47001, 'data format error'],
    ['POST', '[]', 47001, 'data format error'],
  ])('returns no stable token for %s %j', async (method, body, errcode, errmsg) => {
    expect(await wechat.https(method, '/cgi-bin/stable_token', body)).toEqual(refused(errcode, errmsg))
  })

  it.each([
    ['no token', '', 41001, 'access_token missing'],
    ['a token in another format', '?access_token=2', 40001, NOT_LATEST],
    ['a token that was never issued', `?access_token=local_${'a'.repeat(128)}`, 40001, NOT_LATEST],
  ])('refuses a call with %s', async (_what, search, errcode, errmsg) => {
    expect(await wechat.https('POST', `${BIND}${search}`, JSON.stringify(sample))).toEqual(refused(errcode, errmsg))
  })

  it('refuses a call with an expired token', async () => {
    const token = await wechat.token()
    const now = Date.now() + LIFETIME_S * 1000
    jest.spyOn(Date, 'now').mockImplementation(() => now)
    expect(await wechat.https('POST', `${BIND}?access_token=${token}`, JSON.stringify(sample))).toEqual(
      refused(42001, 'access_token expired'),
    )
  })

  it.each([
    ['GET', undefined, 43002, 'require POST method'],
    ['POST', '', 44002, 'empty post data'],
    ['POST', 'type=bind&biz_id=123456', 47001, 'data format error'],
    ['POST', '{"type":"bind"', 47001, 'data format error'],
    ['POST', '{"type":1,"biz_id":"123456","delivery_id":"YUNDA"}', 40097, 'invalid args'],
    ['POST', '{"type":"bind","biz_id":"123456","delivery_id":["SF"]}', 9300520, 'invalid delivery id'],
  ])('refuses a call by %s with %j', async (method, body, errcode, errmsg) => {
    const token = await wechat.token()
    expect(await wechat.https(method, `${BIND}?access_token=${token}`, body)).toEqual(refused(errcode, errmsg))
  })

  it.each([
    ['POST', '/cgi-bin/'],
    ['GET', '/sns/jscode2session?js_code=1'],
    ['POST', '/wxa/msg_sec_check'],
    ['POST', '/tcb/databasequery'],
    ['PUT', '/foo'],
    ['DELETE', '/admin/x'],
    ['QUERY', '/foo'],
    ['PROPFIND', '/foo'],
    ['OPTIONS', '*'],
    ['GET', '//'],
    ['GET', '/%zz'],
  ])('responds to %s %s that it is not simulated', async (method, path) => {
    expect(await rawRequest(wechat.url(), method, path)).toEqual({
      status: 200,
      type: WECHAT_JSON,
      body: unknown(path.replace(/\?.*/, '')),
    })
    const { body } = await wechat.control('GET', 'calls')
    const name = path.replace(/\?.*/, '')
    expect(apiCalls(body)).toEqual([
      {
        channel: 'https',
        api: name,
        wireParams: {},
        errcode: 40066,
        errmsg: unknown(name).errmsg,
        notSimulated: true,
        note: {
          en: `invalid url: ${name} is not simulated by the local WeChat; give it a stub in local-wechat.json or by PUT /emulator/stubs:`,
          zh: `本地模拟环境未模拟 ${name}，可在 local-wechat.json 中或用 PUT /emulator/stubs 配置模拟返回：`,
          code: JSON.stringify({ api: name, answer: { errcode: 0, errmsg: 'ok' } }),
        },
      },
    ])
  })

  it.each([
    ['/cgi-bin/token/', '/cgi-bin/token'],
    ['/cgi-bin/express/business/account/unbind', '/cgi-bin/express/business/account/bind'],
    ['/cgi-bin/express/business/order/ad', '/cgi-bin/express/business/order/add'],
  ])('asks for %s whether %s was meant', async (path, meant) => {
    const { errcode, errmsg } = Object(await wechat.https('GET', path))
    expect([errcode, errmsg]).toEqual([
      40066,
      expect.stringContaining(`${path} is not simulated by the local WeChat (did you mean ${meant}?); `),
    ])
  })

  it.each(['text/xml', 'json', 'application/json', 'multipart/form-data'])(
    'accepts a body with the content type %s',
    async (type) => {
      const token = await wechat.token()
      const path = `${BIND}?access_token=${token}`
      const headers = { 'content-type': type }
      expect(await rawRequest(wechat.url(), 'POST', path, headers, JSON.stringify(sample))).toMatchObject({
        body: { errcode: 0 },
      })
      expect(await rawRequest(wechat.url(), 'POST', '/foo', headers, '<xml/>')).toMatchObject({
        body: { errcode: 40066 },
      })
    },
  )

  it('keeps escaped Chinese in a body as it is, and notes that in the call log', async () => {
    const path = `${BIND}?access_token=${await wechat.token()}`
    const remarked = { ...sample, delivery_id: 'EMS', remark_content: '电话' }
    const escapes = (json: string) =>
      json.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)

    await wechat.https('POST', path, escapes(JSON.stringify(remarked)))
    const { body } = await wechat.control('GET', 'state')
    expect(body.accounts).toMatchObject([{ remark_content: '\\u7535\\u8bdd' }])
    const calls = await wechat.control('GET', 'calls')
    expect(calls.body.at(-1)).toMatchObject({
      note: {
        en: 'the body escapes Chinese as \\uXXXX, which WeChat does not decode: send UTF-8',
        zh: '请求体把中文写成了 \\uXXXX，微信不会解码：请直接用 UTF-8 发送',
      },
    })
  })

  it('accepts Chinese in UTF-8', async () => {
    const path = `${BIND}?access_token=${await wechat.token()}`
    await wechat.https(
      'POST',
      path,
      JSON.stringify({ ...sample, delivery_id: 'EMS', remark_content: '电话 \\u7535 "' }),
    )
    const { body } = await wechat.control('GET', 'state')
    expect(body.accounts).toMatchObject([{ remark_content: '电话 \\u7535 "' }])
  })
})
