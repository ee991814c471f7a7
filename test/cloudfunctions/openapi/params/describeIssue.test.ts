import * as v from 'valibot'
import { oneOf, oneOfNumbers } from '../../../../cloudfunctions/openapi/apis/schemas'
import { describeIssue, typeName } from '../../../../cloudfunctions/openapi/params/describeIssue'

const ISSUES = [
  { schema: v.object({}), value: 5, errCode: -401003, problem: 'parameter should be object instead of number' },
  { schema: oneOf('bind'), value: 'unbind', errCode: -401002, problem: 'parameter should be "bind"' },
  { schema: oneOf('a', 'b', 'c'), value: 'd', errCode: -401002, problem: 'parameter should be "a", "b" or "c"' },
  { schema: oneOfNumbers(10, -20), value: 3, errCode: -401002, problem: 'parameter should be 10 or -20' },
  {
    schema: oneOfNumbers(10, -20),
    value: '10',
    errCode: -401003,
    problem: 'parameter should be number instead of string',
  },
  {
    schema: v.pipe(v.string(), v.maxLength(2, 'is too long')),
    value: 'abc',
    errCode: -401002,
    problem: 'parameter is too long',
  },
]

describe('describeIssue', () => {
  it.each(ISSUES)('says of $value: $problem', ({ schema, value, errCode, problem }) => {
    const { issues = [] } = v.safeParse(schema, value)
    expect(issues.map(describeIssue)).toStrictEqual([{ errCode, problem }])
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
  ])('calls %p %s', (value, kind) => {
    expect(typeName(value)).toBe(kind)
  })
})
