import type { Records } from '../state/Records'
import { type Account, BOUND, REFUSED, REVIEWING } from '../state/recordsSchema'

/** What a courier decides about an account that waits for its review. */
export interface Review {
  appid: string
  delivery_id: string
  biz_id: string
  approved: boolean
  /** Why not; getAllAccount tells it as remark_wrong_msg. */
  reason: string
}

/**
 * Decides a review.
 *
 * @returns the account as it is from now on; undefined when no such account is under review
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
