import { sandbox } from '../../../cloudfunctions/openapi/apis/logistics/sandbox'
import type { Suggested } from '../schemas/apiName'
import type { Courier, FixturesContent, FixturesFile } from './fixturesSchema'

/**
 * The couriers that getAllDelivery returned in January 2024, with the service types of the product page
 * https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/express/business/introduction
 * [delivery_id, delivery_name, cash account, service types]; a franchise courier (加盟) has a balance, a direct one has none.
 */
const franchise = [
  ['YTO', '圆通速递', '', { 0: '普通快递', 1: '圆准达' }],
  ['ZTO', '中通快递', '', { 0: '标准快件' }],
  ['BEST', '百世快递', '', { 1: '普通快递' }],
  ['YUNDA', '韵达快递', '', { 0: '标准快件' }],
  ['STO', '申通快递', '', { 1: '标准快递' }],
  ['ANE', '安能物流', '', { 95: 'MINI小包', 22: '特准快运' }],
  ['UCE', '优速快递', '', { 0: '大包裹' }],
  ['HHTT', '天天快递', '', { 0: '标准快递' }],
  ['JTSD', '极兔快递', '', { 0: '标准快递' }],
] as const
const direct = [
  ['SF', '顺丰速运', 'SF_CASH', { 0: '标准快递', 1: '顺丰即日', 2: '顺丰特快', 3: '顺丰标快', 4: '顺丰标快（协议）' }],
  ['DB', '德邦快递', 'DB_CASH', { 1: '大件快递3.60', 2: '特准快件' }],
  ['EMS', '中国邮政速递物流', '', { 6: '标准快递', 9: '快递包裹' }],
  ['JDL', '京东快递', '', { 0: '特惠送' }],
  ['PJ', '品骏快递', '', { 1: '普通快递' }],
] as const

/** The id of a courier: one of the default fixtures', or another. */
export type DeliveryId = Suggested<(typeof franchise | typeof direct)[number][0]>

/** Couriers that require no password: assumed#bind-password */
const NO_PASSWORD_NEEDED: readonly string[] = ['EMS', 'JDL']
const REVIEWED: readonly string[] = ['EMS']

const courier =
  (canGetQuota: 0 | 1) =>
  ([delivery_id, delivery_name, cash_biz_id, services]: (typeof franchise | typeof direct)[number]): Courier => ({
    delivery_id,
    delivery_name,
    can_use_cash: cash_biz_id ? 1 : 0,
    can_get_quota: canGetQuota,
    cash_biz_id,
    service_type: Object.entries(services).map(([type, service_name]) => ({
      service_type: Number(type),
      service_name,
    })),
  })

/** The document's sample customer. */
const sampleCustomer = ({ delivery_id }: Courier) => ({
  delivery_id,
  biz_id: '123456',
  password: '123456789123456789',
  needs_password: !NO_PASSWORD_NEEDED.includes(delivery_id),
  needs_review: REVIEWED.includes(delivery_id),
})

/**
 * Completes the fixtures of a file with the defaults of the sections that it leaves out.
 *
 * @example
 * withDefaults({ customers: [] }).miniPrograms[0].appid // 'wx0000000000000000'
 */
export function withDefaults({ $schema: _, ...file }: FixturesFile): FixturesContent {
  const couriers = file.couriers ?? [...franchise.map(courier(1)), ...direct.map(courier(0))]
  const customers: FixturesFile['customers'] =
    file.customers ?? couriers.filter((it) => it.delivery_id !== sandbox.deliveryId).map(sampleCustomer)
  const franchiseIds = new Set(couriers.filter((it) => it.can_get_quota).map((it) => it.delivery_id))
  return {
    miniPrograms: [{ appid: 'wx0000000000000000', secret: 'local-secret', members: { admin: ['oAdmin'] } }],
    accounts: [],
    orders: [],
    pushes: [],
    collections: {},
    stubs: [],
    ...file,
    couriers,
    customers: customers.map((it) => ({ quota_num: franchiseIds.has(it.delivery_id) ? 100 : 0, ...it })),
  }
}

/** Returns the fixtures without a file: one mini program with an admin, the known couriers, and a customer at each. */
export function defaultFixtures(): FixturesContent {
  return withDefaults({})
}
