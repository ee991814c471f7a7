import * as v from 'valibot'
import type { Api } from '../../cloudfunctions/openapi/apis/Api'
import { getQuota } from '../../cloudfunctions/openapi/apis/logistics/getQuota'
import { oneOfNumbers } from '../../cloudfunctions/openapi/apis/schemas'

/** An API for tests, with nested parameters and limits. */
export const ship = {
  ...getQuota,
  name: 'test.ship',
  params: v.object({
    orderId: v.pipe(v.string(), v.maxBytes(12, 'is longer than 12 bytes')),
    mode: v.optional(oneOfNumbers(0, 1, 2)),
    cargo: v.object({
      count: v.pipe(v.number(), v.integer('should be a whole number'), v.minValue(0, 'should be at least 0')),
      weight: v.optional(v.pipe(v.number(), v.maxValue(100, 'should be at most 100'))),
      detailList: v.pipe(
        v.array(v.object({ name: v.string(), count: v.number(), remark: v.optional(v.string()) })),
        v.maxLength(2, 'has more than 2 elements'),
      ),
    }),
    shop: v.optional(v.object({ wxaPath: v.string(), tags: v.optional(v.array(v.string())) })),
  }),
} as const satisfies Api
