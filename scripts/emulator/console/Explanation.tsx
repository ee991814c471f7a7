import { type Meaning, meaningIn } from '../../../cloudfunctions/openapi/codes/Code'
import type { Outcome } from './http'
import { inLanguage, t } from './language'
import { registry } from './live'
import { Badge, Json } from './widgets'

/** Returns what a code of an API means. */
function explain(errcode: number, api: string): Meaning {
  const { apis = [], codes } = registry.value ?? {}
  return meaningIn([apis.find(({ name }) => name === api || name.endsWith(`.${api}`))?.codes, codes], errcode)
}

/** A code in few words. */
export function Code({ errcode, api }: { errcode: number; api: string }) {
  return (
    <Badge kind={errcode === 0 ? 'good' : 'bad'}>
      {errcode} {inLanguage(explain(errcode, api).meaning)}
    </Badge>
  )
}

/** Meaning, cause and next step of a code. */
export function Explanation({ errcode, errmsg, api }: { errcode: number; errmsg: string; api: string }) {
  const { meaning, cause, next } = explain(errcode, api)
  return (
    <div class={`outcome ${errcode === 0 ? 'good' : 'bad'}`}>
      <p>
        <b>{errcode}</b> {inLanguage(meaning)}
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

/** What came of a call that was made here. */
export function Result({ outcome, api }: { outcome: Outcome | undefined; api: string }) {
  return (
    <div role="status">
      {outcome && (
        <>
          <Explanation errcode={outcome.errcode} errmsg={outcome.errmsg} api={api} />
          {outcome.answer !== undefined && <Json value={outcome.answer} />}
        </>
      )}
    </div>
  )
}
