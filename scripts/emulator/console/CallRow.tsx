import type { LoggedCall } from '../control/CallLog'
import { addressOf } from './address'
import { Code } from './Explanation'
import { Badge } from './widgets'
import { channelName, t, timeOfDay } from './words'

interface CallRowsProps {
  calls: readonly LoggedCall[]
  /** The id of the call whose details are shown beside the rows. */
  openId?: number | undefined
}

/** Calls, each on one line. */
export function CallRows({ calls, openId }: CallRowsProps) {
  return (
    <ul class="rows">
      {calls.map((call) => (
        <CallRow key={call.id} call={call} isOpen={call.id === openId} />
      ))}
    </ul>
  )
}

function CallRow({ call, isOpen }: { call: LoggedCall; isOpen: boolean }) {
  const { id, at, channel, api, openid, errcode, ms, fault, stub } = call
  return (
    <li>
      <a class="row" href={addressOf('calls', id)} aria-current={isOpen}>
        <time dateTime={at}>{timeOfDay(new Date(at))}</time>
        <span class={`channel ${channel}`}>{channelName(channel)}</span>
        <span class="api">{api}</span>
        <span class="who faint">{openid ?? call.function ?? ''}</span>
        <span class="code">
          {fault && <Badge look="wait">{t('fault', '故障')}</Badge>}
          {stub && <Badge look="wait">stub</Badge>}
          <Code errcode={errcode} api={api} />
        </span>
        <span class="ms faint">{ms} ms</span>
      </a>
    </li>
  )
}
