import type { Fixtures } from '../../state/Fixtures'
import type { Records } from '../../state/Records'

/** What WeChat answers: JSON under WeChat's names. */
export type Body = Readonly<Record<string, unknown>>

/** One call of an API, through whichever door it came. */
export interface ApiCall {
  /** Whose mini program calls. */
  appid: string
  /** WeChat's names and whatever values were sent. */
  wireParams: Readonly<Record<string, unknown>>
  /** What the mini programs and the couriers are. */
  fixtures: Fixtures
  /** What was done by calls. */
  records: Records
}

/** What an API does: answers with WeChat's body, or throws a WeChatError. It waits for nothing. */
export type Behaviour = (call: ApiCall) => Body
