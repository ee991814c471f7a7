import { join } from 'node:path'
import fc from 'fast-check'
import type { main as Main } from '../../../cloudfunctions/addOrder'
import { toSnakeCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { createLocalWeChat, type LocalWeChat } from '../../../scripts/emulator/createLocalWeChat'
import { BUNDLED } from '../../helpers/bundleStory'
import { catchLog } from '../../helpers/catchLog'
import { controlOf } from '../../helpers/controlOf'
import { faults } from '../../helpers/faults'
import { lookLikeACloudFunction } from '../../helpers/lookLikeACloudFunction'
import { order } from '../../helpers/order'
import { recordingGateway } from '../../helpers/recordingGateway'

/** Number of random orders. Run more with `HOSTILE_ORDERS=20000 npx jest addOrder/hostileOrders`. */
const numRuns = Number(process.env.HOSTILE_ORDERS ?? 250)

/** The path of every name that the function may send; [] is any element of a list. */
const PERSON = 'name tel mobile company post_code country province city area address'.split(' ')
const LISTED: ReadonlySet<string> = new Set([
  ...'add_source wx_appid order_id openid delivery_id biz_id custom_remark tagid expect_time take_mode'.split(' '),
  ...['sender', 'receiver'].flatMap((who) => [who, ...PERSON.map((it) => `${who}.${it}`)]),
  ...'cargo cargo.count cargo.weight cargo.space_x cargo.space_y cargo.space_z'.split(' '),
  ...['', '.[]', '.[].name', '.[].count'].map((it) => `cargo.detail_list${it}`),
  ...'shop shop.wxa_path shop.img_url shop.goods_name shop.goods_count'.split(' '),
  ...['', '.[]', '.[].goods_name', '.[].goods_img_url', '.[].goods_desc'].map((it) => `shop.detail_list${it}`),
  ...'insured insured.use_insured insured.insured_value service service.service_type service.service_name'.split(' '),
])

/** The codes with which a function refuses an order before it calls WeChat. */
const OWN_REFUSALS: readonly number[] = [-401001, -401002, -401003]

/** The codes with which the local WeChat refuses a malformed order. The function must find these problems first. */
const MALFORMED: readonly number[] = [47001, 930561, 9300526]

/** Personal data of the sender and the receiver. These strings occur nowhere else in the order. */
const PERSONAL = {
  name: '欧阳娜娜子',
  tel: '0755-86013388',
  mobile: '13800138000',
  company: '某某贸易有限公司',
  address: '幸福路七号院十二栋',
}
const person = { ...PERSONAL, postCode: '518000', country: '中国', province: '广东省', city: '深圳市', area: '南山区' }
const parcel = {
  ...order,
  deliveryId: 'YUNDA',
  bizId: '123456',
  service: { serviceType: 0, serviceName: '标准快件' },
  sender: person,
  receiver: person,
}

const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom<unknown>(
    '',
    ' ',
    '\0',
    '\ud800',
    null,
    undefined,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    1e15,
    10n,
  ),
  fc.constantFrom<unknown>('TEST', 'test_biz_id', 'SF', 0, 1, 2, 1_700_000_000, 1_700_000_000_000, 'x'.repeat(100_000)),
  fc.constantFrom<unknown>(person, [person], parcel, [parcel], parcel.cargo.detailList),
)
const name = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toJSON', 'then', 'userInfo', 'tcbContext', 'user_info', 'access_token'),
  fc.constantFrom('orderID', 'order_id', 'sub_mch_id', 'weight', 'spaceX', 'space_x', 'goodsName', 'extra'),
  fc.string(),
)

type Path = readonly (string | number)[]

/** The paths in the parcel at which a test changes, adds or removes a value. */
const places = pathsOf(parcel)
const objects = places.filter((at) => isContainer(valueAt(parcel, at)))

type Change = (parcel: unknown) => unknown
const replaced: fc.Arbitrary<Change> = fc.tuple(fc.constantFrom(...places), anything).map(
  ([at, value]) =>
    (it) =>
      changed(it, at, () => value),
)
const added: fc.Arbitrary<Change> = fc.tuple(fc.constantFrom(...objects), name, anything).map(
  ([at, key, value]) =>
    (it) =>
      changed(it, at, (inner) => withEntry(inner, key, value)),
)
const removed: fc.Arbitrary<Change> = fc.constantFrom(...places).map((at) => (it) => changed(it, at, () => undefined))
const inSnakeCase: fc.Arbitrary<Change> = fc.constant(toSnakeCase)
const hostileParcel = fc
  .array(fc.oneof(replaced, added, removed, inSnakeCase), { maxLength: 3 })
  .map((changes) => changes.reduce<unknown>((it, change) => change(it), parcel))

const RETURNED = [
  'deliveryResultcode',
  'deliveryResultmsg',
  'isCorrectReceiver',
  'isCorrectSender',
  'orderId',
  'waybillData',
  'waybillId',
]

/** Values that JSON cannot contain, but another function may pass. */
const UNUSUAL_VALUES: readonly { row: string; make: () => unknown }[] = [
  { row: 'a cyclic list', make: () => circle() },
  { row: 'a getter that throws', make: () => Object.defineProperty({}, 'name', { enumerable: true, get: trap }) },
  { row: 'a proxy that throws', make: () => new Proxy({}, { get: trap, has: trap, ownKeys: trap }) },
  { row: 'a list ten thousand deep', make: () => Array.from({ length: 10_000 }).reduce<unknown>((it) => [it], 0) },
  { row: 'a function', make: () => () => undefined },
]

describe('the built addOrder', () => {
  const lines = catchLog()
  let wechat: LocalWeChat
  let gateway: Awaited<ReturnType<typeof recordingGateway>>
  let main: typeof Main
  const control = controlOf(() => wechat.url)
  const shownIn = (log: string[]) => Object.values(PERSONAL).filter((it) => log.join().includes(it))
  beforeAll(async () => {
    wechat = await createLocalWeChat()
    gateway = await recordingGateway(wechat.url)
    lookLikeACloudFunction(gateway.url, wechat.ticket)
    main = jest.requireActual<{ main: typeof Main }>(join(BUNDLED, 'addOrder/index.js')).main
  })
  beforeEach(() => control('POST', 'reset'))
  afterAll(async () => {
    gateway.close()
    await wechat.close()
  })

  it(`returns a result for each of ${numRuns} hostile orders, sends nothing unlisted or malformed, and logs no personal data`, async () => {
    let accepted = 0
    await fc.assert(
      fc.asyncProperty(hostileParcel, async (event) => {
        await control('PUT', 'state', { accounts: [{ delivery_id: 'YUNDA', biz_id: '123456' }] })
        gateway.calls.splice(0)
        lines.splice(0)

        const { errCode, errMsg, ...data } = await main(event)

        expect([Number.isInteger(errCode), typeof errMsg]).toEqual([true, 'string'])
        expect(Object.keys(data).sort()).toEqual(errCode === 0 ? RETURNED : [])
        expect(gateway.calls.length).toBe(OWN_REFUSALS.includes(errCode) ? 0 : 1)
        for (const call of gateway.calls) {
          const sent = Object.fromEntries(Object.entries(call).map(([param, json]) => [param, JSON.parse(json)]))
          expect(
            pathsOf(sent)
              .map(withoutIndices)
              .filter((at) => !LISTED.has(at)),
          ).toEqual([])
        }
        expect(lines.length).toBe(1)
        expect(shownIn(lines)).toEqual([])
        expect(MALFORMED).not.toContain(errCode)
        if (errCode === 0) accepted++
      }),
      { numRuns },
    )
    expect(accepted).toBeGreaterThan(numRuns / 20)
  }, 600_000)

  it.each(faults)('logs no personal data when WeChat fails with $errCode: $fault.kind', async ({ fault, errCode }) => {
    await control('PUT', 'faults', [{ api: 'logistics.addOrder', ...fault }])

    expect(await main(parcel)).toStrictEqual({ errCode, errMsg: expect.any(String) })
    expect(lines.length).toBe(1)
    expect(shownIn(lines)).toEqual([])
  })

  it.each(UNUSUAL_VALUES)('returns an error for $row at any path, and sends nothing', async ({ make }) => {
    gateway.calls.splice(0)
    for (const at of places) {
      const { errCode, errMsg, ...data } = await main(changed(parcel, at, make))

      expect([errCode < 0, typeof errMsg, data]).toEqual([true, 'string', {}])
    }
    expect(gateway.calls).toEqual([])
    expect(lines.length).toBe(places.length)
  })
})

function circle(): unknown {
  const list: unknown[] = []
  list.push(list)
  return list
}

function trap(): never {
  throw new Error('trap')
}

/** Returns the path of every value inside a value. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  if (!isContainer(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = [...at, Array.isArray(value) ? Number(key) : key]
    return [path, ...pathsOf(inner, path)]
  })
}

function withoutIndices(at: Path): string {
  return at.map((key) => (typeof key === 'number' ? '[]' : key)).join('.')
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function valueAt(value: unknown, at: Path): unknown {
  return at.reduce<unknown>((it, key) => (isContainer(it) ? Reflect.get(it, key) : undefined), value)
}

/** Returns a copy with the value at a path changed, or the value itself if the path does not exist. */
function changed(value: unknown, [key, ...rest]: Path, change: Change): unknown {
  if (key === undefined) return change(value)
  if (Array.isArray(value)) return value.map((it, index) => (index === key ? changed(it, rest, change) : it))
  if (!isContainer(value) || !Object.hasOwn(value, key)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => [name, name === key ? changed(it, rest, change) : it]),
  )
}

function withEntry(value: unknown, key: string, inner: unknown): unknown {
  if (Array.isArray(value)) return [...value, inner]
  return isContainer(value) ? Object.fromEntries([...Object.entries(value), [key, inner]]) : value
}
