import type { main as Main } from '../../../cloudfunctions/bindAccount'
import { createLocalWeChat, type LocalWeChat } from '../../../scripts/emulator/createLocalWeChat'
import { catchLog } from '../../helpers/catchLog'
import { lookLikeACloudFunction } from '../../helpers/lookLikeACloudFunction'
import { sample } from '../../helpers/withLocalWeChat'

catchLog()

/** Checks the caller through the real SDK, with the environment variables that the platform sets for a call. */
describe('the caller', () => {
  let wechat: LocalWeChat
  let main: typeof Main
  let environment: NodeJS.ProcessEnv
  beforeAll(async () => {
    wechat = await createLocalWeChat()
    lookLikeACloudFunction(`${wechat.url}/admin`, wechat.ticket)
    environment = { ...process.env }
    main = jest.requireActual<{ main: typeof Main }>('../../../cloudfunctions/bindAccount').main
  })
  afterAll(() => wechat.close())

  /** Makes a call with the given environment. The account is unbound first, so that an allowed call succeeds. */
  async function call(env: Record<string, string>, event: object = sample, context: object = {}) {
    jest.replaceProperty(process, 'env', environment)
    await main({ ...sample, type: 'unbind' })
    const keys = Object.keys(env).filter((name) => name.startsWith('WX_'))
    jest.replaceProperty(process, 'env', { ...environment, ...env, WX_CONTEXT_KEYS: [...keys, 'WX_API_TOKEN'].join() })
    return main(event, context)
  }

  const allowed = { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }
  const refused = (id: string) => ({
    errCode: -401001,
    errMsg:
      `openapi.logistics.bindAccount:fail the caller "${id}" is not an admin: ` +
      "add this id to the function's environment variable ADMIN_OPENIDS",
  })
  const unknown = (source: string) => ({
    errCode: -401001,
    errMsg:
      "openapi.logistics.bindAccount:fail the caller is unknown: the call has no user's id, " +
      `and its SOURCE "${source}" is not the cloud itself. Let the user log in`,
  })
  const byHttp = {
    errCode: -401001,
    errMsg:
      'openapi.logistics.bindAccount:fail this function may not be called by HTTP, where the caller is unknown: use wx.cloud.callFunction',
  }
  const ADMINS = { ADMIN_OPENIDS: 'oBoss，oAdmin；uAdmin、qAdmin webAdmin,,12345678901234567890' }

  it.each([
    ['the cloud console, which names no source', {}],
    ['a server with the AppSecret', { TCB_SOURCE: 'wx_http' }],
    ['another function', { TCB_SOURCE: 'scf' }],
    ['another function, called by a stranger', { TCB_SOURCE: 'wx_client,scf' }],
    ['a timer', { TCB_SOURCE: 'wx_trigger', TRIGGER_SRC: 'timer' }],
    ['a delayed task', { TCB_SOURCE: 'wx_delaytask' }],
    ['the developer tools', { TCB_SOURCE: 'wx_devtools' }],
    ['local debugging', { TCB_SOURCE: 'wx_localdebug' }],
    ['a listed admin', { WX_OPENID: 'oAdmin', TCB_SOURCE: 'wx_client' }],
    ['a listed admin of another mini program', { WX_FROM_OPENID: 'oAdmin', TCB_SOURCE: 'wx_client' }],
    ['a user whose UNIONID is listed', { WX_OPENID: 'oUser', WX_UNIONID: 'uAdmin', TCB_SOURCE: 'wx_client' }],
    ['a listed admin of a QQ mini program', { QQ_OPENID: 'qAdmin', TCB_SOURCE: 'wx_client' }],
    ['a listed web user', { TCB_UUID: 'webAdmin', TCB_SOURCE: 'wx_client' }],
    [
      'a listed web user of a custom login',
      { TCB_CUSTOM_USER_ID: 'webAdmin', TCB_UUID: 'web-1', TCB_SOURCE: 'wx_client' },
    ],
    [
      'a listed admin whose OPENID is all digits, which the SDK converts to a number',
      { WX_OPENID: '12345678901234567890' },
    ],
  ])('is allowed: %s', async (_who, env) => {
    expect(await call({ ...ADMINS, ...env })).toStrictEqual(allowed)
  })

  it.each([
    ['a stranger', { WX_OPENID: 'oStranger', TCB_SOURCE: 'wx_client' }, 'oStranger'],
    [
      'a stranger whose all-digit OPENID is the same number as an admin',
      { WX_OPENID: '12345678901234567891' },
      '12345678901234567891',
    ],
    [
      'a stranger with the admin at the end of a chain of functions',
      { WX_OPENID: 'oStranger', TCB_SOURCE: 'wx_client,scf' },
      'oStranger',
    ],
    ['a user of another mini program', { WX_FROM_OPENID: 'oOther', WX_FROM_APPID: 'wx1' }, 'oOther'],
    ['a user with only a UNIONID', { WX_UNIONID: 'uStranger', TCB_SOURCE: 'scf' }, 'uStranger'],
    ['a user of a QQ mini program', { QQ_OPENID: 'qStranger' }, 'qStranger'],
    ['a web user', { TCB_UUID: 'web-user' }, 'web-user'],
    ['a web user of a custom login', { TCB_CUSTOM_USER_ID: 'customer-1' }, 'customer-1'],
    ['an anonymous web user', { TCB_UUID: 'anonymous', TCB_ISANONYMOUS_USER: 'true' }, 'anonymous'],
  ])('is refused: %s', async (_who, env, id) => {
    expect(await call({ ...ADMINS, ...env })).toStrictEqual(refused(id))
  })

  it('is refused: a stranger in a process that still has the ids of an admin who called before', async () => {
    const before = { TCB_UUID: 'webAdmin', QQ_OPENID: 'qAdmin', TCB_CONTEXT_KEYS: 'TCB_ENV' }

    expect(await call({ ...ADMINS, ...before, WX_OPENID: 'oStranger' })).toStrictEqual(refused('oStranger'))
  })

  it.each(['wx_client', 'scf,wx_client', 'wx_paycallback', 'wx_crawler', 'wx_unknown', 'new_source'])(
    'is refused if its source is %s and it has no id (a visitor without login, for instance)',
    async (source) => {
      expect(await call({ ...ADMINS, TCB_SOURCE: source })).toStrictEqual(unknown(source))
    },
  )

  it.each([
    ['unset', {}],
    ['empty', { ADMIN_OPENIDS: '' }],
    ['empty items and spaces', { ADMIN_OPENIDS: ' ,, ' }],
  ])('is refused like any user if ADMIN_OPENIDS is %s', async (_how, env) => {
    expect(await call({ ...env, WX_OPENID: 'oAdmin' })).toStrictEqual(refused('oAdmin'))
  })

  it('is not identified by ids in the event', async () => {
    const forged = { ...sample, userInfo: { openId: 'oAdmin' }, openid: 'oAdmin', OPENID: 'oAdmin' }
    expect(await call({ ...ADMINS, WX_OPENID: 'oStranger' }, forged)).toStrictEqual(refused('oStranger'))
  })

  it.each([
    ['a caller without an id', {}],
    ['an admin', { WX_OPENID: 'oAdmin' }],
  ])('is refused by HTTP: %s', async (_who, env) => {
    const event = { ...sample, httpMethod: 'POST', headers: {}, path: '/', body: '' }
    const httpContext = { url: '/', httpMethod: 'POST', headers: { 'x-wx-openid': 'oAdmin' } }

    expect(await call({ ...ADMINS, ...env }, event)).toStrictEqual(byHttp)
    // @cloudbase/functions-framework 1.18.0 freezes such a context.
    expect(await call({ ...ADMINS, ...env }, sample, Object.freeze({ eventType: 'http', httpContext }))).toStrictEqual(
      byHttp,
    )
  })
})
