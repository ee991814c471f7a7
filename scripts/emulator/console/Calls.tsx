import { computed, signal, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { LoggedCall } from '../control/CallLog'
import { ApiForm } from './ApiForm'
import { blankPaths, withSecrets } from './blanks'
import { MAX_CALLS } from './CallList'
import { CallRow, CallRows, channelName } from './CallRow'
import { curlOf } from './curlOf'
import { Explanation, Result } from './Explanation'
import { callFunction, cloudCall, httpsCall, type Outcome } from './http'
import { inLanguage, t } from './language'
import { calls, callsSeen, info, registry } from './live'
import { obstacleTo } from './obstacleTo'
import { openCallId } from './openedCall'
import { rowsInView } from './rowsInView'
import { timeOfDay } from './times'
import { Badge, Cells, Copy, Dialog, Empty, Field, Form, type Given, Json } from './widgets'

/** As console.css has it. */
const ROW_HEIGHT = 48
const CHANNELS: readonly LoggedCall['channel'][] = ['function', 'cloud', 'https', 'push']

const channel = signal('')
const ofFunction = signal('')
const onlyFailed = signal(false)
const search = signal('')
const making = signal(false)
const repeating = signal<LoggedCall>()

const found = computed(() => {
  const words = search.value.trim().toLowerCase()
  return calls.value.filter(
    (call) =>
      (channel.value === '' || call.channel === channel.value) &&
      (ofFunction.value === '' || call.function === ofFunction.value) &&
      (!onlyFailed.value || call.errcode !== 0) &&
      (words === '' || JSON.stringify(call).toLowerCase().includes(words)),
  )
})
const opened = computed(() => calls.value.find(({ id }) => id === openCallId.value))

/** Shows the calls of a function here. */
export function openCallsOf(name: string): void {
  ofFunction.value = name
  location.hash = '#calls'
}

/** Every call through every channel, as it comes. */
export function Calls() {
  const functionNames = [...new Set(calls.value.flatMap((it) => it.function ?? []))].sort()
  return (
    <div class={opened.value ? 'calls opened' : 'calls'}>
      <div class="toolbar">
        <input
          type="search"
          aria-label={t('Search', '搜索')}
          placeholder={t('Search', '搜索')}
          value={search.value}
          onInput={(event) => (search.value = event.currentTarget.value)}
        />
        <select
          aria-label={t('Channel', '渠道')}
          value={channel.value}
          onChange={(event) => (channel.value = event.currentTarget.value)}
        >
          <option value="">{t('every channel', '全部渠道')}</option>
          {CHANNELS.map((it) => (
            <option key={it} value={it}>
              {channelName(it)}
            </option>
          ))}
        </select>
        <select
          aria-label={t('Function', '云函数')}
          value={ofFunction.value}
          onChange={(event) => (ofFunction.value = event.currentTarget.value)}
        >
          <option value="">{t('every function', '全部云函数')}</option>
          {functionNames.map((it) => (
            <option key={it}>{it}</option>
          ))}
        </select>
        <label class="check">
          <input
            type="checkbox"
            checked={onlyFailed.value}
            onChange={(event) => (onlyFailed.value = event.currentTarget.checked)}
          />
          {t('failed only', '仅失败')}
        </label>
        <button type="button" class="primary" onClick={() => (making.value = true)}>
          {t('New call', '新调用')}
        </button>
      </div>
      <div class="split">
        <CallTable />
        {opened.value && <Details key={opened.value.id} call={opened.value} />}
      </div>
      {making.value && <NewCall />}
      {repeating.value && <Again call={repeating.value} />}
    </div>
  )
}

/** The calls as rows, of which those in view are drawn. */
function CallTable() {
  const box = useRef<HTMLDivElement>(null)
  const scrolled = useSignal(0)
  const height = useSignal(800)
  useEffect(() => {
    const measure = new ResizeObserver(([entry]) => {
      height.value = entry?.contentRect.height ?? height.value
    })
    if (box.current) measure.observe(box.current)
    return () => measure.disconnect()
  }, [height])
  const list = found.value
  const before = useRef(list)
  // Whoever reads further down goes on reading while new calls come in above.
  useLayoutEffect(() => {
    const added = list.findIndex(({ id }) => id === before.current[0]?.id)
    if (box.current && box.current.scrollTop > 0 && added > 0) box.current.scrollTop += added * ROW_HEIGHT
    before.current = list
  }, [list])
  const walked = useRef(false)
  useLayoutEffect(() => {
    if (walked.current) box.current?.querySelector<HTMLButtonElement>('[aria-pressed=true]')?.focus()
    walked.current = false
  })
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const at = list.findIndex(({ id }) => id === openCallId.value)
    const next = by && list[at + by]
    if (!next) return
    event.preventDefault()
    walked.current = true
    openCallId.value = next.id
  }
  if (calls.value.length === 0) {
    return (
      <Cells>
        <Empty
          text={t(
            'No call yet. Whatever calls this local WeChat shows up here at once.',
            '还没有调用。任何对本地模拟环境的调用都会立刻出现在这里。',
          )}
          command="npm run call -- getAllDelivery --local"
        />
      </Cells>
    )
  }
  const { first: from, end } = rowsInView({
    scrolled: scrolled.value,
    height: height.value,
    rowHeight: ROW_HEIGHT,
    count: list.length,
  })
  return (
    <section class="group table" aria-label={t('Calls', '调用')}>
      <div class="scroll" ref={box} onScroll={(event) => (scrolled.value = event.currentTarget.scrollTop)}>
        <ul class="rows" style={{ height: `${list.length * ROW_HEIGHT}px`, paddingTop: `${from * ROW_HEIGHT}px` }}>
          {list.slice(from, end).map((call) => (
            <li key={call.id}>
              <CallRow
                call={call}
                isOpen={call.id === openCallId.value}
                open={() => (openCallId.value = call.id)}
                onKeyDown={walk}
              />
            </li>
          ))}
        </ul>
      </div>
      <p class="note">
        {list.length === calls.value.length ? '' : `${t('found', '匹配')} ${list.length} · `}
        {t(
          `${callsSeen.value} calls, the last ${Math.min(MAX_CALLS, calls.value.length)} are kept`,
          `共 ${callsSeen.value} 次调用，保留最近 ${calls.value.length} 次`,
        )}
      </p>
    </section>
  )
}

function Details({ call }: { call: LoggedCall }) {
  const {
    at,
    channel,
    api,
    openid,
    source,
    errcode,
    errmsg = '',
    ms,
    wireParams,
    answer,
    lines,
    fault,
    stub,
    note,
    requestId,
  } = call
  const { apis = [] } = registry.value ?? {}
  const obstacle = obstacleTo(call, apis, info.value?.appid)
  const related =
    requestId === undefined ? [] : calls.value.filter((it) => it.requestId === requestId && it.id !== call.id)
  const facts: [string, string | undefined][] = [
    [t('Time', '时间'), `${timeOfDay(new Date(at))} · ${ms} ms`],
    [t('Who', '调用者'), [openid, source].filter(Boolean).join(' · ') || undefined],
    [t('Mini program', '小程序'), call.appid],
    [t('Function', '云函数'), call.function],
    [t('Request', '请求 ID'), requestId],
    [t('Note', '说明'), note],
  ]
  return (
    <section class="group details" aria-label={t('Call', '调用详情')}>
      <div class="cells padded">
        <div class="title">
          <h2>{api}</h2>
          <button type="button" class="small" onClick={() => (openCallId.value = undefined)}>
            {t('Close', '关闭')}
          </button>
        </div>
        <p>
          <span class={`channel ${channel}`}>{channelName(channel)}</span>{' '}
          {fault && <Badge kind="wait">{`${t('fault', '故障')}: ${fault}`}</Badge>}{' '}
          {stub && <Badge kind="wait">{t('answered by a stub', '由 stub 应答')}</Badge>}
        </p>
        <Explanation errcode={errcode} errmsg={errmsg} api={api} />
        <dl>
          {facts.map(
            ([name, value]) =>
              value && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
        {obstacle ? (
          <p class="note">{inLanguage(obstacle)}</p>
        ) : (
          <div class="buttons">
            {api === 'stable_token' ? (
              <p class="note">{t('A client asks for its token itself.', 'access_token 由客户端自己获取。')}</p>
            ) : (
              <button type="button" class="primary" onClick={() => (repeating.value = call)}>
                {t('Call again', '再次调用')}
              </button>
            )}
            <Copy
              text={curlOf(call, apis, info.value?.url ?? location.origin)}
              label={t('Copy as curl', '复制为 curl')}
            />
          </div>
        )}
        <h3>{t('Parameters', '参数')}</h3>
        <Json value={wireParams} />
        {answer !== undefined && (
          <>
            <h3>{t('Answer', '返回')}</h3>
            <Json value={answer} />
          </>
        )}
        {(channel === 'function' || lines) && (
          <>
            <h3>{t("The function's log", '函数日志')}</h3>
            {lines ? <Json value={lines.join('\n')} /> : <p class="faint">{t('It printed nothing.', '没有输出。')}</p>}
          </>
        )}
        {related.length > 0 && (
          <>
            <h3>{t('In the same request', '同一请求中的调用')}</h3>
            <CallRows calls={related} />
          </>
        )}
      </div>
    </section>
  )
}

/** Makes a call once more; what was blanked is asked for, and forgotten. */
function Again({ call }: { call: LoggedCall }) {
  const outcome = useSignal<Outcome>()
  const { channel, api, wireParams, appid, openid = '', source = 'none' } = call
  const https = channel === 'https' ? registry.value?.apis.find(({ name }) => name === api)?.https : undefined
  const blanks = blankPaths(wireParams)
  const send = async (given: Given) => {
    const params = Object(withSecrets(wireParams, Object.fromEntries(blanks.map((path) => [path, given(path)]))))
    if (channel === 'function') outcome.value = await callFunction(api, params, { openid, source })
    else if (https) {
      outcome.value = await httpsCall(https, params, { appid: given('appid'), secret: given('appsecret') })
    } else outcome.value = await cloudCall(api, params)
    return true
  }
  return (
    <Dialog title={`${t('Call again', '再次调用')}: ${api}`} onClose={() => (repeating.value = undefined)}>
      <Form submit={t('Call', '调用')} act={send}>
        <Json value={wireParams} />
        {blanks.map((path) => (
          <Field
            key={path}
            label={path}
            hint={t('was blanked in the log; empty: left out', '日志中已隐去；留空则不传')}
          >
            <input name={path} type="password" autocomplete="new-password" />
          </Field>
        ))}
        {https && (
          <>
            <Field label="appid" hint={t('of the mini program that calls', '调用方小程序的 AppID')}>
              <input name="appid" required defaultValue={appid ?? info.value?.appid ?? ''} />
            </Field>
            <Field label="appsecret" hint={t('its secret; used for this call only', '它的 AppSecret，仅用于这次调用')}>
              <input name="appsecret" type="password" autocomplete="new-password" required />
            </Field>
          </>
        )}
      </Form>
      <Result outcome={outcome.value} api={api} />
    </Dialog>
  )
}

/** Any API that cloud functions may call. */
function NewCall() {
  const { apis = [] } = registry.value ?? {}
  const offered = apis.filter(({ cloud }) => cloud)
  const name = useSignal(offered[0]?.name ?? '')
  const api = offered.find((it) => it.name === name.value)
  return (
    <Dialog title={t('New call', '新调用')} onClose={() => (making.value = false)}>
      <Field
        label="API"
        hint={t(
          'a cloud call from outside of a function: it needs no permission',
          '云函数之外的云调用，不需要权限声明',
        )}
      >
        <select value={name.value} onChange={(event) => (name.value = event.currentTarget.value)}>
          {offered.map((it) => (
            <option key={it.name}>{it.name}</option>
          ))}
        </select>
      </Field>
      {api && <ApiForm key={api.name} api={api} />}
    </Dialog>
  )
}
