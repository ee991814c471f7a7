import { bindAccount } from '../../../../cloudfunctions/openapi/apis/logistics/bindAccount'
import { getAllAccount } from '../../../../cloudfunctions/openapi/apis/logistics/getAllAccount'
import { looksRight, nearName, secretsOf } from '../../../../cloudfunctions/openapi/params/pickParams'

describe('secretsOf', () => {
  const api = { secrets: ['customerPassword'] }

  it.each([
    {
      rule: "returns the values of the API's secret parameters",
      params: { type: 'bind', password: 'x' },
      secrets: ['x'],
    },
    { rule: 'returns nothing if the parameter is missing', params: { type: 'bind' }, secrets: [] },
    { rule: 'returns nothing if the value is not a string', params: { password: 7 }, secrets: [] },
    { rule: 'returns nothing if the event is not an object', params: undefined, secrets: [] },
  ])('$rule', ({ params, secrets }) => {
    expect(secretsOf(bindAccount, params)).toStrictEqual(secrets)
  })

  it('finds secrets in camelCase and in snake_case', () => {
    expect(secretsOf(api, { customerPassword: 'a', customer_password: 'b' })).toStrictEqual(['a', 'b'])
  })

  it('returns nothing if the API has no secrets', () => {
    expect(secretsOf(getAllAccount, { password: 'x' })).toStrictEqual([])
  })
})

describe('nearName', () => {
  it.each([
    ['bizID', 'bizId'],
    ['biz_ID', 'bizId'],
    ['pasword', 'password'],
    ['hunter', undefined],
    ['password2024', undefined],
    ['biz-id', undefined],
    ['', undefined],
  ])('returns for %j the known name that it is near to, unless it may be a password: %j', (name, near) => {
    expect(nearName(name, ['type', 'bizId', 'password'])).toBe(near)
  })
})

describe('looksRight', () => {
  it.each([
    ['deliveryId', 'YUNDA', true],
    ['deliveryId', 'J_2', true],
    ['deliveryId', 'A'.repeat(16), true],
    ['deliveryId', 'A'.repeat(17), false],
    ['deliveryId', 'A', false],
    ['deliveryId', 'hunter22', false],
    ['deliveryId', 'YUNDA!', false],
    ['deliveryId', '!YUNDA', false],
    ['bizId', 'a.B-1_', true],
    ['bizId', 'a', true],
    ['bizId', 'a'.repeat(64), true],
    ['bizId', 'a'.repeat(65), false],
    ['bizId', '', false],
    ['bizId', 'a b', false],
    ['bizId', '!a', false],
    ['bizId', 'a!', false],
    ['orderId', 'hunter 22', true],
    ['deliveryId', 1, true],
  ])('checks the form of %s %j: %j', (param, value, isRight) => {
    expect(looksRight(param, value)).toBe(isRight)
  })
})
