import type { Text } from '../../../../cloudfunctions/openapi/codes/Code'
import type { Fixtures } from '../../state/Fixtures'
import type { Records } from '../../state/Records'
import type { Push } from '../Push'

/** What WeChat answers: JSON under WeChat's names. */
export type Body = Readonly<Record<string, unknown>>

/** One call of an API, through whichever channel it came. */
export interface ApiCall {
  /** Whose mini program calls. */
  appid: string
  /** WeChat's names and whatever values were sent. */
  wireParams: Readonly<Record<string, unknown>>
  /** What the mini programs and the couriers are. */
  fixtures: Fixtures
  /** What was done by calls. */
  records: Records
  /** Says in the log what WeChat's answer does not, without any value that was sent. */
  tell: (what: Text) => void
  /** Has a message pushed once all that the call changed is kept; nothing is pushed when the call fails. */
  push: (push: Push) => void
}

/** What an API does: answers with WeChat's body, or throws a WeChatError. It waits for nothing. */
export type Behaviour = (call: ApiCall) => Body
