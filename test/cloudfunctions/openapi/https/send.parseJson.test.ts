import { parseJson } from '../../../../cloudfunctions/openapi/https/send'

const VALUES = [
  { rule: 'keeps an integer beyond 2^53', text: '9007199254740993', value: 9007199254740993n },
  { rule: 'keeps one below -2^53', text: '-9007199254740993', value: -9007199254740993n },
  { rule: 'parses the greatest safe integer as a number', text: '9007199254740991', value: 9007199254740991 },
  { rule: 'parses zero as a number', text: '0', value: 0 },
  { rule: 'parses a fraction as a number', text: '0.1234567890123456789', value: 0.12345678901234568 },
  { rule: 'parses an exponent as a number', text: '1e20', value: 1e20 },
  { rule: 'uses the last of two members with the same name', text: '{"a":1,"a":2}', value: { a: 2 } },
  { rule: 'parses Chinese, escaped or not', text: '["电话", "\\u7535"]', value: ['电话', '电'] },
]

describe('parseJson', () => {
  it.each(VALUES)('$rule', ({ text, value }) => {
    expect(parseJson(text)).toStrictEqual(value)
  })

  it('does not change a prototype', () => {
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
