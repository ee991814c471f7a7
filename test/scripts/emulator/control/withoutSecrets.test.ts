import {
  blankedTexts,
  eventWithoutSecrets,
  wireParamsWithoutSecrets,
  withoutSecretNames,
} from '../../../../scripts/emulator/control/withoutSecrets'

describe('wireParamsWithoutSecrets', () => {
  it.each([
    [
      'logistics.bindAccount',
      { type: 'bind', password: 'p', pasword: 'p' },
      { type: 'bind', password: '***', pasword: '***' },
    ],
    ['logistics.bindAccount', { bizId: '1', biz_id: '1' }, { bizId: '***', biz_id: '1' }],
    ['logistics.bindAccount', { type: 'hunter22' }, { type: '***' }],
    ['token', { appid: 'wx1', secret: 's' }, { appid: '***', secret: '***' }],
  ])('of %s shows known names that are no secrets, as WeChat has them', (api, params, shown) => {
    expect(wireParamsWithoutSecrets(api, params)).toEqual(shown)
  })
})

describe('eventWithoutSecrets', () => {
  it.each([
    ['bindAccount', { type: 'bind', password: 'p', pasword: 'p' }, { type: 'bind', password: '***', pasword: '***' }],
    ['bindAccount', { bizId: '1', biz_id: '1' }, { bizId: '1', biz_id: '1' }],
    ['bindAccount', { type: 'hunter22', bizId: 7 }, { type: '***', bizId: 7 }],
    ['addOrder', { addSource: 2, takeMode: 'hunter22' }, { addSource: 2, takeMode: '***' }],
    ['getAllAccount', { userToken: 't', what: 1 }, { userToken: '***', what: '***' }],
    ['login', { code: '1', user: { passwd: 'p' } }, { code: '1', user: { passwd: '***' } }],
  ])('of %s shows %j as %j', (functionName, event, shown) => {
    expect(eventWithoutSecrets(functionName, event)).toEqual(shown)
  })
})

describe('withoutSecretNames', () => {
  it.each([
    'password',
    'pwd',
    'passWord',
    'user_pass',
    'appSecret',
    'access_token',
    'refreshToken',
    'session_key',
    'apiKey',
    'privateKey',
    'Authorization',
    'credentials',
    '登录密码',
  ])('blanks %s', (name) => {
    expect(withoutSecretNames([{ [name]: { at: 'any depth' } }])).toEqual([{ [name]: '***' }])
  })

  it.each(['key', 'keyword', 'openid', 'phone', 'monkey'])('shows %s', (name) => {
    expect(withoutSecretNames({ [name]: 1 })).toEqual({ [name]: 1 })
  })
})

describe('blankedTexts', () => {
  it('are the texts that stand no longer there, at any depth', () => {
    const before = { a: 'one', b: [{ c: 'two' }, 'three'], d: 4, e: { f: '***' } }
    expect(blankedTexts(before, { a: '***', b: [{ c: '***' }, 'three'], d: '***', e: { f: '***' } })).toEqual([
      'one',
      'two',
    ])
  })
})
