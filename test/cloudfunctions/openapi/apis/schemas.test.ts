import * as v from 'valibot'
import type { Api } from '../../../../cloudfunctions/openapi/apis/Api'
import { getQuota } from '../../../../cloudfunctions/openapi/apis/logistics/getQuota'
import {
  measure,
  optionalText,
  requiredText,
  unixSeconds,
  wholeNumber,
} from '../../../../cloudfunctions/openapi/apis/schemas'
import { toWireParams } from '../../../../cloudfunctions/openapi/params/toWireParams'
import { failureOf } from '../../../helpers/failureOf'

const api = {
  ...getQuota,
  name: 'test.limits',
  params: v.object({
    name: v.optional(requiredText(6, '', '')),
    remark: optionalText(6, '', ''),
    count: v.optional(wholeNumber(1, '', '')),
    weight: v.optional(measure('', '')),
    time: v.optional(unixSeconds('', '')),
  }),
} as const satisfies Api

const ACCEPTED = [
  { name: '顺丰' },
  { remark: '顺丰' },
  { count: 1 },
  { count: Number.MAX_SAFE_INTEGER },
  { weight: 0 },
  { weight: 5.5 },
  { time: 0 },
  { time: 1557989929 },
]

const REFUSED = [
  { event: { name: ' ' }, errCode: -401002, problem: 'parameter.name is blank' },
  { event: { name: '顺丰速' }, errCode: -401002, problem: 'parameter.name is longer than 6 bytes' },
  { event: { remark: '1234567' }, errCode: -401002, problem: 'parameter.remark is longer than 6 bytes' },
  { event: { remark: 1 }, errCode: -401003, problem: 'parameter.remark should be string instead of number' },
  { event: { count: 0 }, errCode: -401002, problem: 'parameter.count should be at least 1' },
  { event: { count: 1.5 }, errCode: -401002, problem: 'parameter.count should be a whole number' },
  { event: { count: 1e300 }, errCode: -401002, problem: 'parameter.count should be a whole number' },
  { event: { count: '1' }, errCode: -401003, problem: 'parameter.count should be number instead of string' },
  { event: { weight: -0.5 }, errCode: -401002, problem: 'parameter.weight should be at least 0' },
  { event: { weight: Infinity }, errCode: -401002, problem: 'parameter.weight should be finite' },
  { event: { weight: Number.NaN }, errCode: -401003, problem: 'parameter.weight should be number instead of NaN' },
  { event: { time: -1 }, errCode: -401002, problem: 'parameter.time should be at least 0' },
  {
    event: { time: 1557989929000 },
    errCode: -401002,
    problem: 'parameter.time is in milliseconds: it should be in seconds',
  },
]

describe('toWireParams with limited parameters', () => {
  it.each(ACCEPTED)('accepts %j', (event) => {
    expect(toWireParams(api, event)).toStrictEqual(event)
  })

  it.each(REFUSED)('refuses $event: $problem', ({ event, errCode, problem }) => {
    expect(failureOf(() => toWireParams(api, event))).toStrictEqual({
      errCode,
      errMsg: `openapi.test.limits:fail ${problem}`,
    })
  })
})
