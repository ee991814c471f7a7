import type { main as Main } from '../../../cloudfunctions/bindAccount'
import { createLocalWeChat, type LocalWeChat } from '../../../scripts/emulator/createLocalWeChat'
import { catchLog } from '../../catchLog'
import { lookLikeACloudFunction } from '../../lookLikeACloudFunction'
import { sample } from '../../withLocalWeChat'

catchLog()

/** Who may call, through the real SDK: what the platform puts into the environment of a call, and what comes of it. */
describe('the caller', () => {
  let wechat: LocalWeChat
  let main: typeof Main
  let environment: NodeJS.ProcessEnv
  beforeAll(async () => {
    wechat = await createLocalWeChat()
    lookLikeACloudFunction(`${wechat.url}/admin`)
    environment = { ...process.env }
    main = jest.requireActual<{ main: typeof Main }>('../../../cloudfunctions/bindAccount').main
  })
  afterAll(() => wechat.close())

  /** Makes the call that an environment describes; the account is unbound first, so that an allowed call succeeds. */
  async function call(env: Record<string, string>, event: object = sample) {
    jest.replaceProperty(process, 'env', environment)
    await main({ ...sample, type: 'unbind' })
    const keys = Object.keys(env).filter((name) => name.startsWith('WX_'))
    jest.replaceProperty(process, 'env', { ...environment, ...env, WX_CONTEXT_KEYS: keys.join() })
    return main(event)
  }

  const allowed = { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }
  const refused = (id: string) => ({
    errCode: -401001,
    errMsg:
      `openapi.logistics.bindAccount:fail the caller "${id}" is not an admin: ` +
      "add this OPENID to the function's environment variable ADMIN_OPENIDS (comma list)",
  })
  const ADMINS = { ADMIN_OPENIDS: 'oBoss, oAdmin ,,12345678901234567890' }

  it.each([
    ['nobody: the cloud console or a server', {}],
    ['a listed admin', { WX_OPENID: 'oAdmin' }],
    [
      'a listed admin whose OPENID is all digits, which the SDK makes a number of',
      { WX_OPENID: '12345678901234567890' },
    ],
    ['another function, called by a stranger', { TCB_SOURCE: 'wx_client,scf' }],
    ['a timer', { TCB_SOURCE: 'wx_trigger', TRIGGER_SRC: 'timer' }],
  ])('is let in: %s', async (_who, env) => {
    expect(await call({ ...ADMINS, ...env })).toStrictEqual(allowed)
  })

  it.each([
    ['a stranger', { WX_OPENID: 'oStranger' }, 'oStranger'],
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
    ['a web user', { TCB_UUID: 'web-user' }, 'web-user'],
    ['an anonymous web user', { TCB_UUID: 'anonymous', TCB_ISANONYMOUS_USER: 'true' }, 'anonymous'],
  ])('is refused: %s', async (_who, env, id) => {
    expect(await call({ ...ADMINS, ...env })).toStrictEqual(refused(id))
  })

  it.each([
    ['unset', {}],
    ['empty', { ADMIN_OPENIDS: '' }],
    ['empty items and spaces', { ADMIN_OPENIDS: ' ,, ' }],
  ])('is refused as any user where ADMIN_OPENIDS is %s', async (_how, env) => {
    expect(await call({ ...env, WX_OPENID: 'oAdmin' })).toStrictEqual(refused('oAdmin'))
  })

  it('is not who the event says', async () => {
    const forged = { ...sample, userInfo: { openId: 'oAdmin' }, openid: 'oAdmin', OPENID: 'oAdmin' }
    expect(await call({ ...ADMINS, WX_OPENID: 'oStranger' }, forged)).toStrictEqual(refused('oStranger'))
  })

  it.each([
    ['nobody', {}],
    ['an admin', { WX_OPENID: 'oAdmin' }],
  ])('is refused by HTTP access, also as %s', async (_who, env) => {
    const event = { ...sample, httpMethod: 'POST', headers: {}, path: '/', body: '' }
    expect(await call({ ...ADMINS, ...env }, event)).toMatchObject({ errCode: -401001 })
  })
})
