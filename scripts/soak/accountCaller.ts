import { BOUND } from '../emulator/state/recordsSchema'
import { type Caller, type Client, pick, wechatCode } from './Client'
import { COURIER, PASSWORD } from './fixtures'
import { Possible } from './Possible'

const BOUND_ALREADY = 9300529
const NOT_BOUND = 9300530

/** Binds and unbinds the accounts of customers that no other caller uses. */
export function accountCaller(bizIds: readonly string[], client: Client): Caller {
  const accounts = bizIds.map((bizId) => ({ bizId, isBound: new Possible([false]) }))
  return {
    async call() {
      const account = pick(accounts)
      if (!account) return
      const { bizId, isBound } = account
      const type = pick(['bind', 'unbind'])
      const event = { type, bizId, deliveryId: COURIER, password: PASSWORD }
      const { errCode } = await client.callFunction('bindAccount', event)
      const after = type === 'bind'
      const refusal = after ? BOUND_ALREADY : NOT_BOUND
      const effect = (was: boolean) => [{ response: was === after ? refusal : 0, after }]
      client.check(`${type} ${bizId}`, isBound, effect, wechatCode(errCode))
    },
    disagreements(records) {
      const bound = new Set(records.accounts.filter((it) => it.status_code === BOUND).map((it) => it.biz_id))
      return accounts
        .filter(({ bizId, isBound }) => !isBound.includes(bound.has(bizId)))
        .map(({ bizId }) => `${bizId}: bound on disk: ${bound.has(bizId)}, which contradicts the responses`)
    },
  }
}
