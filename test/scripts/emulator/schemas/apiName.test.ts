import { didYouMean, isKnownName, nameMistake } from '../../../../scripts/emulator/schemas/apiName'

describe('nameMistake', () => {
  it.each([
    ['logistics.bindAcount', 'should be logistics.bindAccount'],
    ['logistic.bindAccount', 'should be logistics.bindAccount'],
    ['Logistics.BindAccount', 'should be logistics.bindAccount'],
    ['logistics.bind_account', 'should be logistics.bindAccount'],
    ['bindAccount', 'should be logistics.bindAccount'],
    ['bindaccount', 'should be logistics.bindAccount'],
    ['/cgi-bin/express/business/account/bind', 'should be logistics.bindAccount'],
    ['tokens', 'should be token'],
    ['stable-token', 'should be stable_token'],
    ['/cgi-bin/token', 'should be token'],
    ['/tcb/invokecloudfunction', 'should be invokeCloudFunction'],
    ['/sns/jscode2session?appid=1', 'should be a path alone, as /sns/jscode2session'],
    ['https://api.weixin.qq.com/sns/jscode2session', 'should be a path alone, as /sns/jscode2session'],
  ])('refuses %s', (name, mistake) => {
    expect(nameMistake(name)?.en).toBe(mistake)
  })

  it.each([
    'logistics.bindAccount',
    'token',
    'stable_token',
    'invokeCloudFunction',
    'subscribeMessage.send',
    'immediateDelivery.bindAccount',
    'logistics.updatePath',
    'wxacode.get',
    'database.getDocument',
    'cloudPay.unifiedOrder',
    '/sns/jscode2session',
    '/cgi-bin/tokens',
    'x'.repeat(10_000),
  ])('accepts %.40s', (name) => {
    expect(nameMistake(name)).toBeUndefined()
  })
})

it('recognizes the APIs of the registry, both token APIs and invokeCloudFunction', () => {
  const names = [
    'logistics.bindAccount',
    'token',
    'stable_token',
    'invokeCloudFunction',
    'subscribeMessage.send',
    'toString',
  ]
  expect(names.map(isKnownName)).toEqual([true, true, true, true, false, false])
})

it('suggests the known name nearest to an unknown one', () => {
  const names = ['logistic.bindAcc0nts', 'getAccounts', 'other.bindAccount', 'subscribeMessage.send', '/cgi-bin/tokens']
  expect(names.map(didYouMean)).toEqual([
    { en: ' (did you mean logistics.bindAccount?)', zh: '（是不是 logistics.bindAccount？）' },
    { en: ' (did you mean logistics.getAllAccount?)', zh: '（是不是 logistics.getAllAccount？）' },
    { en: '', zh: '' },
    { en: '', zh: '' },
    { en: ' (did you mean /cgi-bin/token?)', zh: '（是不是 /cgi-bin/token？）' },
  ])
})
