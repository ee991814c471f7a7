import { type Account, BOUND } from '../../state/recordsSchema'
import { errorMessages } from '../errorMessages'
import type { Push } from '../Push'
import { pushOf } from './pushOf'

/** The errcode of a refusal: assumed#push-bind-code */
const REFUSAL = 9300531

/**
 * Tells what a courier decided about an account.
 *
 * @param account as it is now
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/event_push/express/business/Bind_merchant_review_result_update_event.html
 */
export function updateBusinessBindResult({ appid, delivery_id, biz_id, status_code, remark_wrong_msg }: Account): Push {
  const refusal = { errcode: REFUSAL, errmsg: remark_wrong_msg || errorMessages[REFUSAL] }
  return pushOf(appid, 'update_business_bind_result', {
    ...(status_code === BOUND ? { errcode: 0, errmsg: 'ok' } : refusal),
    delivery_id,
    biz_id,
  })
}
