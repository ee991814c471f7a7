import { bindAccount } from '../../../../cloudfunctions/openapi/apis/bindAccount'
import { cloudFunction } from '../../../../cloudfunctions/openapi/cloud/cloudFunction'
import { doctor } from '../../../../cloudfunctions/openapi/cloud/doctor'
import { version } from '../../../../package.json'
import { catchLog } from '../../../helpers/catchLog'
import { failureOf } from '../../../helpers/failureOf'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

jest.mock('wx-server-sdk', () => ({ init: () => undefined }))

const FAIL = 'openapi.logistics.bindAccount:fail'
const CLOUD = { ids: [], unlisted: [], source: 'wx_http' }
const TO_A_USER = { errCode: -401001, errMsg: `${FAIL} $doctor is for the cloud itself, never for a user` }
const ASK = { $doctor: true }

/** What runs here. */
const ABOUT = {
  errCode: 0,
  errMsg: 'openapi.logistics.bindAccount:ok',
  name: 'wx-logistics',
  version,
  api: 'logistics.bindAccount',
  sdk: '4.0.2',
  node: process.versions.node,
  source: 'wx_http',
  ticket: false,
}

describe('doctor', () => {
  it.each([
    { admins: undefined, adminOpenids: false },
    { admins: ' , ', adminOpenids: false },
    { admins: 'oAdmin', adminOpenids: true },
  ])('tells whether ADMIN_OPENIDS names anybody, and never whom: $admins', ({ admins, adminOpenids }) => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: admins })

    expect(doctor(bindAccount, CLOUD, ASK, 3000)).toStrictEqual({
      ...ABOUT,
      adminOpenids,
      timeLimitMs: 3000,
    })
  })

  it('leaves out a time limit of which the platform says nothing', () => {
    jest.replaceProperty(process, 'env', {})

    expect(JSON.parse(JSON.stringify(doctor(bindAccount, CLOUD, ASK, undefined)))).toStrictEqual({
      ...ABOUT,
      adminOpenids: false,
    })
  })

  it.each([
    { how: 'WX_API_TOKEN', env: { WX_API_TOKEN: 't' }, ticket: true },
    { how: "a timer's token", env: { TRIGGER_SRC: 'timer', WX_TRIGGER_API_TOKEN_V0: 't' }, ticket: true },
    { how: 'the token of a container', env: { WX_CLOUDBASE_ACCESSTOKEN: 't' }, ticket: true },
    { how: "an earlier timer's token", env: { TRIGGER_SRC: '', WX_TRIGGER_API_TOKEN_V0: 't' }, ticket: false },
    { how: 'an empty token', env: { WX_API_TOKEN: '' }, ticket: false },
  ])('reports whether there is a ticket for cloud calls: $ticket for $how', ({ env, ticket }) => {
    jest.replaceProperty(process, 'env', env)

    expect(doctor(bindAccount, CLOUD, ASK, undefined)).toMatchObject({ ticket })
  })

  it('reports null for the source of the console', () => {
    expect(doctor(bindAccount, { ...CLOUD, source: undefined }, ASK, undefined)).toMatchObject({ source: null })
  })

  it.each([
    { who: 'a user', ids: ['oAdmin'], unlisted: [] },
    { who: "an id that may be an earlier call's", ids: [], unlisted: ['oAdmin'] },
  ])('is refused to $who, admin or not', ({ ids, unlisted }) => {
    expect(failureOf(() => doctor(bindAccount, { ids, unlisted, source: 'wx_client' }, ASK, undefined))).toStrictEqual(
      TO_A_USER,
    )
  })

  it('does not mind what WeChat injects', () => {
    expect(doctor(bindAccount, CLOUD, { ...ASK, userInfo: { appId: 'wx1' }, tcbContext: {} }, undefined)).toMatchObject(
      ABOUT,
    )
  })

  it('is refused beside a parameter, of which nothing is told', () => {
    expect(failureOf(() => doctor(bindAccount, CLOUD, { ...ASK, password: 'hunter22' }, undefined))).toStrictEqual({
      errCode: -401002,
      errMsg: `${FAIL} $doctor does not accept other parameters`,
    })
  })
})

describe('a function that is asked $doctor', () => {
  const logged = catchLog()
  const callWeChat = jest.fn()
  const main = cloudFunction(bindAccount, callWeChat)
  const line = (outcome: string) => `{"api":"logistics.bindAccount","errCode":${outcome}`

  it('calls nothing, and logs one line', async () => {
    expect(await main(ASK, { request_id: 'r-1' })).toMatchObject({ ...ABOUT, source: null })
    expect(callWeChat).not.toHaveBeenCalled()
    expect(logged).toStrictEqual([
      expect.stringMatching(/^\{"api":"logistics\.bindAccount","errCode":0,"ms":\d+,"requestId":"r-1"\}$/),
    ])
  })

  it.each([false, 1, 'true', null])('takes $doctor: %p for an unknown parameter', async (value) => {
    expect(await main({ $doctor: value })).toStrictEqual({
      errCode: -401002,
      errMsg: `${FAIL} event has an unknown parameter (known: type, bizId, deliveryId, password, remarkContent)`,
    })
    expect(logged).toStrictEqual([expect.stringContaining(line('-401002'))])
  })
})

describe('the bundle that is asked $doctor', () => {
  const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })

  it('reports to the cloud itself, with a ticket through the HTTP API', async () => {
    expect(await wechat.callFunction('bindAccount', ASK)).toMatchObject({
      result: { ...ABOUT, adminOpenids: true, timeLimitMs: 3000, ticket: true },
    })
  })

  it('reports to the console that it has no ticket', async () => {
    const headers = { 'x-wx-source': 'none' }
    const response = await fetch(wechat.url('/functions/bindAccount'), {
      method: 'POST',
      headers,
      body: JSON.stringify(ASK),
    })
    expect(await response.json()).toMatchObject({ result: { source: null, ticket: false } })
  })

  it('tells no user, and to a stranger not even what he asks', async () => {
    expect(await wechat.callFunction('bindAccount', ASK, 'oAdmin')).toMatchObject({ result: TO_A_USER })
    expect(await wechat.callFunction('bindAccount', ASK, 'oStranger')).toMatchObject({
      result: {
        errCode: -401001,
        errMsg: `${FAIL} the caller "oStranger" is not an admin: add this id to the function's environment variable ADMIN_OPENIDS`,
      },
    })
  })
})
