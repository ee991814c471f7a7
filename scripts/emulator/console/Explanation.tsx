import type { LoggedCall } from '../control/CallLog'
import { calls, registry } from './live'
import { type Explained, meaningIn } from './loggedCalls'
import { addressOf, Badge, Facts, type Look, type Row } from './widgets'
import { channelNames, inLanguage, joined, t, timeOfDay } from './words'

/** A bind that the courier reviews: neither a success nor a failure yet. */
const UNDER_REVIEW = 9300532

function lookOf(errcode: number): Look {
  if (errcode === UNDER_REVIEW) return 'wait'
  return errcode === 0 ? 'good' : 'bad'
}

/** A call as an item of a list: its code with the meaning on one line, but on a narrow screen the code alone. */
export function callRow(call: LoggedCall): Row {
  const { id, at, channel, api, openid, function: name, ms, errcode } = call
  const { meaning } = meaningIn(registry.value, call)
  return {
    href: addressOf('calls', id),
    title: api,
    note: joined(timeOfDay(at), channelNames()[channel], openid ?? name, `${ms} ms`),
    badge: (
      <Badge look={lookOf(errcode)}>
        {errcode}
        {meaning && <span class="meaning"> {inLanguage(meaning)}</span>}
      </Badge>
    ),
  }
}

/**
 * Meaning, cause and next step of a code. A configured fault is the cause, also if it made a call of the function fail; a note
 * says what was the matter in this call.
 */
export function Explanation(call: Explained & Pick<LoggedCall, 'errmsg' | 'fault' | 'requestId' | 'note'>) {
  const { errcode, errmsg, requestId, notSimulated, note } = call
  const { meaning, cause, next } = meaningIn(registry.value, call)
  const fault = call.fault ?? calls.value.find((it) => it.fault && it.requestId === (requestId ?? ''))?.fault
  const because = notSimulated ? undefined : (note ?? cause)
  const unknown = errcode === 0 ? t('done', '成功') : t('undocumented code', '文档中没有这个错误码')
  return (
    <div class={`outcome ${lookOf(errcode)}`}>
      <p>
        <b>{errcode}</b> {meaning ? inLanguage(meaning) : unknown}
      </p>
      {errcode !== 0 && (
        <>
          <p class="message">{notSimulated && note ? inLanguage(note) : errmsg}</p>
          <Facts
            facts={{
              [t('Cause', '原因')]: fault
                ? t(
                    `A configured fault (${fault}) made this call fail. Clear it on the tab Faults.`,
                    `已配置的故障（${fault}）使这次调用失败。如需清除，请到“故障”标签页。`,
                  )
                : because && inLanguage(because),
              [t('Next', '处理方法')]: fault || note ? undefined : next && inLanguage(next),
            }}
          />
        </>
      )}
    </div>
  )
}
