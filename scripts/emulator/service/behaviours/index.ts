import type { ApiName } from '../../../../cloudfunctions/openapi/apis'
import type { State } from '../../state/State'
import { bindAccount } from './bindAccount'
import { getAllAccount } from './getAllAccount'
import { getAllDelivery } from './getAllDelivery'
import { getQuota } from './getQuota'

/** One call of an API, through whichever door it came. */
export interface ApiCall {
  /** Whose mini program calls. */
  appid: string
  /** WeChat's names and whatever values were sent. */
  wireParams: Readonly<Record<string, unknown>>
  state: State
}

/** What an API does: answers with WeChat's body, or throws a WeChatError. A change is on disk when it returns. */
export type Behaviour = (call: ApiCall) => Readonly<Record<string, unknown>>

/** What the local WeChat does for each API of the registry; an API's behaviour is in the file of its name. */
export const behaviours: Readonly<Record<ApiName, Behaviour>> = {
  'logistics.bindAccount': bindAccount,
  'logistics.getAllAccount': getAllAccount,
  'logistics.getAllDelivery': getAllDelivery,
  'logistics.getQuota': getQuota,
}
