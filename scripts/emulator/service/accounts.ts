import type { Fixtures } from '../state/Fixtures'
import type { Records } from '../state/Records'
import type { Account } from '../state/recordsSchema'

/**
 * Returns the balance of e-waybills of an account (电子面单余额): the customer's quota_num minus what was used.
 *
 * @example
 * quotaOf(account, fixtures, records) // { quota_num: 99, quota_update_time: 1764000000 }
 */
export function quotaOf(
  { delivery_id, biz_id, create_time }: Omit<Account, 'appid'>,
  fixtures: Fixtures,
  records: Records,
): { quota_num: number; quota_update_time: number } {
  const used = records.quotas.get(delivery_id, biz_id)
  return {
    quota_num: (fixtures.customer(delivery_id, biz_id)?.quota_num ?? 0) - (used?.used ?? 0),
    quota_update_time: used?.update_time ?? create_time,
  }
}
