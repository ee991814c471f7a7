import { quotaOf } from '../quotaOf'
import type { Behaviour } from './Behaviour'

/** Lists the mini program's accounts, those too that are under review, refused or unbound (status_code). */
export const getAllAccount: Behaviour = ({ appid, fixtures, records }) => {
  const accounts = records.accounts.all().filter((it) => it.appid === appid)
  const list = accounts.map((account) => ({
    biz_id: account.biz_id,
    delivery_id: account.delivery_id,
    create_time: account.create_time,
    update_time: account.update_time,
    status_code: account.status_code,
    alias: account.alias,
    remark_wrong_msg: account.remark_wrong_msg,
    remark_content: account.remark_content,
    ...quotaOf(account, fixtures, records),
    service_type: fixtures.courier(account.delivery_id)?.service_type ?? [],
  }))
  return { count: list.length, list }
}
