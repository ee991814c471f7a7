import { adminOpenids, checkCaller } from '../../../../cloudfunctions/openapi/cloud/checkCaller'
import { deepFreeze } from '../../../helpers/deepFreeze'
import { rejectionOf } from '../../../helpers/rejectionOf'

const API = 'logistics.bindAccount'
const FAIL = 'openapi.logistics.bindAccount:fail'
const noUser = { ids: [], unlisted: [], source: undefined }
const admin = { ids: ['oAdmin'], unlisted: [], source: 'wx_client' }
const visitor = { ids: ['oVisitor'], unlisted: [], source: 'wx_client' }

describe('checkCaller', () => {
  it.each([
    { who: 'the only admin', admins: 'oAdmin', ids: ['oAdmin'] },
    { who: 'one of several admins', admins: 'oBoss,oAdmin', ids: ['oAdmin'] },
    { who: 'an admin in a list with spaces and empty items', admins: ' oBoss , oAdmin ,,', ids: ['oAdmin'] },
    { who: 'a user with several ids of which one is listed', admins: 'uUser', ids: ['oUser', 'uUser'] },
    ...['，', ';', '；', '、', '､', ' ', '\u3000', '\n', '\t', ', '].map((separator) => ({
      who: `an admin in a list separated by ${JSON.stringify(separator)}`,
      admins: `oBoss${separator}oAdmin${separator}oLast`,
      ids: ['oAdmin'],
    })),
  ])('allows $who', async ({ admins, ids }) => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: admins })

    expect(await checkCaller({ api: API }, { ...noUser, ids, source: 'wx_client' }, {}, {})).toBeUndefined()
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
  ])('allows the cloud itself: a call without an id from %s', async (source) => {
    jest.replaceProperty(process, 'env', {})

    expect(await checkCaller({ api: API }, { ...noUser, source }, {}, {})).toBeUndefined()
  })

  it.each([
    { who: 'a visitor if the variable is not set', env: {}, ids: ['oVisitor'] },
    { who: 'a visitor if the list is empty', env: { ADMIN_OPENIDS: ' , ' }, ids: ['oVisitor'] },
    { who: 'a visitor who is not listed', env: { ADMIN_OPENIDS: 'oAdmin' }, ids: ['oVisitor', 'uVisitor'] },
    { who: 'the start of an admin id', env: { ADMIN_OPENIDS: 'oAdmin' }, ids: ['oAd'] },
    { who: 'an admin id with different capitalization', env: { ADMIN_OPENIDS: 'oAdmin' }, ids: ['OADMIN'] },
  ])('refuses $who and names the id and the variable to set', async ({ env, ids }) => {
    jest.replaceProperty(process, 'env', env)

    expect(
      (await rejectionOf(checkCaller({ api: API }, { ...noUser, ids, source: 'scf' }, {}, {}))).toJSON(),
    ).toStrictEqual({
      errCode: -401001,
      errMsg: `${FAIL} the caller "${ids[0]}" is not an admin: add this id to the function's environment variable ADMIN_OPENIDS`,
    })
  })

  it('ignores an id that may be left from an earlier call', async () => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'webAdmin' })

    for (const ids of [[], ['oVisitor']]) {
      const caller = { ids, unlisted: ['webAdmin'], source: 'scf' }
      expect((await rejectionOf(checkCaller({ api: API }, caller, {}, {}))).toJSON()).toMatchObject({
        errCode: -401001,
      })
    }
  })

  it.each(['wx_client', 'scf,wx_client', 'wx_unknown', 'wx_crawler', 'scf,', ',', 'SCF', 'anything'])(
    'refuses a caller without an id from %s',
    async (source) => {
      jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'oAdmin' })

      expect((await rejectionOf(checkCaller({ api: API }, { ...noUser, source }, {}, {}))).toJSON()).toStrictEqual({
        errCode: -401001,
        errMsg: `${FAIL} the caller is unknown: the call has no user's id, and its SOURCE "${source}" is not the cloud itself. Let the user log in`,
      })
    },
  )

  it.each([
    [visitor, {}, '调用者 "oVisitor" 不是管理员：请把这个 ID 加入云函数的环境变量 ADMIN_OPENIDS'],
    [
      { ...noUser, source: 'wx_client' },
      {},
      '无法确认调用者：没有用户 ID，来源 "wx_client" 也不是云端自身。请让用户先登录',
    ],
    [admin, { eventType: 'http' }, '此云函数不能通过 HTTP 调用，因为无法确认调用者：请用 wx.cloud.callFunction'],
  ])('explains in Chinese why it refuses %j with %j', async (caller, context, zh) => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'oAdmin' })

    expect((await rejectionOf(checkCaller({ api: API }, caller, {}, context))).reason?.zh).toBe(zh)
  })

  it('ignores ids in the event, which the caller can forge', async () => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'oAdmin' })
    const event = { OPENID: 'oAdmin', openid: 'oAdmin', userInfo: { openId: 'oAdmin' } }

    expect((await rejectionOf(checkCaller({ api: API }, visitor, event, {}))).errCode).toBe(-401001)
  })

  describe.each([
    { who: 'a caller without an id', caller: noUser },
    { who: 'an admin', caller: admin },
  ])('with $who', ({ caller }) => {
    it.each([
      { how: 'HTTP access', event: { httpMethod: 'POST', headers: { host: 'x' }, path: '/', body: '{}' }, context: {} },
      { how: 'an HTTP host', event: {}, context: { httpContext: { url: '/', httpMethod: 'POST', headers: {} } } },
      { how: 'an HTTP host that names only the type', event: {}, context: { eventType: 'http' } },
    ])('refuses $how', async ({ event, context }) => {
      jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'oAdmin' })

      expect((await rejectionOf(checkCaller({ api: API }, caller, event, context))).toJSON()).toStrictEqual({
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
  ])('accepts an event that is not an HTTP call: $event, $context', async ({ event, context }) => {
    expect(await checkCaller({ api: API }, noUser, event, context)).toBeUndefined()
  })

  describe('with a custom rule', () => {
    it('calls the rule with the ids and the source, and ignores ADMIN_OPENIDS', async () => {
      jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: 'oAdmin' })
      const allow = jest.fn(async ({ ids }: { ids: readonly string[] }) => ids.includes('oVisitor'))

      expect(await checkCaller({ api: API, allow }, { ...visitor, unlisted: ['old'] }, {}, {})).toBeUndefined()
      expect(allow.mock.calls).toStrictEqual([[{ ids: ['oVisitor'], source: 'wx_client' }]])
      expect((await rejectionOf(checkCaller({ api: API, allow }, admin, {}, {}))).reason).toStrictEqual({
        en: 'the caller "oAdmin" is not allowed to use this function',
        zh: '调用者 "oAdmin" 无权使用此云函数',
      })
    })

    it.each([false, undefined, 'yes', 1])('refuses the caller if the rule returns %p', async (result) => {
      const allow: () => boolean = () => JSON.parse(JSON.stringify({ result })).result

      expect((await rejectionOf(checkCaller({ api: API, allow }, noUser, {}, {}))).toJSON()).toStrictEqual({
        errCode: -401001,
        errMsg: `${FAIL} the caller is not allowed to use this function`,
      })
    })

    it('does not call the rule for an HTTP call', async () => {
      const allow = jest.fn(() => true)

      expect((await rejectionOf(checkCaller({ api: API, allow }, noUser, {}, { eventType: 'http' }))).errCode).toBe(
        -401001,
      )
      expect(allow.mock.calls).toStrictEqual([])
    })
  })

  it('does not change the event', async () => {
    const event = deepFreeze({ type: 'bind', userInfo: { openId: 'o' } })

    await checkCaller({ api: API }, noUser, event, deepFreeze({ request_id: 'r-1' }))

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
  ])('reads the list $text', async ({ text, ids }) => {
    jest.replaceProperty(process, 'env', { ADMIN_OPENIDS: text })

    expect(adminOpenids()).toStrictEqual(ids)
  })
})
