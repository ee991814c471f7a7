import { parseJson } from '../../../../cloudfunctions/openapi/https/send'

const VALUES = [
  { rule: 'keeps an integer beyond 2^53', text: '9007199254740993', value: 9007199254740993n },
  { rule: 'keeps one below -2^53', text: '-9007199254740993', value: -9007199254740993n },
  { rule: 'makes a number of the greatest that a number holds', text: '9007199254740991', value: 9007199254740991 },
  { rule: 'makes a number of zero', text: '0', value: 0 },
  { rule: 'makes a number of a fraction', text: '0.1234567890123456789', value: 0.12345678901234568 },
  { rule: 'makes a number of an exponent', text: '1e20', value: 1e20 },
  { rule: 'takes the last of two same names', text: '{"a":1,"a":2}', value: { a: 2 } },
  { rule: 'reads Chinese, escaped or not', text: '["电话", "\\u7535"]', value: ['电话', '电'] },
]

describe('parseJson', () => {
  it.each(VALUES)('$rule', ({ text, value }) => {
    expect(parseJson(text)).toStrictEqual(value)
  })

  it('changes no prototype', () => {
    const parsed = parseJson('{"__proto__": {"errcode": 0}}')

    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype)
    expect(Object.keys(Object(parsed))).toStrictEqual(['__proto__'])
  })

  it.each(['', ' ', '{"errcode":0', '{"errcode":0}x', '01', '[1,]', "{'a':1}", 'undefined', '<html>'])(
    'returns undefined for %j, which is not JSON',
    (text) => {
      expect(parseJson(text)).toBeUndefined()
    },
  )
})
