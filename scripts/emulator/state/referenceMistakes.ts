import { sandbox } from '../../../cloudfunctions/openapi/apis/sandbox'
import type { FixturesContent } from './fixturesSchema'
import { BOUND } from './recordsSchema'
import { stubMistake } from './stubSchema'

/** What is wrong, and where in the file. */
export interface Mistake {
  readonly at: readonly (string | number)[]
  readonly what: string
  /** Where in the text, if not where `at` leads. */
  readonly offset?: number
}

/**
 * What no schema sees: names that are there twice, and names of what is not there.
 *
 * @param content fixtures of the right form
 * @example
 * referenceMistakes(defaultFixtures()) // []
 */
export function referenceMistakes(content: FixturesContent): Mistake[] {
  const { miniPrograms, couriers, customers, accounts, orders, pushes, stubs } = content
  const appid = miniPrograms[0].appid
  const appids = new Set(miniPrograms.map((it) => it.appid))
  const courierIds = new Set(couriers.map((it) => it.delivery_id))
  const customerIds = new Set(customers.map((it) => idOf(it.delivery_id, it.biz_id)))
  const unknownCouriers = (section: string, items: readonly { delivery_id: string }[]) =>
    items.flatMap(({ delivery_id }, index) =>
      courierIds.has(delivery_id) || (section === 'orders' && delivery_id === sandbox.deliveryId)
        ? []
        : [{ at: [section, index, 'delivery_id'], what: `is no courier of these: ${list(courierIds)}` }],
    )
  const unknownMiniPrograms = (section: string, items: readonly { appid?: string }[]) =>
    items.flatMap((it, index) =>
      appids.has(it.appid ?? appid)
        ? []
        : [{ at: [section, index, 'appid'], what: `is no mini program of these: ${list(appids)}` }],
    )
  return [
    ...repeated('miniPrograms', miniPrograms, (it) => [it.appid]),
    ...repeated('couriers', couriers, (it) => [it.delivery_id]),
    ...repeated('customers', customers, (it) => [it.delivery_id, it.biz_id]),
    ...repeated('accounts', accounts, (it) => [it.appid ?? appid, it.delivery_id, it.biz_id]),
    ...repeated('orders', orders, (it) => [it.appid ?? appid, it.order_id]),
    ...repeated('pushes', pushes, (it) => [it.MsgType, it.Event]),
    ...unknownCouriers('customers', customers),
    ...unknownCouriers('accounts', accounts),
    ...unknownCouriers('orders', orders),
    ...unknownMiniPrograms('accounts', accounts),
    ...unknownMiniPrograms('orders', orders),
    ...accounts.flatMap((it, index) =>
      it.status_code !== BOUND || !courierIds.has(it.delivery_id) || customerIds.has(idOf(it.delivery_id, it.biz_id))
        ? []
        : [{ at: ['accounts', index, 'biz_id'], what: `is bound but no customer of ${it.delivery_id} in customers` }],
    ),
    ...repeated('stubs', stubs, (it) => [it.api]),
    ...stubs.flatMap((stub, index) => {
      const mistake = stubMistake(stub)
      return mistake ? [{ at: ['stubs', index, mistake.field], what: mistake.what }] : []
    }),
  ]
}

function repeated<T>(section: string, items: readonly T[], keyOf: (item: T) => string[]): Mistake[] {
  const seen = new Map<string, number>()
  return items.flatMap((item, index) => {
    const id = idOf(...keyOf(item))
    const first = seen.get(id)
    if (first !== undefined) return [{ at: [section, index], what: `is the same as ${section}.${first}` }]
    seen.set(id, index)
    return []
  })
}

function idOf(...parts: string[]): string {
  return JSON.stringify(parts)
}

function list(names: ReadonlySet<string>): string {
  return [...names].join(', ')
}
