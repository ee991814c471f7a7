import * as v from 'valibot'
import { describeIssue } from '../../../../cloudfunctions/openapi/params/describeIssue'

const ISSUES = [
  { schema: v.object({}), value: 5, errCode: -401003, problem: 'parameter should be object instead of number' },
  { schema: v.picklist(['bind']), value: 'unbind', errCode: -401002, problem: 'parameter should be "bind"' },
  { schema: v.picklist(['a', 'b', 'c']), value: 'd', errCode: -401002, problem: 'parameter should be "a", "b" or "c"' },
  { schema: v.picklist([10, -20]), value: 3, errCode: -401002, problem: 'parameter should be 10 or -20' },
  {
    schema: v.picklist([10, -20]),
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
