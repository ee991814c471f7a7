import * as v from 'valibot'
import { name } from '../../state/plainSchemas'
import { BOUND } from '../../state/recordsSchema'
import { quotaOf } from '../accounts'
import { WeChatError } from '../WeChatError'
import { type Behaviour, read } from './Behaviour'

const schema = v.object({
  delivery_id: name,
  biz_id: name,
})

/** Returns the e-waybills that an account has left at a franchise courier. Refusals: assumed#quota-refusals */
export const getQuota: Behaviour = ({ appid, wireParams, fixtures, records }) => {
  const { delivery_id, biz_id } = read(schema, wireParams)
  const courier = fixtures.courier(delivery_id)
  if (!courier) throw new WeChatError(9300503)
  if (courier.can_get_quota === 0) throw new WeChatError(40097)
  const account = records.accounts.get(appid, delivery_id, biz_id)
  if (account?.status_code !== BOUND) throw new WeChatError(9300525)
  return { quota_num: quotaOf(account, fixtures, records).quota_num }
}
