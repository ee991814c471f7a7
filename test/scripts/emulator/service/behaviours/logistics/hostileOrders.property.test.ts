import fc from 'fast-check'
import * as v from 'valibot'
import { readProperty } from '../../../../../../cloudfunctions/openapi/errors/readProperty'
import { behaviours } from '../../../../../../scripts/emulator/service/behaviours'
import { seedSchema } from '../../../../../../scripts/emulator/state/recordsSchema'
import { sampleAccount } from '../../../state/sampleAccount'
import { pageOf } from '../../pageOf'
import { sampleParcel } from '../../sampleParcel'
import { withBehaviours } from '../withBehaviours'

const wechat = withBehaviours()
/** The number of runs; `HOSTILE_ORDERS=50000 npx jest hostileOrders` runs a long test. */
const numRuns = Number(process.env.HOSTILE_ORDERS ?? 1500)

const names = Object.keys(behaviours).map((it) => it.replace('logistics.', ''))
/** Any JSON value, also 1e999. */
const json = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(Number.POSITIVE_INFINITY, -0, '', null, [], {}, '<script>', '\ud800', '__proto__', 'TEST'),
)
const known = fc.constantFrom<unknown>(
  ...['01234567890123456789', 'YUNDA', 'SF', 'TEST', '123456', 'test_biz_id', 'oAdmin', '6512261150430', 'bind'],
  100001,
)
const params = [...Object.keys(sampleParcel), 'waybill_id', 'update_type', 'tagid_list', 'order_list', 'action_type']
const wireParams = fc.dictionary(fc.constantFrom(...params, 'action_time', 'action_msg'), fc.oneof(json, known), {
  maxKeys: 12,
})

/** The sample with one or two changes at any depth. */
const path = fc.constantFrom(...pathsOf(sampleParcel))
const mutated = fc
  .array(fc.tuple(path, fc.oneof(json, known)), { minLength: 1, maxLength: 2 })
  .map((changes) => changes.reduce<unknown>((parcel, [at, value]) => changed(parcel, at, value), sampleParcel))
  .map((parcel) => v.parse(v.record(v.string(), v.unknown()), parcel))

function pathsOf(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at]
  return Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...pathsOf(inner, [...at, key])])
}

function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to
  if (Array.isArray(value)) return value.map((it, index) => (String(index) === key ? changed(it, rest, to) : it))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => [name, name === key ? changed(it, rest, to) : it]),
  )
}

/** Checks that the response is data or an errcode, and that the records can be read again. */
function isSound(answer: unknown): void {
  expect(v.is(v.object({ errcode: v.optional(v.number()), errmsg: v.optional(v.string()) }), answer)).toBe(true)
  expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
  const kept = JSON.parse(JSON.stringify(wechat.records().toJSON()))
  expect(v.parse(seedSchema, kept)).toEqual(kept)
}

describe('hostile orders', () => {
  beforeEach(() => wechat.seed({ accounts: [sampleAccount('123456'), sampleAccount('123456', { delivery_id: 'SF' })] }))

  it(`with any parameters get data or an errcode (${numRuns} runs)`, () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), wireParams, (name, sent) => isSound(wechat.call(name, sent))),
      { numRuns },
    )
  })

  it(`like a parcel get a waybill that can be printed and cancelled, or an errcode (${numRuns} runs)`, () => {
    fc.assert(
      fc.property(mutated, (parcel) => {
        wechat.seed({ accounts: [sampleAccount('123456'), sampleAccount('123456', { delivery_id: 'SF' })] })
        const answer = wechat.call('addOrder', parcel)
        isSound(answer)
        const waybill_id = readProperty(answer, 'waybill_id')
        if (waybill_id === undefined) return
        const order = { ...parcel, waybill_id }
        const html = pageOf(wechat.call('getOrder', order))
        expect(html).not.toMatch(/<script/i)
        expect(wechat.call('getPath', order)).toMatchObject({ waybill_id, path_item_num: 0 })
        expect(wechat.call('cancelOrder', order)).toMatchObject({ errcode: 0 })
      }),
      { numRuns },
    )
  })
})
