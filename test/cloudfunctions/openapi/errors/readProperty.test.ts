import { integer, readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'

const trap = () => {
  throw new Error('trap')
}

describe('readProperty', () => {
  it.each([
    { what: 'an object', value: { errCode: -1 }, read: -1 },
    { what: 'a function', value: Object.assign(() => {}, { errCode: -1 }), read: -1 },
    { what: 'an inherited property', value: Object.create({ errCode: -1 }), read: -1 },
    { what: 'an object without it', value: {}, read: undefined },
    { what: 'a getter that throws', value: Object.defineProperty({}, 'errCode', { get: trap }), read: undefined },
    { what: 'a proxy that throws', value: new Proxy({}, { get: trap }), read: undefined },
    { what: 'null', value: null, read: undefined },
    { what: 'undefined', value: undefined, read: undefined },
    { what: 'a string', value: 'text', read: undefined },
  ])('reads a property of $what', ({ value, read }) => {
    expect(readProperty(value, 'errCode')).toBe(read)
  })
})

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
  ])('returns $value for $code', ({ code, value }) => {
    expect(integer(code)).toBe(value)
  })
})
