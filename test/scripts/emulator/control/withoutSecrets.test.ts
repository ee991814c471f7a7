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
    ['logistics.bindAccount', { hunter22hunter22: '', biz_i_d: '1' }, { '***': '***', biz_i_d: '***' }],
    ['logistics.bindAccount', { delivery_id: 'hunter22', biz_id: 'p@ss' }, { delivery_id: '***', biz_id: '***' }],
    [
      'logistics.batchGetOrder',
      { order_list: [{ order_id: '1', delivery_id: 'hunter22', hunter22: '' }] },
      { order_list: [{ order_id: '1', delivery_id: '***', '***': '***' }] },
    ],
    ['token', { appid: 'wx1', secret: 's' }, { appid: '***', secret: '***' }],
  ])('of %s shows %j as %j', (api, params, shown) => {
    expect(wireParamsWithoutSecrets(api, params)).toEqual(shown)
  })
})

describe('eventWithoutSecrets', () => {
  it.each([
    ['bindAccount', { type: 'bind', password: 'p', pasword: 'p' }, { type: 'bind', password: '***', pasword: '***' }],
    ['bindAccount', { bizId: '1', biz_id: '1' }, { bizId: '1', biz_id: '1' }],
    ['bindAccount', { type: 'hunter22', bizId: 7 }, { type: '***', bizId: 7 }],
    [
      'bindAccount',
      { hunter22hunter22: '', $doctor: true, userInfo: {} },
      { '***': '***', $doctor: '***', userInfo: '***' },
    ],
    ['bindAccount', { deliveryId: 'hunter22', bizId: 'SF_CASH' }, { deliveryId: '***', bizId: 'SF_CASH' }],
    ['addOrder', { addSource: 2, takeMode: 'hunter22' }, { addSource: 2, takeMode: '***' }],
    ['getAllAccount', { userToken: 't', what: 1 }, { '***': '***' }],
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
  it('returns a name that is no longer there, and its value', () => {
    expect(blankedTexts({ hunter22: 'x', type: 'bind' }, { '***': '***', type: 'bind' })).toEqual(['hunter22', 'x'])
  })

  it('returns the strings that are no longer there, at any depth', () => {
    const before = { a: 'one', b: [{ c: 'two' }, 'three'], d: 4, e: { f: '***' } }
    expect(blankedTexts(before, { a: '***', b: [{ c: '***' }, 'three'], d: '***', e: { f: '***' } })).toEqual([
      'one',
      'two',
    ])
  })
})
