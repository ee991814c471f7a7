import { signal } from '@preact/signals'
import type { LoggedCall } from '../control/CallLog'
import { Code } from './Explanation'
import { Badge } from './widgets'
import { channelName, t, timeOfDay } from './words'

/** The id of the call whose details the tab of calls shows. */
export const openCallId = signal<number>()

interface CallRowProps {
  call: LoggedCall
  open: () => void
  isOpen?: boolean
  onKeyDown?: (event: KeyboardEvent) => void
}

/** A call on one line. */
export function CallRow({ call, open, isOpen = false, onKeyDown }: CallRowProps) {
  const { at, channel, api, openid, errcode, ms, fault, stub } = call
  return (
    <li>
      <button type="button" class="row" aria-pressed={isOpen} onClick={open} {...(onKeyDown && { onKeyDown })}>
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
      </button>
    </li>
  )
}

/** Calls that open on the tab of calls. */
export function CallRows({ calls }: { calls: readonly LoggedCall[] }) {
  const open = (id: number) => {
    openCallId.value = id
    location.hash = '#calls'
  }
  return (
    <ul class="rows">
      {calls.map((call) => (
        <CallRow key={call.id} call={call} open={() => open(call.id)} />
      ))}
    </ul>
  )
}
