import { endUser } from '../../../../cloudfunctions/openapi/cloud/endUser'
import { cloud } from '../../../../cloudfunctions/openapi/cloud/sdk'

jest.mock('wx-server-sdk', () => ({ init: () => undefined }))

const noUser = { ids: [], unlisted: [], source: undefined }

describe('endUser', () => {
  afterEach(() => {
    delete cloud.getWXContext
  })

  it.each([
    { who: 'a user of the mini program', context: { OPENID: 'oUser' }, ids: ['oUser'] },
    { who: 'a user of another mini program', context: { FROM_OPENID: 'oOther' }, ids: ['oOther'] },
    { who: 'a user with an empty OPENID', context: { OPENID: '', FROM_OPENID: 'oOther' }, ids: ['oOther'] },
    { who: 'a user with only a UNIONID', context: { UNIONID: 'uUser' }, ids: ['uUser'] },
    {
      who: 'a user with several ids, the OPENID first',
      context: { UNIONID: 'uUser', FROM_UNIONID: 'uOther', FROM_OPENID: 'oOther', OPENID: 'oUser' },
      ids: ['oUser', 'oOther', 'uUser', 'uOther'],
    },
    { who: 'a user whose OPENID is a number', context: { OPENID: 42 }, ids: ['42'] },
    { who: 'no user for a mock of the SDK without ids', context: { OPENID: null, UNIONID: undefined }, ids: [] },
  ])('returns $who from getWXContext', ({ context, ids }) => {
    cloud.getWXContext = () => context
    jest.replaceProperty(process, 'env', {})

    expect(endUser()).toStrictEqual({ ...noUser, ids })
  })

  it.each([
    'WX_OPENID',
    'WX_FROM_OPENID',
    'WX_UNIONID',
    'WX_FROM_UNIONID',
    'QQ_OPENID',
    'TCB_CUSTOM_USER_ID',
    'TCB_UUID',
  ])('returns a user from %s if the platform lists no keys and getWXContext returns no ids', (name) => {
    cloud.getWXContext = () => ({})
    jest.replaceProperty(process, 'env', { [name]: 'someone' })

    expect(endUser()).toStrictEqual({ ...noUser, ids: ['someone'] })
  })

  it.each(['9007199254740993', '9007199254740992'])(
    'returns the id %s unchanged, although the SDK converts it to a number that two ids share',
    (id) => {
      cloud.getWXContext = () => ({ OPENID: Number(id), FROM_OPENID: Number(id) })
      jest.replaceProperty(process, 'env', { WX_OPENID: id, WX_FROM_OPENID: id })

      expect(endUser()).toStrictEqual({ ...noUser, ids: [id, id] })
    },
  )

  it.each([
    { where: 'the environment', env: { TCB_SOURCE: 'wx_client,scf' }, context: {}, source: 'wx_client,scf' },
    { where: 'a mock of the SDK', env: {}, context: { SOURCE: 'wx_http' }, source: 'wx_http' },
    { where: 'nothing', env: { TCB_SOURCE: '' }, context: {}, source: undefined },
  ])('reads the source of the call from $where', ({ env, context, source }) => {
    cloud.getWXContext = () => context
    jest.replaceProperty(process, 'env', env)

    expect(endUser()).toStrictEqual({ ...noUser, source })
  })

  it('ignores variables of an earlier call, which the platform leaves in the process', () => {
    cloud.getWXContext = () => ({ APPID: 'wx0' })
    const left = { WX_OPENID: 'oAdmin', WX_UNIONID: 'uAdmin' }

    jest.replaceProperty(process, 'env', { ...left, WX_CONTEXT_KEYS: 'WX_APPID' })
    expect(endUser()).toStrictEqual(noUser)
    jest.replaceProperty(process, 'env', { ...left, WX_CONTEXT_KEYS: '' })
    expect(endUser()).toStrictEqual(noUser)
  })

  it('returns a user from variables that the platform lists for this call', () => {
    cloud.getWXContext = () => ({ APPID: 'wx0', OPENID: 'oUser' })
    jest.replaceProperty(process, 'env', { WX_OPENID: 'oUser', WX_CONTEXT_KEYS: 'WX_APPID,WX_OPENID' })

    expect(endUser()).toStrictEqual({ ...noUser, ids: ['oUser'] })
  })

  it('separates the web users that the platform lists for this call from those that it does not list', () => {
    jest.replaceProperty(process, 'env', { TCB_UUID: 'now', QQ_OPENID: 'before', TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_UUID' })

    expect(endUser()).toStrictEqual({ ids: ['now'], unlisted: ['before'], source: undefined })
  })

  it('returns no user with a mock of the SDK that lacks getWXContext', () => {
    jest.replaceProperty(process, 'env', {})

    expect(endUser()).toStrictEqual(noUser)
  })
})
