import type { LoggedCall } from '../control/CallLog'
import { addressOf } from './address'
import { Code } from './Explanation'
import type { Row } from './widgets'
import { channelNames, joined, timeOfDay } from './words'

/** A call as an item of a list. */
export function callRow(call: LoggedCall): Row {
  const { id, at, channel, api, openid, function: name, ms } = call
  return {
    href: addressOf('calls', id),
    title: api,
    note: joined(timeOfDay(at), channelNames()[channel], openid ?? name, `${ms} ms`),
    badge: <Code {...call} />,
  }
}
