import { computed, signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { FunctionReport } from '../functions/Runner'
import { ApiForm } from './ApiForm'
import { CallRows } from './CallRow'
import { openCallsOf } from './Calls'
import { Result } from './Explanation'
import { callFunction, fireTrigger, type Outcome } from './http'
import { inLanguage, t } from './language'
import { calls, functions, info, lookAtFunctions, registry, state } from './live'
import { Badge, Cell, Cells, Empty, Field, Json } from './widgets'

/** WeChat's names for the source of a call; `none` is the cloud console. */
const SOURCES = ['wx_client', 'wx_http', 'scf', 'wx_trigger', 'wx_devtools', 'none']
/** Number of the last calls that are listed. */
const LAST = 8

const shownName = signal<string>()
const shown = computed(() => functions.value?.find((it) => it.name === shownName.value) ?? functions.value?.[0])
const openid = signal('')
/** The default of `POST /functions/NAME`, with an openid and without. */
const source = signal(defaultSource(''))

/** Lists the functions and what they lack, calls one as any user, and fires its timers. */
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

function defaultSource(openid: string): string {
  return openid.trim() === '' ? 'wx_http' : 'wx_client'
}

function Details({ report: { name, dir, permissions, triggers, missing, timeLimitMs } }: { report: FunctionReport }) {
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
                source.value = defaultSource(openid.value)
              }}
            />
            <datalist id="users">
              {users.map((it) => (
                <option key={it} value={it} />
              ))}
            </datalist>
          </Field>
          <Field label={t('Source', '来源 SOURCE')} hint={t('none: the cloud console', 'none：云开发控制台')}>
            <select value={source.value} onChange={(event) => (source.value = event.currentTarget.value)}>
              {SOURCES.map((it) => (
                <option key={it}>{it}</option>
              ))}
            </select>
          </Field>
        </div>
        {api ? <ApiForm api={api} call={call} /> : <EventForm name={name} call={call} />}
        {triggers.length > 0 && <Timers name={name} triggers={triggers} />}
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
function Timers({ name, triggers }: Pick<FunctionReport, 'name' | 'triggers'>) {
  const outcome = useSignal<Outcome>()
  const waiting = useSignal(false)
  const fire = async (trigger: string) => {
    waiting.value = true
    outcome.value = await fireTrigger(name, trigger)
    waiting.value = false
  }
  return (
    <section aria-label={t('Timers', '定时触发器')}>
      <h3>{t('Timers', '定时触发器')}</h3>
      <p class="faint">
        {t('They do not fire on schedule, only when you click.', '不会按时间自动触发，点击按钮才会触发。')}
      </p>
      {triggers.map((it) => (
        <Cell key={it.name} label={it.name} note={<code>{it.config}</code>}>
          <button
            type="button"
            class="small"
            aria-label={t(`Fire ${it.name}`, `触发 ${it.name}`)}
            disabled={waiting.value}
            onClick={() => fire(it.name)}
          >
            {t('Fire', '触发')}
          </button>
        </Cell>
      ))}
      <Result outcome={outcome.value} api={name} />
    </section>
  )
}

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
