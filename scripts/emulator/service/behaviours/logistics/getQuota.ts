import { getQuota as api } from '../../../../../cloudfunctions/openapi/apis/logistics/getQuota'
import { BOUND } from '../../../state/recordsSchema'
import { type Behaviour, quotaOf, read, refuse } from '../../Behaviour'
import { WeChatError } from '../../WeChatError'

/** Returns the e-waybills that an account has left at a franchise courier. Refusals: assumed#quota-refusals */
export const getQuota: Behaviour = (call) => {
  const { appid, fixtures, records } = call
  const { deliveryId, bizId } = read(api, call)
  const courier = fixtures.courier(deliveryId)
  if (!courier) throw new WeChatError(9300503)
  if (courier.can_get_quota === 0) refuse(call, 40097, 'this courier keeps no balance', '该快递公司没有电子面单余额')
  const account = records.accounts.get(appid, deliveryId, bizId)
  if (account?.status_code !== BOUND) throw new WeChatError(9300525)
  return { quota_num: quotaOf(account, fixtures, records).quota_num }
}
