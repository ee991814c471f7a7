import type { RecordsData } from '../emulator/state/recordsSchema'
import { SCARCE } from './soakFixtures'

/** What is wrong in records by themselves: what is there twice, and quotas used that are not the orders made. */
export function recordMistakes({ accounts, orders, quotas }: RecordsData): string[] {
  const made = new Map<string, number>()
  for (const { biz_id } of orders) made.set(biz_id, (made.get(biz_id) ?? 0) + 1)
  const used = new Map(quotas.map((it) => [it.biz_id, it.used]))
  const stations = orders.flatMap((it) => it.path_item_list.map((item) => item.action_msg))
  return [
    ...twice(
      'account',
      accounts.map((it) => it.biz_id),
    ),
    ...twice(
      'order',
      orders.map((it) => it.order_id),
    ),
    ...twice(
      'waybill',
      orders.map((it) => it.waybill_id),
    ),
    ...twice('station', stations),
    ...[...new Set([...made.keys(), ...used.keys()])]
      .filter((bizId) => made.get(bizId) !== used.get(bizId))
      .map((bizId) => `${bizId}: ${made.get(bizId) ?? 0} orders, ${used.get(bizId) ?? 0} e-waybills used`),
    ...((used.get(SCARCE.bizId) ?? 0) > SCARCE.quota ? [`${SCARCE.bizId}: more e-waybills used than it had`] : []),
  ]
}

function twice(kind: string, names: readonly string[]): string[] {
  const repeated = names.filter((name, at) => names.indexOf(name) !== at)
  return [...new Set(repeated)].map((name) => `${kind} ${name} is there twice`)
}
