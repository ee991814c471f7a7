import { useSignal } from '@preact/signals'
import type { Meaning } from '../../../cloudfunctions/openapi/codes/Code'
import type { Outcome } from './http'
import { registry } from './live'
import { Badge, Json } from './widgets'
import { inLanguage, t } from './words'

/** Returns what a code means, for this API if it has a meaning of its own there. */
function meaningOf(errcode: number, api: string): Partial<Meaning> {
  const { apis = [], codes = {} } = registry.value ?? {}
  const named = apis.find(({ name }) => name === api || name.endsWith(`.${api}`))
  return named?.codes[errcode] ?? codes[errcode] ?? {}
}

/** A code and its meaning on one line. */
export function Code({ errcode, api }: { errcode: number; api: string }) {
  const { meaning } = meaningOf(errcode, api)
  return (
    <Badge look={errcode === 0 ? 'good' : 'bad'}>
      {errcode}
      {meaning && ` ${inLanguage(meaning)}`}
    </Badge>
  )
}

/** Meaning, cause and next step of a code. */
export function Explanation({ errcode, errmsg, api }: { errcode: number; errmsg: string; api: string }) {
  const { meaning, cause, next } = meaningOf(errcode, api)
  const unknown = errcode === 0 ? t('done', '成功') : t('undocumented code', '文档中没有这个错误码')
  return (
    <div class={`outcome ${errcode === 0 ? 'good' : 'bad'}`}>
      <p>
        <b>{errcode}</b> {meaning ? inLanguage(meaning) : unknown}
      </p>
      {errcode !== 0 && errmsg && <p class="message">{errmsg}</p>}
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
    </div>
  )
}

/** The outcome of a call made on the page. */
export function Result({
  outcome,
  api,
  brief = false,
}: {
  outcome: Outcome | undefined
  api: string
  brief?: boolean
}) {
  return (
    <div role="status">
      {outcome && (
        <>
          <Explanation errcode={outcome.errcode} errmsg={outcome.errmsg} api={api} />
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
