import fc from 'fast-check'
import type * as v from 'valibot'
import { isOpenApiError } from '../../../../cloudfunctions/openapi/errors/OpenApiError'
import { snakeCase, toSnakeCase } from '../../../../cloudfunctions/openapi/names/toSnakeCase'
import { isEntries, isList, unwrapped } from '../../../../cloudfunctions/openapi/params/schemaKinds'
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

const known = ['orderId', 'mode', 'cargo', 'count', 'weight', 'detailList', 'name', 'remark', 'shop', 'wxaPath', 'tags']
const traps = ['__proto__', 'constructor', 'toString', 'toJSON', 'then', 'userInfo', 'tcbContext', 'length']
/** Anything at all, mostly under names that are known somewhere. */
const wrong = fc.object({
  key: fc.oneof(fc.constantFrom(...known, ...known.map(snakeCase), ...traps), fc.string()),
  values: [fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined, Number.NaN, '')],
  maxDepth: 4,
})

/** An event with some of its names in snake_case, at any depth. */
function mixed(value: unknown, coin: () => boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => mixed(item, coin))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => [coin() ? snakeCase(name) : name, mixed(inner, coin)])
  return Object.fromEntries(entries)
}

/** The names that stand in a value though its schema does not list them, at any depth. */
function unlisted(schema: v.GenericSchema, value: unknown): string[] {
  const inner = unwrapped(schema)
  if (isList(inner) && Array.isArray(value)) return value.flatMap((item) => unlisted(inner.item, item))
  if (!isEntries(inner)) return []
  return Object.entries({ ...Object(value) }).flatMap(([name, within]) => {
    const found = Object.entries(inner.entries).find(([param]) => snakeCase(param) === name)
    return found ? unlisted(found[1], within) : [name]
  })
}

describe('toWireParams, beside the unmodified wx-server-sdk', () => {
  let sdk: Awaited<ReturnType<typeof startRealSdk>>
  beforeAll(async () => {
    sdk = await startRealSdk()
  })
  afterAll(() => sdk.close())

  it('gives an order, in whichever names, what the SDK puts on the wire for it', async () => {
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

  it('gives of anything at all nothing that is not listed, at any depth, or says what is wrong', () => {
    fc.assert(
      fc.property(fc.oneof(wrong, right, fc.anything()), (event) => {
        try {
          expect(unlisted(ship.params, toWireParams(ship, event))).toStrictEqual([])
        } catch (thrown) {
          if (!isOpenApiError(thrown)) throw thrown
          expect([-401002, -401003]).toContain(thrown.errCode)
          expect(thrown.errMsg).toMatch(/^openapi\.test\.ship:fail (parameter|event)/)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
