import { computed, signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { FunctionReport } from '../functions/FunctionReport'
import { ApiForm } from './ApiForm'
import { CallRows } from './CallRow'
import { openCallsOf } from './Calls'
import { Result } from './Explanation'
import { callFunction, type Outcome } from './http'
import { inLanguage, t } from './language'
import { calls, functions, info, lookAtFunctions, registry, state } from './live'
import { Badge, Cells, Empty, Field, Json } from './widgets'

/** WeChat's words for where a call comes from; `none` is the cloud's console. */
const SOURCES = ['wx_client', 'wx_http', 'scf', 'wx_trigger', 'wx_devtools', 'none']
const LAST = 8

const shownName = signal<string>()
const shown = computed(() => functions.value?.find((it) => it.name === shownName.value) ?? functions.value?.[0])
const openid = signal('')
const source = signal('none')

/** Which functions run, what they lack, and how to call one as anybody. */
export function Functions() {
  useEffect(lookAtFunctions, [])
  if (functions.value?.length === 0) {
    return (
      <Cells>
        <Empty
          text={t(
            `There is no function in ${info.value?.functions}: each has a folder of its own, with index.js in it. Ours can be copied there:`,
            `${info.value?.functions} 里没有云函数：每个云函数一个文件夹，里面有 index.js。可以拷贝我们的：`,
          )}
          command="npx wx-logistics add bindAccount getAllAccount"
        />
      </Cells>
    )
  }
  return (
    <div class="split">
      <section class="group" aria-label={t('Functions', '云函数')}>
        <ul class="cells rows">
          {functions.value?.map((it) => (
            <li key={it.name}>
              <FunctionRow report={it} />
            </li>
          ))}
        </ul>
      </section>
      {shown.value && <Details key={shown.value.name} report={shown.value} />}
    </div>
  )
}

function FunctionRow({ report }: { report: FunctionReport }) {
  const { name, permissions, missing } = report
  return (
    <button
      type="button"
      class="row tall"
      aria-pressed={name === shown.value?.name}
      onClick={() => (shownName.value = name)}
    >
      <span class="grow">
        <b>{name}</b>
        <span class="faint">{permissions.join(', ') || t('no permission', '未声明权限')}</span>
      </span>
      {missing.length > 0 ? (
        <Badge kind="bad">{t('something is missing', '有缺失')}</Badge>
      ) : (
        <Badge kind="good">{t('ready', '就绪')}</Badge>
      )}
    </button>
  )
}

function Details({ report: { name, dir, permissions, missing, timeLimitMs } }: { report: FunctionReport }) {
  const api = registry.value?.apis.find((it) => it.name.endsWith(`.${name}`))
  const ofIt = calls.value.filter((it) => it.function === name)
  const lines = ofIt.find((it) => it.lines)?.lines
  const call = (event: unknown) => callFunction(name, event, { openid: openid.value.trim(), source: source.value })
  const users = [
    ...new Set([
      ...(info.value?.adminOpenids ?? []),
      ...(state.value?.miniPrograms ?? []).flatMap((it) => Object.values(it.members ?? {}).flat()),
    ]),
  ]
  return (
    <section class="group" aria-label={name}>
      <div class="cells padded">
        <h2>{name}</h2>
        <p class="faint">
          <code>{dir}</code>
        </p>
        {missing.map((it) => (
          <div key={it.en} class="outcome bad">
            <p>{inLanguage(it)}</p>
            {inLanguage(it) !== it.en && <p class="message">{it.en}</p>}
          </div>
        ))}
        <dl>
          <div>
            <dt>{t('Permissions', '权限')}</dt>
            <dd>{permissions.join(', ') || t('none: config.json declares no API', '无：config.json 未声明接口')}</dd>
          </div>
          <div>
            <dt>{t('Time limit', '超时时间')}</dt>
            <dd>{timeLimitMs === null ? t('none, it is inspected', '无（调试中）') : `${timeLimitMs / 1000} s`}</dd>
          </div>
        </dl>
        <h3>{t('Call it', '调用')}</h3>
        <div class="fields">
          <Field label={t('User (openid)', '用户 openid')} hint={t('empty: no user', '留空：没有用户')}>
            <input
              list="users"
              value={openid.value}
              onInput={(event) => {
                openid.value = event.currentTarget.value
                source.value = openid.value.trim() === '' ? 'none' : 'wx_client'
              }}
            />
            <datalist id="users">
              {users.map((it) => (
                <option key={it} value={it} />
              ))}
            </datalist>
          </Field>
          <Field
            label={t('Source', '来源 SOURCE')}
            hint={t('none: as from the console of the cloud', 'none：如同云开发控制台')}
          >
            <select value={source.value} onChange={(event) => (source.value = event.currentTarget.value)}>
              {SOURCES.map((it) => (
                <option key={it}>{it}</option>
              ))}
            </select>
          </Field>
        </div>
        {api ? <ApiForm api={api} call={call} /> : <EventForm name={name} call={call} />}
        <h3>{t('Its log', '日志')}</h3>
        {lines ? (
          <Json value={lines.join('\n')} />
        ) : (
          <p class="faint">{t('It has printed nothing yet.', '还没有输出。')}</p>
        )}
        {ofIt.length > 0 && (
          <>
            <h3>{t('Its last calls', '最近的调用')}</h3>
            <CallRows calls={ofIt.slice(0, LAST)} />
            <button type="button" class="small" onClick={() => openCallsOf(name)}>
              {t('All of them', '全部')}
            </button>
          </>
        )}
      </div>
    </section>
  )
}

/** For a function of which nobody knows what it takes. */
function EventForm({ name, call }: { name: string; call: (event: unknown) => Promise<Outcome> }) {
  const text = useSignal('{}')
  const mistake = useSignal('')
  const outcome = useSignal<Outcome>()
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    mistake.value = ''
    try {
      outcome.value = await call(JSON.parse(text.value))
    } catch (error) {
      mistake.value = String(error)
    }
  }
  return (
    <form onSubmit={send}>
      <Field label={t('Event (JSON)', '事件（JSON）')} hint={mistake.value}>
        <textarea
          rows={6}
          spellcheck={false}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
      </Field>
      <div class="buttons">
        <button type="submit" class="primary">
          {t('Call', '调用')}
        </button>
      </div>
      <Result outcome={outcome.value} api={name} />
    </form>
  )
}
