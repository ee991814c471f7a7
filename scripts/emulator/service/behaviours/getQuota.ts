import * as v from 'valibot'
import { BOUND } from '../../state/recordsSchema'
import { quotaOf } from '../quotaOf'
import { WeChatError } from '../WeChatError'
import type { Behaviour } from './Behaviour'

const schema = v.object({
  delivery_id: v.pipe(v.string(), v.nonEmpty()),
  biz_id: v.pipe(v.string(), v.nonEmpty()),
})

/** Returns the e-waybills that an account has left at a franchise courier. Refusals: assumed#quota-refusals */
export const getQuota: Behaviour = ({ appid, wireParams, fixtures, records }) => {
  const { success, output } = v.safeParse(schema, wireParams)
  if (!success) throw new WeChatError(40097)
  const courier = fixtures.courier(output.delivery_id)
  if (!courier) throw new WeChatError(9300503)
  if (courier.can_get_quota === 0) throw new WeChatError(40097)
  const account = records.accounts.get(appid, output.delivery_id, output.biz_id)
  if (account?.status_code !== BOUND) throw new WeChatError(9300525)
  return { quota_num: quotaOf(account, fixtures, records).quota_num }
}
