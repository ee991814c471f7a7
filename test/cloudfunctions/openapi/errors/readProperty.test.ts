import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'

const trap = () => {
  throw new Error('trap')
}

describe('readProperty', () => {
  it.each([
    { what: 'an object', value: { errCode: -1 }, read: -1 },
    { what: 'a function', value: Object.assign(() => {}, { errCode: -1 }), read: -1 },
    { what: 'what an object inherits', value: Object.create({ errCode: -1 }), read: -1 },
    { what: 'an object without it', value: {}, read: undefined },
    { what: 'a getter that throws', value: Object.defineProperty({}, 'errCode', { get: trap }), read: undefined },
    { what: 'a proxy that throws', value: new Proxy({}, { get: trap }), read: undefined },
    { what: 'null', value: null, read: undefined },
    { what: 'undefined', value: undefined, read: undefined },
    { what: 'a text', value: 'text', read: undefined },
  ])('reads $what', ({ value, read }) => {
    expect(readProperty(value, 'errCode')).toBe(read)
  })
})
