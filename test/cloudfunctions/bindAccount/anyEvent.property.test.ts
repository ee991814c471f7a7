import fc from 'fast-check'
import { main } from '../../../cloudfunctions/bindAccount'
import { catchLog } from '../../helpers/catchLog'
import { deepFreeze } from '../../helpers/deepFreeze'

const mockBindAccount = jest.fn()
jest.mock('wx-server-sdk', () => ({
  init: () => undefined,
  openapi: { logistics: { bindAccount: (params: unknown) => mockBindAccount(params) } },
}))

/** Number of random events. Run more with `ANY_EVENTS=100000 npx jest anyEvent`. */
const numRuns = Number(process.env.ANY_EVENTS ?? 500)

const PARAMS = ['type', 'bizId', 'biz_id', 'deliveryId', 'delivery_id', 'password', 'remarkContent', 'remark_content']
const WIRE_PARAMS = ['type', 'biz_id', 'delivery_id', 'password', 'remark_content']
const SPECIAL_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  'userInfo',
  'tcbContext',
  'headers',
  'httpMethod',
]

/** Values that JSON cannot contain, or that attack the code that reads them. */
const hostile = fc.constantFrom<() => unknown>(
  () => ({
    get bizId() {
      throw new Error('read')
    },
  }),
  () => {
    const cycle: Record<string, unknown> = { type: 'bind' }
    cycle.bizId = cycle
    return cycle
  },
  () => new Proxy({}, { ownKeys: () => ['type'], getOwnPropertyDescriptor: () => undefined }),
  () =>
    new Proxy(
      {},
      {
        get: () => {
          throw new Error('trap')
        },
        has: () => {
          throw new Error('trap')
        },
        ownKeys: () => {
          throw new Error('trap')
        },
      },
    ),
  () => ({ [Symbol.toStringTag]: 'Object', [Symbol('bizId')]: 1, type: Symbol('bind'), bizId: 10n }),
  () => ({
    get [Symbol.toStringTag]() {
      throw new Error('tag')
    },
  }),
  () => {
    let deep: unknown = 'bottom'
    for (let depth = 0; depth < 10_000; depth++) deep = [deep]
    return { type: 'bind', bizId: deep, deliveryId: { deep } }
  },
  () => ({ type: 'bind', bizId: 'x'.repeat(1_000_000), deliveryId: '\0\ud800' }),
  () =>
    JSON.parse('{"__proto__":{"type":"bind","bizId":"1","deliveryId":"2"},"constructor":{"prototype":{"polluted":1}}}'),
  () => ({ type: 'bind', bizId: new String('1'), deliveryId: 'YUNDA' }),
  () => Object.assign(Object.create({ bizId: 'inherited' }), { type: 'bind', deliveryId: 'YUNDA' }),
  () => Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`key${index}`, index])),
)

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('bind', 'unbind', 'YUNDA', '123456', '', ' ', '\0', '\ud800', 'SF_CASH', 'TEST'),
  fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
    withNullPrototype: true,
    withObjectString: true,
  }),
)
const nearlyValid = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...PARAMS), fc.constantFrom(...SPECIAL_NAMES), fc.string()), value), {
    maxLength: 8,
  })
  .map((entries) => Object.fromEntries(entries))
const valid = fc.record(
  {
    type: fc.constantFrom('bind', 'unbind'),
    bizId: fc.string({ minLength: 1 }),
    deliveryId: fc.string({ minLength: 1 }),
    password: fc.string(),
    userInfo: fc.object(),
  },
  { requiredKeys: ['type', 'bizId', 'deliveryId'] },
)
/** Functions that create an event, because fast-check itself fails on some of the values. */
const makeEvent = fc.oneof(
  fc.oneof(nearlyValid, valid, value).map((event) => () => event),
  hostile,
)

const globals = () =>
  [Object.prototype, Array.prototype, Function.prototype, String.prototype].map((it) => Reflect.ownKeys(it).map(String))

describe('main', () => {
  const lines = catchLog()

  it(`returns errCode and errMsg for each of ${numRuns} events, and sends only listed strings`, async () => {
    const before = globals()
    mockBindAccount.mockImplementation(async () => ({ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }))
    await fc.assert(
      fc.asyncProperty(makeEvent, async (make) => {
        const event: unknown = make()
        mockBindAccount.mockClear()
        lines.splice(0)
        freezeIfPossible(event)

        const result = await main(event)

        expect(Object.keys(result)).toEqual(['errCode', 'errMsg'])
        expect(Number.isInteger(result.errCode)).toBe(true)
        expect(typeof result.errMsg).toBe('string')
        expect(lines).toHaveLength(1)
        for (const [sent] of mockBindAccount.mock.calls) {
          expect(Object.keys(sent).filter((name) => !WIRE_PARAMS.includes(name))).toEqual([])
          expect(Object.values(sent).filter((it) => typeof it !== 'string')).toEqual([])
        }
        expect(mockBindAccount.mock.calls).toHaveLength(result.errCode === 0 ? 1 : 0)
      }),
      { numRuns },
    )
    expect(globals()).toEqual(before)
  }, 1_200_000)
})

/** Freezes an event, so that code that changes it throws. Leaves an event that cannot be read as it is. */
function freezeIfPossible(event: unknown): void {
  try {
    if (JSON.stringify(event) !== undefined) deepFreeze(event)
  } catch {
    return
  }
}
