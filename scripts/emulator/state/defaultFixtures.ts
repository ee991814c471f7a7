import { sandbox } from '../../../cloudfunctions/openapi/apis/logistics/sandbox'
import { direct, franchise } from './couriers'
import type { Courier, FixturesContent, FixturesFile } from './fixturesSchema'

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
    payments: [],
    pushes: [],
    collections: {},
    files: {},
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
