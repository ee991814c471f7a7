import { adminOpenids, checkCaller } from '../../../../cloudfunctions/openapi/cloud/checkCaller'
import { deepFreeze } from '../../../helpers/deepFreeze'
import { failureOf } from '../../../helpers/failureOf'

const API = 'logistics.bindAccount'
const FAIL = 'openapi.logistics.bindAccount:fail'
const nobody = { ids: [], unlisted: [], source: undefined }
const admin = { ids: ['oAdmin'], unlisted: [], source: 'wx_client' }
const visitor = { ids: ['oVisitor'], unlisted: [], source: 'wx_client' }

describe('checkCaller', () => {
  it.each([
    { who: 'the one admin', admins: 'oAdmin', ids: ['oAdmin'] },
    { who: 'one of several', admins: 'oBoss,oAdmin', ids: ['oAdmin'] },
    { who: 'one in a list with spaces and empty items', admins: ' oBoss , oAdmin ,,', ids: ['oAdmin'] },
    { who: 'one of whose ids only one is listed', admins: 'uUser', ids: ['oUser', 'uUser'] },
    ...['，', ';', '；', '、', '､', ' ', '\u3000', '\n', '\t', ', '].map((separator) => ({
      who: `one in a list separated by ${JSON.stringify(separator)}`,
      admins: `oBoss${separator}oAdmin${separator}oLast`,
      ids: ['oAdmin'],
    })),
  ])('allows $who', ({ admins, ids }) => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: admins })

    expect(checkCaller(API, { ...nobody, ids, source: 'wx_client' }, {}, {})).toBeUndefined()
  })

  it.each([
    undefined,
    'scf',
    'wx_http',
    'wx_trigger',
    'wx_delaytask',
    'wx_devtools',
    'wx_localdebug',
    'wx_client,scf',
    'wx_unknown, scf',
  ])('allows the cloud itself, a call without an id from %s', (source) => {
    jest.replaceProperty(process, 'env', {})

    expect(checkCaller(API, { ...nobody, source }, {}, {})).toBeUndefined()
  })

  it.each([
    { who: 'a visitor where the variable is not set', env: {}, ids: ['oVisitor'] },
    { who: 'a visitor where the list is empty', env: { ADMIN_OPENIDS: ' , ' }, ids: ['oVisitor'] },
    { who: 'a visitor who is not listed', env: { ADMIN_OPENIDS: 'oAdmin' }, ids: ['oVisitor', 'uVisitor'] },
    { who: 'a part of an admin', env: { ADMIN_OPENIDS: 'oAdmin' }, ids: ['oAd'] },
    { who: 'an admin in other letters', env: { ADMIN_OPENIDS: 'oAdmin' }, ids: ['OADMIN'] },
  ])('refuses $who and tells the id and the variable to set', ({ env, ids }) => {
    jest.replaceProperty(process, 'env', env)

    expect(failureOf(() => checkCaller(API, { ...nobody, ids, source: 'scf' }, {}, {}))).toStrictEqual({
      errCode: -401001,
      errMsg: `${FAIL} the caller "${ids[0]}" is not an admin: add this id to the function's environment variable ADMIN_OPENIDS`,
    })
  })

  it("lets an id that may be an earlier call's admit nobody", () => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'webAdmin' })

    for (const ids of [[], ['oVisitor']]) {
      const caller = { ids, unlisted: ['webAdmin'], source: 'scf' }
      expect(failureOf(() => checkCaller(API, caller, {}, {}))).toMatchObject({ errCode: -401001 })
    }
  })

  it.each(['wx_client', 'scf,wx_client', 'wx_unknown', 'wx_crawler', 'scf,', ',', 'SCF', 'anything'])(
    'refuses a caller without an id from %s, whom nobody knows',
    (source) => {
      jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'oAdmin' })

      expect(failureOf(() => checkCaller(API, { ...nobody, source }, {}, {}))).toStrictEqual({
        errCode: -401001,
        errMsg: `${FAIL} the caller is unknown: the call has no user's id, and its SOURCE "${source}" is not the cloud itself. Let the user log in`,
      })
    },
  )

  it('takes no identity from the event, which the caller writes', () => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'oAdmin' })
    const event = { OPENID: 'oAdmin', openid: 'oAdmin', userInfo: { openId: 'oAdmin' } }

    expect(failureOf(() => checkCaller(API, visitor, event, {})).errCode).toBe(-401001)
  })

  describe.each([
    { who: 'nobody known', caller: nobody },
    { who: 'an admin', caller: admin },
  ])('called by $who', ({ caller }) => {
    it.each([
      { how: 'HTTP access', event: { httpMethod: 'POST', headers: { host: 'x' }, path: '/', body: '{}' }, context: {} },
      { how: 'an HTTP host', event: {}, context: { httpContext: { url: '/', httpMethod: 'POST', headers: {} } } },
      { how: 'an HTTP host that tells only the type', event: {}, context: { eventType: 'http' } },
    ])('refuses $how', ({ event, context }) => {
      jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'oAdmin' })

      expect(failureOf(() => checkCaller(API, caller, event, context))).toStrictEqual({
        errCode: -401001,
        errMsg: `${FAIL} this function may not be called by HTTP, where the caller is unknown: use wx.cloud.callFunction`,
      })
    })
  })

  it.each([
    { event: { httpMethod: 'POST' }, context: undefined },
    { event: { headers: {} }, context: null },
    { event: null, context: { eventType: 'timer' } },
    { event: 'POST', context: 'http' },
  ])('leaves to others what is no call by HTTP: $event, $context', ({ event, context }) => {
    expect(checkCaller(API, nobody, event, context)).toBeUndefined()
  })

  it('does not change the event', () => {
    const event = deepFreeze({ type: 'bind', userInfo: { openId: 'o' } })

    checkCaller(API, nobody, event, deepFreeze({ request_id: 'r-1' }))

    expect(event).toStrictEqual({ type: 'bind', userInfo: { openId: 'o' } })
  })
})

describe('adminOpenids', () => {
  it.each([
    { text: undefined, ids: [] },
    { text: '', ids: [] },
    { text: ' ,， ', ids: [] },
    { text: 'oAdmin', ids: ['oAdmin'] },
    { text: ' o1, o2，o3;o4；o5、o6､o7　o8\t\no9,,', ids: ['o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8', 'o9'] },
  ])('reads $text', ({ text, ids }) => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: text })

    expect(adminOpenids()).toStrictEqual(ids)
  })
})
