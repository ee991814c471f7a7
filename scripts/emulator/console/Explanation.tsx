import { useSignal } from '@preact/signals'
import type { Meaning } from '../../../cloudfunctions/openapi/codes/Code'
import type { Outcome } from './http'
import { calls, registry } from './live'
import { Badge, Json, type Look } from './widgets'
import { inLanguage, t } from './words'

/** A bind that the courier reviews: neither a success nor a failure yet. */
const UNDER_REVIEW = 9300532

/** Returns what a code means, for this API if it has a meaning of its own there. */
function meaningOf(errcode: number, api: string): Partial<Meaning> {
  const { apis = [], codes = {} } = registry.value ?? {}
  const named = apis.find(({ name }) => name === api || name.endsWith(`.${api}`))
  return named?.codes[errcode] ?? codes[errcode] ?? {}
}

function lookOf(errcode: number): Look {
  if (errcode === UNDER_REVIEW) return 'wait'
  return errcode === 0 ? 'good' : 'bad'
}

/** A code and its meaning on one line; a narrow screen shows the code alone. */
export function Code({ errcode, api }: { errcode: number; api: string }) {
  const { meaning } = meaningOf(errcode, api)
  return (
    <Badge look={lookOf(errcode)}>
      {errcode}
      {meaning && <span class="meaning"> {inLanguage(meaning)}</span>}
    </Badge>
  )
}

interface ExplanationProps {
  errcode: number
  errmsg: string
  api: string
  /** The type of the configured fault that caused the code. */
  fault: string | undefined
}

/** Meaning, cause and next step of a code. */
export function Explanation({ errcode, errmsg, api, fault }: ExplanationProps) {
  const { meaning, cause, next } = meaningOf(errcode, api)
  const unknown = errcode === 0 ? t('done', '成功') : t('undocumented code', '文档中没有这个错误码')
  return (
    <div class={`outcome ${lookOf(errcode)}`}>
      <p>
        <b>{errcode}</b> {meaning ? inLanguage(meaning) : unknown}
      </p>
      {errcode !== 0 && errmsg && <p class="message">{errmsg}</p>}
      {errcode !== 0 && fault ? (
        <p>
          <b>{t('Cause', '原因')}</b>{' '}
          {t(
            `A configured fault (${fault}) made this call fail. Clear it on the tab `,
            `已配置的故障（${fault}）使这次调用失败。如需清除，请到`,
          )}
          <a href="#faults">{t('Faults', '故障')}</a>
          {t('.', '标签页。')}
        </p>
      ) : (
        <>
          {cause && (
            <p>
              <b>{t('Cause', '原因')}</b> {inLanguage(cause)}
            </p>
          )}
          {next && (
            <p>
              <b>{t('Next', '处理')}</b> {inLanguage(next)}
            </p>
          )}
        </>
      )}
    </div>
  )
}

interface ResultProps {
  outcome: Outcome | undefined
  api: string
  brief?: boolean
}

/** The outcome of a call made on the page. */
export function Result({ outcome, api, brief = false }: ResultProps) {
  const logged = calls.value.find((it) => it.api === api)
  return (
    <div role="status">
      {outcome && (
        <>
          <Explanation errcode={outcome.errcode} errmsg={outcome.errmsg} api={api} fault={logged?.fault} />
          {!brief && outcome.answer !== undefined && <Json value={outcome.answer} />}
        </>
      )}
    </div>
  )
}

/** State of calls made one after the other: the outcome of the last, and whether one is running. */
export function useCalls() {
  const outcome = useSignal<Outcome>()
  const running = useSignal(false)
  const run = async (call: Promise<Outcome>): Promise<Outcome> => {
    running.value = true
    const result = await call
    outcome.value = result
    running.value = false
    return result
  }
  return { outcome: outcome.value, running: running.value, run }
}
