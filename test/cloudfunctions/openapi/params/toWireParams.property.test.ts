import fc from 'fast-check'
import type * as v from 'valibot'
import type { Api } from '../../../../cloudfunctions/openapi/apis/Api'
import { addOrder } from '../../../../cloudfunctions/openapi/apis/logistics/addOrder'
import { isEntries, isList, unwrapped } from '../../../../cloudfunctions/openapi/apis/schemas'
import { isOpenApiError } from '../../../../cloudfunctions/openapi/errors/OpenApiError'
import { snakeCase, toSnakeCase } from '../../../../cloudfunctions/openapi/names/convertCase'
import { toWireParams } from '../../../../cloudfunctions/openapi/params/toWireParams'
import { startRealSdk } from '../../../helpers/realSdk'
import { ship } from '../../../helpers/ship'

const detail = fc.record(
  { name: fc.string({ unit: 'grapheme' }), count: fc.integer(), remark: fc.string({ minLength: 1 }) },
  { requiredKeys: ['name', 'count'] },
)
const right = fc.record(
  {
    orderId: fc.string({ maxLength: 12 }),
    mode: fc.constantFrom(0, 1, 2),
    cargo: fc.record(
      { count: fc.nat(), weight: fc.double({ max: 100, noNaN: true }), detailList: fc.array(detail, { maxLength: 2 }) },
      { requiredKeys: ['count', 'detailList'] },
    ),
    shop: fc.record({ wxaPath: fc.string(), tags: fc.array(fc.string()) }, { requiredKeys: ['wxaPath'] }),
  },
  { requiredKeys: ['orderId', 'cargo'] },
)

const short = fc.string({ maxLength: 10 })
const word = short.map((text) => `x${text}`)
const measure = fc.double({ min: 0, max: 1e6, noNaN: true })
const person = fc.record(
  { name: word, tel: word, mobile: word, postCode: fc.constant('510000'), province: word, city: word, address: word },
  { requiredKeys: ['mobile'] },
)
/** Orders that WeChat may accept, with names in the order of the schema, which JSON keeps. */
const validOrder = fc.record(
  {
    addSource: fc.constant(0),
    orderId: word,
    openid: word,
    deliveryId: word,
    bizId: word,
    customRemark: word,
    tagid: fc.nat(),
    sender: person,
    receiver: person,
    cargo: fc.record({
      count: fc.nat(),
      weight: measure,
      spaceX: measure,
      spaceY: measure,
      spaceZ: measure,
      detailList: fc.array(fc.record({ name: word, count: fc.nat() }), { maxLength: 3 }),
    }),
    shop: fc.record(
      {
        wxaPath: word,
        detailList: fc.array(fc.record({ goodsName: word, goodsImgUrl: fc.webUrl(), goodsDesc: word }), {
          minLength: 1,
          maxLength: 3,
        }),
      },
      { requiredKeys: ['detailList'] },
    ),
    insured: fc.record({ useInsured: fc.constantFrom(0, 1), insuredValue: fc.nat() }, { requiredKeys: [] }),
    service: fc.record({ serviceType: fc.nat(), serviceName: word }),
    expectTime: fc.nat(),
    takeMode: fc.constantFrom(0, 1),
  },
  {
    requiredKeys: [
      'addSource',
      'orderId',
      'openid',
      'deliveryId',
      'bizId',
      'sender',
      'receiver',
      'cargo',
      'insured',
      'service',
    ],
  },
)

const known = ['orderId', 'mode', 'cargo', 'count', 'weight', 'detailList', 'name', 'remark', 'shop', 'wxaPath', 'tags']
const specialNames = ['__proto__', 'constructor', 'toString', 'toJSON', 'then', 'userInfo', 'tcbContext', 'length']
/** Arbitrary objects. Most of their names are known somewhere. */
const objectsWith = (names: string[]) =>
  fc.object({
    key: fc.oneof(fc.constantFrom(...names, ...names.map(snakeCase), ...specialNames), fc.string()),
    values: [fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined, Number.NaN, '')],
    maxDepth: 4,
  })

/** Returns the names of a schema's parameters, at any depth. */
function namesIn(schema: v.GenericSchema): string[] {
  const inner = unwrapped(schema)
  if (isList(inner)) return namesIn(inner.item)
  if (!isEntries(inner)) return []
  return Object.entries(inner.entries).flatMap(([name, within]) => [name, ...namesIn(within)])
}

/** A valid order in which a value at some depth was replaced or added. */
const damagedOrder = fc
  .tuple(
    validOrder,
    fc.array(fc.nat(), { minLength: 3, maxLength: 3 }),
    fc.anything(),
    fc.oneof(fc.constantFrom(...specialNames, 'naem'), word),
  )
  .map(([order, steps, anything, name]) => damage(order, steps, anything, name))

function damage(value: unknown, [step, ...steps]: number[], anything: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || step === undefined) return anything
  const keys = Object.keys(value)
  const at = step % (keys.length + 1)
  const key = keys[at]
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === at ? damage(item, steps, anything, name) : item))
  }
  if (key === undefined) return { ...value, [name]: anything }
  return { ...value, [key]: damage(Reflect.get(value, key), steps, anything, name) }
}

/** Returns an event with some of its names in snake_case, at any depth. */
function mixed(value: unknown, coin: () => boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => mixed(item, coin))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => [coin() ? snakeCase(name) : name, mixed(inner, coin)])
  return Object.fromEntries(entries)
}

/** Returns the names in a value that its schema does not list, at any depth. */
function unlisted(schema: v.GenericSchema, value: unknown): string[] {
  const inner = unwrapped(schema)
  if (isList(inner) && Array.isArray(value)) return value.flatMap((item) => unlisted(inner.item, item))
  if (!isEntries(inner)) return []
  return Object.entries({ ...Object(value) }).flatMap(([name, within]) => {
    const found = Object.entries(inner.entries).find(([param]) => snakeCase(param) === name)
    return found ? unlisted(found[1], within) : [name]
  })
}

describe('toWireParams, compared with the unmodified wx-server-sdk', () => {
  let sdk: Awaited<ReturnType<typeof startRealSdk>>
  beforeAll(async () => {
    sdk = await startRealSdk()
  })
  afterAll(() => sdk.close())

  it('returns what the SDK sends for an order, with names in both forms', async () => {
    await fc.assert(
      fc.asyncProperty(right, fc.infiniteStream(fc.boolean()), async (event, coins) => {
        const wire = toWireParams(
          ship,
          mixed(event, () => coins.next().value === true),
        )

        expect(wire).toStrictEqual(toSnakeCase(event))
        expect(await sdk.sent((cloud) => cloud.openapi({ convertCase: false }).some.api(wire))).toEqual(
          await sdk.sent((cloud) => cloud.openapi.some.api(event)),
        )
      }),
      { numRuns: 100 },
    )
  })

  it('returns what the SDK sends for an order of addOrder, with names in both forms', async () => {
    await fc.assert(
      fc.asyncProperty(validOrder, fc.infiniteStream(fc.boolean()), async (event, coins) => {
        const wire = toWireParams(
          addOrder,
          mixed(event, () => coins.next().value === true),
        )

        expect(wire).toStrictEqual(toSnakeCase(event))
        expect(await sdk.sent((cloud) => cloud.openapi({ convertCase: false }).some.api(wire))).toEqual(
          await sdk.sent((cloud) => cloud.openapi.some.api(event)),
        )
      }),
      { numRuns: 100 },
    )
  })

  const ORDERS: { api: Api; events: fc.Arbitrary<unknown> }[] = [
    { api: ship, events: fc.oneof(objectsWith(known), right, fc.anything()) },
    { api: addOrder, events: fc.oneof(objectsWith(namesIn(addOrder.params)), damagedOrder, validOrder, fc.anything()) },
  ]

  it.each(ORDERS)(
    'returns only listed names for any input of $api.name, at any depth, or names the problem',
    ({ api, events }) => {
      fc.assert(
        fc.property(events, (event) => {
          try {
            expect(unlisted(api.params, toWireParams(api, event))).toStrictEqual([])
          } catch (thrown) {
            if (!isOpenApiError(thrown)) throw thrown
            expect([-401002, -401003]).toContain(thrown.errCode)
            expect(thrown.errMsg.startsWith(`openapi.${api.name}:fail `)).toBe(true)
            expect(thrown.errMsg).toMatch(/:fail (parameter|event)/)
          }
        }),
        { numRuns: 2000 },
      )
    },
  )
})
