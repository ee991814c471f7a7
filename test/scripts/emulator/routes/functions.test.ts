import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
import { returnedIn } from '../../../helpers/callFunction'
import { rawRequest } from '../../../helpers/rawRequest'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()

async function post(body: string, headers: Record<string, string> = {}) {
  const response = await fetch(wechat.url('/functions/bindAccount'), { method: 'POST', body, headers })
  return { status: response.status, body: await response.json() }
}
const answered = (errCode: number, errMsg: string) => ({
  status: 200,
  body: { errMsg: 'cloud.callFunction:ok', requestID: expect.any(String), result: { errCode, errMsg } },
})
const FAIL = 'openapi.logistics.bindAccount:fail'

describe('POST /functions/NAME', () => {
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json'])(
    'accepts JSON with the content type %s',
    async (type) => {
      expect(await post('{"type":1}', { 'content-type': type })).toMatchObject({
        body: { result: { errCode: -401003 } },
      })
    },
  )

  it('treats an empty body as no data', async () => {
    expect(await post('')).toEqual(
      answered(
        -401002,
        `${FAIL} parameter.type is missing; parameter.bizId is missing; parameter.deliveryId is missing`,
      ),
    )
  })

  it('passes on data that is not an object, which a server may send', async () => {
    expect(await post('[1]')).toEqual(answered(-401003, `${FAIL} event should be object instead of array`))
  })

  it('refuses a body that is not JSON, and does not quote it', async () => {
    expect(await post('{"password":"hunter2222"')).toEqual({
      status: 400,
      body: {
        errcode: 400,
        errmsg: 'the body is not valid JSON',
        errCode: 400,
        errMsg: 'cloud.callFunction:fail the body is not valid JSON',
      },
    })
  })
})

describe('GET /functions/NAME', () => {
  it('quotes the path in the command', async () => {
    const { body } = await rawRequest(wechat.url(), 'GET', '/functions/$(id)')
    expect(readProperty(body, 'errmsg')).toMatch(/curl -X POST (['"])http:.*\/functions\/\$\(id\)\1$/)
  })

  it('responds with the curl command to call the function by POST', async () => {
    const response = await fetch(wechat.url('/functions/bindAccount?a=1'))
    const message = `a function is called by POST: curl -X POST ${wechat.url('/functions/bindAccount')}`
    expect({ status: response.status, allow: response.headers.get('allow'), body: await response.json() }).toEqual({
      status: 405,
      allow: 'POST',
      body: { errcode: 405, errmsg: message, errCode: 405, errMsg: `cloud.callFunction:fail ${message}` },
    })
  })
})

describe('the caller of a function', () => {
  const sdk = JSON.stringify(require.resolve('wx-server-sdk'))
  const whoCalls = `
    const cloud = require(${sdk})
    cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
    exports.main = async ({ userInfo, passOn }) =>
      passOn
        ? (await cloud.callFunction({ name: 'it', data: {} })).result
        : { ...cloud.getWXContext(), userInfo, TCB_SOURCE: process.env.TCB_SOURCE, pid: process.pid }`
  const everything = {
    'x-wx-openid': 'oFormer',
    'x-wx-unionid': 'uFormer',
    'x-wx-from-openid': 'fFormer',
    'x-wx-source': 'wx_devtools',
  }
  const appid = 'wx0000000000000000'
  /** What a function can read about a call from this source. */
  const from = (source: string | undefined) => ({
    APPID: appid,
    ENV: 'local',
    userInfo: { appId: appid },
    TCB_SOURCE: source ?? '',
    ...(source !== undefined && { SOURCE: source }),
  })

  const functions = temporaryFolder('shared')
  beforeAll(() => functions.write({ 'it/index.js': whoCalls, 'passesOn/index.js': whoCalls }))
  const local = withLocalWeChat(() => ({ functions: functions.path(), maxInstances: 1 }))

  async function call(headers: Record<string, string>, name = 'it', data: object = {}) {
    const response = await fetch(local.url(`/functions/${name}`), {
      method: 'POST',
      headers,
      body: JSON.stringify(data),
    })
    return returnedIn(await response.json()).result
  }

  it.each([
    ['a server, without headers', {}, from('wx_http')],
    [
      'a user',
      { 'x-wx-openid': 'oUser' },
      { ...from('wx_client'), OPENID: 'oUser', userInfo: { appId: appid, openId: 'oUser' } },
    ],
    ['a user with only a UNIONID', { 'x-wx-unionid': 'uUser' }, { ...from('wx_client'), UNIONID: 'uUser' }],
    ['a user of another mini program', { 'x-wx-from-openid': 'fUser' }, { ...from('wx_client'), FROM_OPENID: 'fUser' }],
    [
      'every id and a source',
      everything,
      {
        ...from('wx_devtools'),
        OPENID: 'oFormer',
        UNIONID: 'uFormer',
        FROM_OPENID: 'fFormer',
        userInfo: { appId: appid, openId: 'oFormer' },
      },
    ],
    ['blank ids', { 'x-wx-openid': '\u00a0', 'x-wx-unionid': ' ', 'x-wx-from-openid': '' }, from('wx_http')],
    ['a visitor without login', { 'x-wx-source': 'wx_client' }, from('wx_client')],
    ['a chain of sources', { 'x-wx-source': 'wx_client,scf' }, from('wx_client,scf')],
    ['a blank source', { 'x-wx-source': ' ' }, from('wx_http')],
    ['the console', { 'x-wx-source': 'none' }, from(undefined)],
    [
      'the console with an id',
      { 'x-wx-source': 'none', 'x-wx-openid': 'oUser' },
      { ...from(undefined), OPENID: 'oUser', userInfo: { appId: appid, openId: 'oUser' } },
    ],
  ])('is set by headers for each call of a warm process: %s', async (_who, headers, seen) => {
    const pid = readProperty(await call(everything), 'pid')
    expect(await call(headers)).toEqual({ ...seen, pid })
  })

  it('is the calling function if a function calls another one', async () => {
    const sources = ['wx_http', 'wx_client,scf', 'none']
    const seen = []
    for (const source of sources) {
      const context = await call({ 'x-wx-source': source, 'x-wx-openid': 'oUser' }, 'passesOn', { passOn: true })
      seen.push(readProperty(context, 'SOURCE'))
    }
    expect(seen).toEqual(['wx_http,scf', 'wx_client,scf,scf', 'scf'])
  })
})
