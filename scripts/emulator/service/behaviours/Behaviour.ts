import type { State } from '../../state/State'

/** What WeChat answers: JSON under WeChat's names. */
export type Body = Readonly<Record<string, unknown>>

/** One call of an API, through whichever door it came. */
export interface ApiCall {
  /** Whose mini program calls. */
  appid: string
  /** WeChat's names and whatever values were sent. */
  wireParams: Readonly<Record<string, unknown>>
  /** What the local WeChat and its couriers know. */
  state: State
}

/** What an API does: answers with WeChat's body, or throws a WeChatError. It waits for nothing. */
export type Behaviour = (call: ApiCall) => Body
