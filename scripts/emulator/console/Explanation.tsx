import type { DescribedCode } from '../routes/describeApis'
import type { Outcome } from './http'
import { inLanguage, t } from './language'
import { registry } from './live'
import { Badge, Json } from './widgets'

/** What a code means; of an API of its own first. */
export function meaningOf(errcode: number, api?: string): DescribedCode | undefined {
  const { apis = [], codes = {} } = registry.value ?? {}
  const named = apis.find(({ name }) => name === api || name.endsWith(`.${api}`))
  return named?.codes[errcode] ?? codes[errcode]
}

/** A code in few words. */
export function Code({ errcode, api }: { errcode: number; api: string }) {
  const meaning = meaningOf(errcode, api)?.meaning
  return (
    <Badge kind={errcode === 0 ? 'good' : 'bad'}>
      {errcode}
      {meaning && ` ${inLanguage(meaning)}`}
    </Badge>
  )
}

/** Meaning, cause and next step of a code. */
export function Explanation({ errcode, errmsg, api }: { errcode: number; errmsg: string; api: string }) {
  const { meaning, cause, next } = meaningOf(errcode, api) ?? {}
  const UNDOCUMENTED = t('no document says what this code means', '文档中没有这个错误码')
  return (
    <div class={`outcome ${errcode === 0 ? 'good' : 'bad'}`}>
      <p>
        <b>{errcode}</b> {meaning ? inLanguage(meaning) : errcode === 0 ? t('done', '成功') : UNDOCUMENTED}
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
