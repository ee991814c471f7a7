import { endUser } from '../../../../cloudfunctions/openapi/cloud/endUser'
import { cloud } from '../../../../cloudfunctions/openapi/cloud/sdk'

jest.mock('wx-server-sdk', () => ({ init: () => undefined }))

const nobody = { ids: [], unlisted: [], source: undefined }

describe('endUser', () => {
  afterEach(() => {
    delete cloud.getWXContext
  })

  it.each([
    { who: 'a user of the mini program', context: { OPENID: 'oUser' }, ids: ['oUser'] },
    { who: 'a user of another mini program', context: { FROM_OPENID: 'oOther' }, ids: ['oOther'] },
    { who: 'one with an empty OPENID', context: { OPENID: '', FROM_OPENID: 'oOther' }, ids: ['oOther'] },
    { who: 'one with a UNIONID alone', context: { UNIONID: 'uUser' }, ids: ['uUser'] },
    {
      who: 'one with many ids, the OPENID first',
      context: { UNIONID: 'uUser', FROM_UNIONID: 'uOther', FROM_OPENID: 'oOther', OPENID: 'oUser' },
      ids: ['oUser', 'oOther', 'uUser', 'uOther'],
    },
    { who: 'one whose OPENID is a number', context: { OPENID: 42 }, ids: ['42'] },
    { who: 'one whom a double of the SDK does not know', context: { OPENID: null, UNIONID: undefined }, ids: [] },
  ])('tells $who by getWXContext', ({ context, ids }) => {
    cloud.getWXContext = () => context
    jest.replaceProperty(process, 'env', {})

    expect(endUser()).toStrictEqual({ ...nobody, ids })
  })

  it.each([
    'WX_OPENID',
    'WX_FROM_OPENID',
    'WX_UNIONID',
    'WX_FROM_UNIONID',
    'QQ_OPENID',
    'TCB_CUSTOM_USER_ID',
    'TCB_UUID',
  ])('tells a user by %s where the platform lists no keys and getWXContext knows nobody', (name) => {
    cloud.getWXContext = () => ({})
    jest.replaceProperty(process, 'env', { [name]: 'someone' })

    expect(endUser()).toStrictEqual({ ...nobody, ids: ['someone'] })
  })

  it.each(['9007199254740993', '9007199254740992'])(
    'tells the id %s as it is, of which the SDK makes a number that another id shares',
    (id) => {
      cloud.getWXContext = () => ({ OPENID: Number(id), FROM_OPENID: Number(id) })
      jest.replaceProperty(process, 'env', { WX_OPENID: id, WX_FROM_OPENID: id })

      expect(endUser()).toStrictEqual({ ...nobody, ids: [id, id] })
    },
  )

  it.each([
    { where: 'the environment', env: { TCB_SOURCE: 'wx_client,scf' }, context: {}, source: 'wx_client,scf' },
    { where: 'a double of the SDK', env: {}, context: { SOURCE: 'wx_http' }, source: 'wx_http' },
    { where: 'nowhere', env: { TCB_SOURCE: '' }, context: {}, source: undefined },
  ])('tells where the call began from $where', ({ env, context, source }) => {
    cloud.getWXContext = () => context
    jest.replaceProperty(process, 'env', env)

    expect(endUser()).toStrictEqual({ ...nobody, source })
  })

  it('tells nobody by the variables of an earlier call, which the platform does not take away', () => {
    cloud.getWXContext = () => ({ APPID: 'wx0' })
    const left = { WX_OPENID: 'oAdmin', WX_UNIONID: 'uAdmin' }

    jest.replaceProperty(process, 'env', { ...left, WX_CONTEXT_KEYS: 'WX_APPID' })
    expect(endUser()).toStrictEqual(nobody)
    jest.replaceProperty(process, 'env', { ...left, WX_CONTEXT_KEYS: '' })
    expect(endUser()).toStrictEqual(nobody)
  })

  it('tells a user by the variables of this call, which the platform lists', () => {
    cloud.getWXContext = () => ({ APPID: 'wx0', OPENID: 'oUser' })
    jest.replaceProperty(process, 'env', { WX_OPENID: 'oUser', WX_CONTEXT_KEYS: 'WX_APPID,WX_OPENID' })

    expect(endUser()).toStrictEqual({ ...nobody, ids: ['oUser'] })
  })

  it('tells apart the web users whom the platform lists for this call and those whom it does not', () => {
    jest.replaceProperty(process, 'env', { TCB_UUID: 'now', QQ_OPENID: 'before', TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_UUID' })

    expect(endUser()).toStrictEqual({ ids: ['now'], unlisted: ['before'], source: undefined })
  })

  it('tells nobody under a double of the SDK that lacks getWXContext', () => {
    jest.replaceProperty(process, 'env', {})

    expect(endUser()).toStrictEqual(nobody)
  })
})
