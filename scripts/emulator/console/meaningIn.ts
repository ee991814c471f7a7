import type { Meaning } from '../../../cloudfunctions/openapi/codes/Code'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import type { LoggedCall } from '../control/CallLog'
import type { DescribedApis } from '../routes/describeApis'

const NOT_SIMULATED: Message = { en: 'not simulated', zh: '未模拟' }
const NOT_DELIVERED: Message = { en: 'not delivered', zh: '未送达' }

/** A call whose code is explained. */
export type Outcome = Pick<LoggedCall, 'errcode' | 'api' | 'url' | 'notSimulated'>

/**
 * Returns what the code of a call means, for its API if it has a meaning of its own there.
 *
 * @example
 * meaningIn(registry, { errcode: 9300529, api: 'bindAccount' }).meaning?.en
 */
export function meaningIn(
  { apis = [], codes = {} }: Partial<DescribedApis>,
  { errcode, api, url, notSimulated }: Outcome,
): Partial<Meaning> {
  if (notSimulated) return { meaning: NOT_SIMULATED }
  // A server has no code; the note says what it answered.
  if (url !== undefined && errcode !== 0) return { meaning: NOT_DELIVERED }
  const named = apis.find(({ name }) => name === api || name.endsWith(`.${api}`))
  return named?.codes[errcode] ?? codes[errcode] ?? {}
}
