import { bindAccount } from '../../../../cloudfunctions/openapi/apis/logistics/bindAccount'
import { cloudFunction } from '../../../../cloudfunctions/openapi/cloud/cloudFunction'
import { doctor } from '../../../../cloudfunctions/openapi/cloud/doctor'
import { version } from '../../../../package.json'
import { catchLog } from '../../../helpers/catchLog'
import { errorOf, failureOf } from '../../../helpers/failureOf'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

jest.mock('wx-server-sdk', () => ({ init: () => undefined }))

const FAIL = 'openapi.logistics.bindAccount:fail'
const CLOUD = { ids: [], unlisted: [], source: 'wx_http' }
const REFUSED = { errCode: -401001, errMsg: `${FAIL} $doctor is for the cloud itself, never for a user` }
const EVENT = { $doctor: true }

/** The part of the report that is the same in every test. */
const REPORT = {
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
  ])('reports whether ADMIN_OPENIDS contains an id, but not which: $admins', ({ admins, adminOpenids }) => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: admins })

    expect(doctor(bindAccount, CLOUD, EVENT, 3000)).toStrictEqual({
      ...REPORT,
      adminOpenids,
      timeLimitMs: 3000,
    })
  })

  it('omits the time limit if the platform does not provide it', () => {
    jest.replaceProperty(process, 'env', {})

    expect(JSON.parse(JSON.stringify(doctor(bindAccount, CLOUD, EVENT, undefined)))).toStrictEqual({
      ...REPORT,
      adminOpenids: false,
    })
  })

  it.each([
    { how: 'WX_API_TOKEN', env: { WX_API_TOKEN: 't' }, ticket: true },
    { how: "a timer's token", env: { TRIGGER_SRC: 'timer', WX_TRIGGER_API_TOKEN_V0: 't' }, ticket: true },
    { how: "a container's token", env: { WX_CLOUDBASE_ACCESSTOKEN: 't' }, ticket: true },
    { how: "an earlier timer's token", env: { TRIGGER_SRC: '', WX_TRIGGER_API_TOKEN_V0: 't' }, ticket: false },
    { how: 'an empty token', env: { WX_API_TOKEN: '' }, ticket: false },
  ])('reports $ticket as the ticket for cloud calls: $how', ({ env, ticket }) => {
    jest.replaceProperty(process, 'env', env)

    expect(doctor(bindAccount, CLOUD, EVENT, undefined)).toMatchObject({ ticket })
  })

  it('reports null as the source of a call from the console', () => {
    expect(doctor(bindAccount, { ...CLOUD, source: undefined }, EVENT, undefined)).toMatchObject({ source: null })
  })

  it.each([
    { who: 'a user', ids: ['oAdmin'], unlisted: [] },
    { who: 'an id that may be left from an earlier call', ids: [], unlisted: ['oAdmin'] },
  ])('refuses $who, even an admin', ({ ids, unlisted }) => {
    expect(
      failureOf(() => doctor(bindAccount, { ids, unlisted, source: 'wx_client' }, EVENT, undefined)),
    ).toStrictEqual(REFUSED)
  })

  it('ignores the parameters that WeChat injects', () => {
    expect(
      doctor(bindAccount, CLOUD, { ...EVENT, userInfo: { appId: 'wx1' }, tcbContext: {} }, undefined),
    ).toMatchObject(REPORT)
  })

  it.each([
    [{ ...CLOUD, ids: ['oAdmin'] }, EVENT, '$doctor 只供云端自身调用，用户不能调用'],
    [CLOUD, { ...EVENT, password: 'hunter22' }, '$doctor 不接受其他参数'],
  ])('explains in Chinese why it refuses %j with %j', (caller, event, zh) => {
    expect(errorOf(() => doctor(bindAccount, caller, event, undefined)).reason?.zh).toBe(zh)
  })

  it('refuses another parameter beside $doctor, and does not name it', () => {
    expect(failureOf(() => doctor(bindAccount, CLOUD, { ...EVENT, password: 'hunter22' }, undefined))).toStrictEqual({
      errCode: -401002,
      errMsg: `${FAIL} $doctor does not accept other parameters`,
    })
  })
})

describe('a function called with $doctor', () => {
  const logged = catchLog()
  const callWeChat = jest.fn()
  const main = cloudFunction(bindAccount, callWeChat)
  const line = (outcome: string) => `{"api":"logistics.bindAccount","errCode":${outcome}`

  it('does not call WeChat, and logs one line', async () => {
    expect(await main(EVENT, { request_id: 'r-1' })).toMatchObject({ ...REPORT, source: null })
    expect(callWeChat).not.toHaveBeenCalled()
    expect(logged).toStrictEqual([
      expect.stringMatching(/^\{"api":"logistics\.bindAccount","errCode":0,"ms":\d+,"requestId":"r-1"\}$/),
    ])
  })

  it.each([false, 1, 'true', null])('treats $doctor: %p as an unknown parameter', async (value) => {
    expect(await main({ $doctor: value })).toStrictEqual({
      errCode: -401002,
      errMsg: `${FAIL} event has an unknown parameter (known: type, bizId, deliveryId, password, remarkContent)`,
    })
    expect(logged).toStrictEqual([expect.stringContaining(line('-401002'))])
  })
})

describe('the bundle called with $doctor', () => {
  const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })

  it('reports to the cloud itself, with a ticket through the HTTP API', async () => {
    expect(await wechat.callFunction('bindAccount', EVENT)).toMatchObject({
      result: { ...REPORT, adminOpenids: true, timeLimitMs: 3000, ticket: true },
    })
  })

  it('reports to the console that there is no ticket', async () => {
    const headers = { 'x-wx-source': 'none' }
    const response = await fetch(wechat.url('/functions/bindAccount'), {
      method: 'POST',
      headers,
      body: JSON.stringify(EVENT),
    })
    expect(await response.json()).toMatchObject({ result: { source: null, ticket: false } })
  })

  it('refuses users, and does not show a stranger that $doctor exists', async () => {
    expect(await wechat.callFunction('bindAccount', EVENT, 'oAdmin')).toMatchObject({ result: REFUSED })
    expect(await wechat.callFunction('bindAccount', EVENT, 'oStranger')).toMatchObject({
      result: {
        errCode: -401001,
        errMsg: `${FAIL} the caller "oStranger" is not an admin: add this id to the function's environment variable ADMIN_OPENIDS`,
      },
    })
  })
})
