import { cloud } from '../../../cloudfunctions/openapi/cloud'
import { endUser } from '../../../cloudfunctions/openapi/endUser'

jest.mock('wx-server-sdk', () => ({ init: () => undefined }))

const nobody = { ids: [], source: undefined }

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

    expect(endUser()).toStrictEqual({ ids, source: undefined })
  })

  it.each([
    'WX_OPENID',
    'WX_FROM_OPENID',
    'WX_UNIONID',
    'WX_FROM_UNIONID',
    'QQ_OPENID',
    'TCB_CUSTOM_USER_ID',
    'TCB_UUID',
  ])('tells a user by %s, though WX_CONTEXT_KEYS is empty and getWXContext knows nobody', (name) => {
    cloud.getWXContext = () => ({})
    jest.replaceProperty(process, 'env', { [name]: 'someone' })

    expect(endUser()).toStrictEqual({ ids: ['someone'], source: undefined })
  })

  it.each(['9007199254740993', '9007199254740992'])(
    'tells the id %s as it is, of which the SDK makes a number that another id shares',
    (id) => {
      cloud.getWXContext = () => ({ OPENID: Number(id), FROM_OPENID: Number(id) })
      jest.replaceProperty(process, 'env', { WX_OPENID: id, WX_FROM_OPENID: id })

      expect(endUser()).toStrictEqual({ ids: [id, id], source: undefined })
    },
  )

  it.each([
    { where: 'the environment', env: { TCB_SOURCE: 'wx_client,scf' }, context: {}, source: 'wx_client,scf' },
    { where: 'a double of the SDK', env: {}, context: { SOURCE: 'wx_http' }, source: 'wx_http' },
    { where: 'nowhere', env: { TCB_SOURCE: '' }, context: {}, source: undefined },
  ])('tells where the call began from $where', ({ env, context, source }) => {
    cloud.getWXContext = () => context
    jest.replaceProperty(process, 'env', env)

    expect(endUser()).toStrictEqual({ ids: [], source })
  })

  it('tells nobody under a double of the SDK that lacks getWXContext', () => {
    jest.replaceProperty(process, 'env', {})

    expect(endUser()).toStrictEqual(nobody)
  })
})
