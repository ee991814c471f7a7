import * as v from 'valibot'
import { oneOf, oneOfNumbers } from '../../../../cloudfunctions/openapi/apis/schemas'
import { says } from '../../../../cloudfunctions/openapi/messages/issues'
import { describeIssue, typeName } from '../../../../cloudfunctions/openapi/params/describeIssue'

const ISSUES = [
  {
    schema: v.object({}),
    value: 5,
    errCode: -401003,
    en: 'parameter should be object instead of number',
    zh: '参数应为 object，而不是 number',
  },
  { schema: oneOf('bind'), value: 'unbind', errCode: -401002, en: 'parameter should be "bind"', zh: '参数应为 "bind"' },
  {
    schema: oneOf('a', 'b', 'c'),
    value: 'd',
    errCode: -401002,
    en: 'parameter should be "a", "b" or "c"',
    zh: '参数应为 "a" 或 "b" 或 "c"',
  },
  {
    schema: oneOfNumbers(10, -20),
    value: 3,
    errCode: -401002,
    en: 'parameter should be 10 or -20',
    zh: '参数应为 10 或 -20',
  },
  {
    schema: oneOfNumbers(10, -20),
    value: '10',
    errCode: -401003,
    en: 'parameter should be number instead of string',
    zh: '参数应为 number，而不是 string',
  },
  {
    schema: v.pipe(v.string(), v.maxLength(2, says({ en: 'is too long', zh: '太长' }))),
    value: 'abc',
    errCode: -401002,
    en: 'parameter is too long',
    zh: '参数太长',
  },
]

describe('describeIssue', () => {
  it.each(ISSUES)('describes the problem with $value in both languages: $en', ({ schema, value, errCode, en, zh }) => {
    const { issues = [] } = v.safeParse(schema, value)
    expect(issues.map((it) => describeIssue(it))).toStrictEqual([{ errCode, problem: { en, zh } }])
  })
})

describe('typeName', () => {
  it.each([
    ['text', 'string'],
    [1, 'number'],
    [Number.NaN, 'NaN'],
    [10n, 'bigint'],
    [true, 'boolean'],
    [undefined, 'undefined'],
    [Symbol('x'), 'symbol'],
    [() => 1, 'function'],
    [async () => 1, 'function'],
    [null, 'null'],
    [[], 'array'],
    [{}, 'object'],
    [new Date(0), 'date'],
    [new Map(), 'map'],
    [Buffer.alloc(0), 'uint8array'],
  ])('returns the type of %p: %s', (value, type) => {
    expect(typeName(value)).toBe(type)
  })
})
