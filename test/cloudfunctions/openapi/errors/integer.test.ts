import { integer } from '../../../../cloudfunctions/openapi/errors/integer'

describe('integer', () => {
  it.each([
    { code: 9300529, value: 9300529 },
    { code: -1, value: -1 },
    { code: 0, value: 0 },
    { code: '9300529', value: 9300529 },
    { code: '-501001', value: -501001 },
    { code: '1e3', value: undefined },
    { code: ' 5', value: undefined },
    { code: '5 ', value: undefined },
    { code: '+5', value: undefined },
    { code: '', value: undefined },
    { code: '1.5', value: undefined },
    { code: 1.5, value: undefined },
    { code: 2 ** 53, value: undefined },
    { code: '9007199254740992', value: undefined },
    { code: Number.NaN, value: undefined },
    { code: true, value: undefined },
    { code: null, value: undefined },
    { code: [1], value: undefined },
  ])('makes $value of $code', ({ code, value }) => {
    expect(integer(code)).toBe(value)
  })
})
