import { lineWithoutSecrets, shownParams, withoutSecrets } from '../../../../scripts/emulator/control/withoutSecrets'

describe('shownParams of a call', () => {
  it.each([
    [
      'logistics.bindAccount',
      { type: 'bind', password: 'p', pasword: 'p' },
      { type: 'bind', password: '***', pasword: '***' },
    ],
    ['logistics.bindAccount', { bizId: '1', biz_id: '1' }, { bizId: '1', biz_id: '1' }],
    ['logistics.bindAccount', { type: 'hunter22' }, { type: '***' }],
    ['logistics.bindAccount', { hunter22hunter22: '', biz_i_d: '1' }, { '***': '***', biz_i_d: '***' }],
    ['logistics.bindAccount', { delivery_id: 'hunter22', biz_id: 'p@ss' }, { delivery_id: '***', biz_id: '***' }],
    [
      'logistics.batchGetOrder',
      { order_list: [{ order_id: '1', delivery_id: 'hunter22', hunter22: '' }] },
      { order_list: [{ order_id: '1', delivery_id: '***', '***': '***' }] },
    ],
    ['token', { appid: 'wx1', secret: 's' }, { appid: '***', secret: '***' }],
  ])('shows only known parameters of %s that are not secret', (api, params, shown) => {
    expect(shownParams(api, params, false).params).toEqual(shown)
  })
})

describe('shownParams of an event', () => {
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
  ])('shows the event of %s, %j, as %j', (functionName, event, shown) => {
    expect(shownParams(functionName, event, true).params).toEqual(shown)
  })
})

describe('withoutSecrets', () => {
  const same = (text: string) => text

  it.each([
    'password',
    'passwords',
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
    '支付口令',
    'psw',
    'userPsw',
    'PIN',
    'cardPIN',
    'PINCode',
    'pin2',
    'pins',
    'mima',
    'auth',
    'basic-auth',
    'Set-Cookie',
    'cookies',
    'sign',
    'paySign',
    'pasword',
    'userPassord',
    'aesKey',
    'EncodingAESKey',
    'ticket',
    'jsapi_ticket',
    'appkey',
    'mchKey',
    'signature',
    'otp',
    'jwt',
    'bearer',
    'API密钥',
    '秘钥',
    '验证码',
  ])('blanks %s', (name) => {
    expect(withoutSecrets([{ [name]: { at: 'any depth' } }], same)).toEqual([{ [name]: '***' }])
  })

  it.each([
    'key',
    'keyword',
    'openid',
    'phone',
    'monkey',
    'shipping',
    'shippingPinyin',
    'design',
    'signed_at',
    'author',
    'compass',
    'passenger',
    'upswing',
    'passport',
  ])('shows %s', (name) => {
    expect(withoutSecrets({ [name]: 1 }, same)).toEqual({ [name]: 1 })
  })

  it('shows whether there is a secret', () => {
    expect(withoutSecrets({ ticket: true, token: null }, same)).toEqual({ ticket: true, token: null })
  })

  it('blanks known secrets in strings, numbers and names, at every depth', () => {
    const redact = (text: string) => text.replaceAll('123456', '***')
    expect(withoutSecrets({ a: ['x123456', 123456, 12345], b: { n123456: null } }, redact)).toEqual({
      a: ['x***', '***', 12345],
      b: { 'n***': null },
    })
  })
})

describe('the secrets of shownParams', () => {
  it.each([
    ['bindAccount', { hunter22: 'x', type: 'bind', biz_id: '1' }, ['hunter22', 'x']],
    ['bindAccount', { type: 'wrong', userInfo: { openId: 'oAdmin', list: [4000, 12] } }, ['wrong', 'oAdmin', '4000']],
    ['login', { password: 1234, pin: 12, token: { old: ['one', null, true], now: '***' } }, ['1234', 'one']],
  ])('are the blanked names, strings and longer numbers in the event of %s', (name, event, secrets) => {
    expect(shownParams(name, event, true).secrets).toEqual(secrets)
  })
})

describe('lineWithoutSecrets', () => {
  const redact = (text: string) => text.replaceAll('1234', '***')

  it.each([
    ['got 1234', 'got ***'],
    ['{"ms":1234,"at":"x1234"}', '{"ms":"***","at":"x***"}'],
    ['{"ticket":true,"jwt":"a.b.c"}', '{"ticket":true,"jwt":"***"}'],
    ['[{"deep":{"密钥":"k"}}]', '[{"deep":{"密钥":"***"}}]'],
    ['{ "id": 98765432109876543210, "ticket": true }', '{ "id": 98765432109876543210, "ticket": true }'],
    ['{ not JSON 1234', '{ not JSON ***'],
    [
      "{ password: 'it\\'s', n: 'x', ticket: true, '密钥': \"k\" }",
      "{ password: '***', n: 'x', ticket: true, '密钥': \"***\" }",
    ],
    ['GET https://a.example/t?appid=wx1&secret=s3&n=1', 'GET https://a.example/t?appid=wx1&secret=***&n=1'],
    ['password: should not be empty', 'password: should not be empty'],
    ["token: 'open", "token: 'open"],
  ])('returns %s as %s', (line, shown) => {
    expect(lineWithoutSecrets(line, redact)).toBe(shown)
  })

  it('reads a long line once', () => {
    for (const piece of ['x', 'a=', '"\\', "n: '"]) {
      const line = piece.repeat(100_000)
      expect(lineWithoutSecrets(line, redact) === line).toBe(true)
    }
  })
})
