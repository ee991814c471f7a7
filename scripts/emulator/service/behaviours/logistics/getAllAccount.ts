import { type Behaviour, quotaOf } from '../../Behaviour'

/** Returns the accounts of the mini program, whatever their status_code. */
export const getAllAccount: Behaviour = ({ appid, fixtures, records }) => {
  const accounts = records.accounts.all().filter((it) => it.appid === appid)
  const list = accounts.map(({ appid: _, ...account }) => ({
    ...account,
    ...quotaOf(account, fixtures, records),
    service_type: fixtures.courier(account.delivery_id)?.service_type ?? [],
  }))
  return { count: list.length, list }
}
