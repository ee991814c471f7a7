import { obstacleTo } from '../../../../scripts/emulator/console/repeat'
import { clipped } from '../../../../scripts/emulator/control/clipped'
import { withoutSecrets } from '../../../../scripts/emulator/control/withoutSecrets'
import { describeApis } from '../../../../scripts/emulator/routes/describeApis'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const FIRST = 'wx0000000000000000'
const OTHER = 'wx0000000000000001'
const wechat = withLocalWeChat({
  env: { ADMIN_OPENIDS: 'oAdmin' },
  fixtures: {
    miniPrograms: [
      { appid: FIRST, secret: 'local-secret' },
      { appid: OTHER, secret: 'local-secret' },
    ],
  },
})
const BIND = '/cgi-bin/express/business/account/bind'
const obstacles = async () => {
  const { body } = await wechat.control('GET', 'calls')
  return body.map((call) => [
    call.channel,
    call.api,
    obstacleTo(call, describeApis().apis, FIRST)?.en.split(/[ .]/, 3).join(' '),
  ])
}
const post = (path: string, body: object) => wechat.https('POST', path, JSON.stringify(body))
const admin = (body: object) =>
  fetch(wechat.url('/admin'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const tokenOf = async (appid: string): Promise<string> => {
  const credentials = { grant_type: 'client_credential', appid, secret: 'local-secret' }
  const { access_token }: { access_token: string } = JSON.parse(
    JSON.stringify(await post('/cgi-bin/stable_token', credentials)),
  )
  return access_token
}
const INCOMPLETE = 'The log does'

describe('obstacleTo', () => {
  it('is undefined if the log contains the complete call', async () => {
    await wechat.callFunction('getAllAccount', {}, 'oAdmin')
    await admin({ action: 'wx.api', apiName: 'logistics.getQuota', requestData: '{"delivery_id":"SF"}' })
    await post(BIND, { type: 'bind' })
    await wechat.https('GET', '/cgi-bin/express/business/delivery/getall')
    await tokenOf(FIRST)
    expect(await obstacles()).toEqual([
      ['cloud', 'logistics.getAllAccount', undefined],
      ['function', 'getAllAccount', undefined],
      ['cloud', 'logistics.getQuota', undefined],
      ['https', 'logistics.bindAccount', undefined],
      ['https', 'logistics.getAllDelivery', undefined],
      ['https', 'stable_token', undefined],
    ])
  })

  it('says that the log does not contain a query, a value that may be a secret, or an invalid body', async () => {
    await wechat.token()
    await wechat.https('GET', '/cgi-bin/stable_token')
    await wechat.https('GET', BIND)
    await wechat.https('GET', '/sns/jscode2session?appid=1&js_code=2')
    await post('/wxa/getwxacode', { path: 'index' })
    await admin({ action: 'database.getDocument', collectionName: 'orders' })
    await admin({ action: 'wx.api', apiName: 'subscribeMessage.send', requestData: '{"touser":"oABC"}' })
    const called = `/tcb/invokecloudfunction?access_token=${await tokenOf(FIRST)}&env=e&name=getAllAccount`
    await post(called, { amount: 7 })
    expect(await obstacles()).toEqual([
      ['https', 'token', INCOMPLETE],
      ['https', 'stable_token', INCOMPLETE],
      ['https', 'logistics.bindAccount', INCOMPLETE],
      ['https', '/sns/jscode2session', INCOMPLETE],
      ['https', '/wxa/getwxacode', INCOMPLETE],
      ['cloud', 'database.getDocument', INCOMPLETE],
      ['cloud', 'subscribeMessage.send', INCOMPLETE],
      ['https', 'stable_token', undefined],
      ['function', 'getAllAccount', undefined],
      ['https', 'invokeCloudFunction', INCOMPLETE],
    ])
  })

  it('says that the call was made for another mini program and cannot select one', async () => {
    const token = await tokenOf(OTHER)
    await post(`/tcb/invokecloudfunction?access_token=${token}&env=e&name=getAllAccount`, {})
    await wechat.https('GET', `/cgi-bin/express/business/account/getall?access_token=${token}`)
    expect((await obstacles()).slice(1)).toEqual([
      ['cloud', 'logistics.getAllAccount', 'It was made'],
      ['function', 'getAllAccount', 'It was made'],
      ['https', 'invokeCloudFunction', INCOMPLETE],
      ['https', 'logistics.getAllAccount', undefined],
    ])
    expect((await wechat.control('GET', 'calls')).body.at(-1)).toMatchObject({ appid: OTHER })
  })

  it.each([
    ['long', clipped({ note: 'x'.repeat(30_000) })],
    ['many', clipped(Object.fromEntries(Array.from({ length: 20_000 }, (_, nth) => [`${nth}`, nth])))],
    ['deep', { note: withoutSecrets({ a: { b: 1 } }, (text) => text, [], 1) }],
  ])('says that the request was too %s to be logged completely', (_what, wireParams) => {
    const call = { id: 1, at: '', channel: 'function', api: 'pay', appid: FIRST, errcode: 0, ms: 1 } as const
    expect(obstacleTo({ ...call, wireParams }, [], FIRST)?.en).toMatch(INCOMPLETE)
    expect(obstacleTo({ ...call, wireParams: { note: 'short' } }, [], FIRST)).toBeUndefined()
  })

  it('says that only WeChat sends pushes', () => {
    const call = { id: 1, at: '', channel: 'push', api: 'add_express_path', wireParams: {}, errcode: 0, ms: 1 } as const
    expect(obstacleTo(call, [], FIRST)?.en).toMatch('Only WeChat')
  })
})
