import type { LoggedCall } from '../control/CallLog'
import { calls, registry } from './live'
import { meaningIn, type Outcome } from './meaningIn'
import { Badge, Facts, type Look } from './widgets'
import { inLanguage, t } from './words'

/** A bind that the courier reviews: neither a success nor a failure yet. */
const UNDER_REVIEW = 9300532

function lookOf(errcode: number): Look {
  if (errcode === UNDER_REVIEW) return 'wait'
  return errcode === 0 ? 'good' : 'bad'
}

/** A code and its meaning on one line; a narrow screen shows the code alone. */
export function Code(call: Outcome) {
  const { errcode } = call
  const { meaning } = meaningIn(registry.value ?? {}, call)
  return (
    <Badge look={lookOf(errcode)}>
      {errcode}
      {meaning && <span class="meaning"> {inLanguage(meaning)}</span>}
    </Badge>
  )
}

type ExplanationProps = Outcome & Pick<LoggedCall, 'errmsg' | 'fault' | 'requestId' | 'note'>

/**
 * Meaning, cause and next step of a code. A configured fault is the cause, also if it made a call of the function fail; a note
 * says what was the matter in this call.
 */
export function Explanation(call: ExplanationProps) {
  const { errcode, errmsg, fault, requestId, notSimulated, note } = call
  const { meaning, cause, next } = meaningIn(registry.value ?? {}, call)
  const failed = calls.value.find((it) => it.fault && it.requestId === (requestId ?? ''))
  const kind = fault ?? failed?.fault
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
              [t('Cause', '原因')]: kind
                ? t(
                    `A configured fault (${kind}) made this call fail. Clear it on the tab Faults.`,
                    `已配置的故障（${kind}）使这次调用失败。如需清除，请到“故障”标签页。`,
                  )
                : because && inLanguage(because),
              [t('Next', '处理方法')]: kind || note ? undefined : next && inLanguage(next),
            }}
          />
        </>
      )}
    </div>
  )
}
