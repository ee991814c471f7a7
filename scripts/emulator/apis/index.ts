import type { State } from '../State'
import { bindAccount } from './bindAccount'

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

/** What the local WeChat does for each API; an API's behaviour is in the file of its name. */
export const behaviours: Readonly<Record<string, Behaviour>> = {
  'logistics.bindAccount': bindAccount,
}
