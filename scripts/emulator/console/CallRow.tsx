import type { LoggedCall } from '../control/CallLog'
import { Code } from './Explanation'
import { t } from './language'
import { openCall } from './openedCall'
import { timeOfDay } from './times'
import { Badge } from './widgets'

/** Which way a call came in, in words. */
export function channelName(channel: LoggedCall['channel']): string {
  switch (channel) {
    case 'cloud':
      return t('cloud call', '云调用')
    case 'https':
      return 'HTTPS'
    case 'function':
      return t('function', '云函数')
    case 'push':
      return t('push', '推送')
  }
}

interface CallRowProps {
  call: LoggedCall
  open: () => void
  isOpen?: boolean
  onKeyDown?: (event: KeyboardEvent) => void
}

/** A call in a line. */
export function CallRow({ call, open, isOpen = false, onKeyDown }: CallRowProps) {
  const { at, channel, api, openid, errcode, ms, fault, stub } = call
  return (
    <button type="button" class="row" aria-pressed={isOpen} onClick={open} {...(onKeyDown && { onKeyDown })}>
      <time dateTime={at}>{timeOfDay(new Date(at))}</time>
      <span class={`channel ${channel}`}>{channelName(channel)}</span>
      <span class="api">{api}</span>
      <span class="who faint">{openid ?? call.function ?? ''}</span>
      <span class="code">
        {fault && <Badge kind="wait">{t('fault', '故障')}</Badge>}
        {stub && <Badge kind="wait">stub</Badge>}
        <Code errcode={errcode} api={api} />
      </span>
      <span class="ms faint">{ms} ms</span>
    </button>
  )
}

/** A few calls, each of which leads to the tab of calls. */
export function CallRows({ calls }: { calls: readonly LoggedCall[] }) {
  return (
    <ul class="rows">
      {calls.map((call) => (
        <li key={call.id}>
          <CallRow call={call} open={() => openCall(call.id)} />
        </li>
      ))}
    </ul>
  )
}
