import type { Fixtures } from '../state/Fixtures'
import type { Records } from '../state/Records'
import { type Account, BOUND, REFUSED, REVIEWING } from '../state/recordsSchema'

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

/** A courier's decision about an account that is under review. */
export interface Review {
  appid: string
  delivery_id: string
  biz_id: string
  approved: boolean
  /** Why the courier refuses; getAllAccount returns it as remark_wrong_msg. */
  reason: string
}

/**
 * Decides a review.
 *
 * @returns the changed account; undefined if no such account is under review
 */
export function reviewAccount(records: Records, review: Review): Account | undefined {
  const account = records.accounts.get(review.appid, review.delivery_id, review.biz_id)
  if (account?.status_code !== REVIEWING) return undefined
  const reviewed: Account = {
    ...account,
    status_code: review.approved ? BOUND : REFUSED,
    remark_wrong_msg: review.approved ? '' : review.reason,
    update_time: Math.floor(Date.now() / 1000),
  }
  records.accounts.put(reviewed)
  return reviewed
}
