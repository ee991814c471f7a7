import { looksRight, nearName } from '../../../../cloudfunctions/openapi/params/pickParams'

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
