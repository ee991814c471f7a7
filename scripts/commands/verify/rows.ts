import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { assumptions } from '../../emulator/assumptions.json'

/** A call of a probe. Strings that start with `$` are placeholders. */
export interface Step {
  /** The dotted name of an API, or a path. */
  call: string
  /** Default: the verb of the API; POST for a path. */
  verb?: string | undefined
  query?: object | undefined
  /** The body; null is sent. */
  with?: object | undefined
  /** What differs from the order of the data; null leaves a parameter out. */
  order?: object | undefined
  /** The body as text. */
  raw?: string | undefined
  /** The content type (default: application/json). */
  type?: string | undefined
  /** The access_token (default: the valid one). */
  token?: string | undefined
  /** The codes that agree with the assumption. */
  expect: readonly number[]
  /** How the message starts. */
  errmsg?: string | undefined
  /** What the response has, and what it does not have. */
  fields?: object | undefined
  lacks?: object | undefined
  /** Whether the row is not checked, instead of different, if the code is another one. */
  setup?: boolean | undefined
  /** The couriers of --account for which the row says something else. */
  except?: readonly string[] | undefined
}

/** A row of the assumptions. */
export interface Row {
  id: string
  assumed: Message
  check: Message
  by: string
  steps?: readonly Step[] | undefined
}

export const rows: readonly Row[] = assumptions

const OPTIONS = { openid: '--openid', courier: '--account', env: '--env' }

/** Returns the option without which a row cannot be checked. */
export function optionOf({ by, steps }: Row): string | undefined {
  if (by === 'function') return '--function'
  const text = JSON.stringify(steps ?? [])
  return Object.entries(OPTIONS).find(([name]) => text.includes(`"$${name}"`))?.[1]
}
