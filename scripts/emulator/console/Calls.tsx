import { computed, signal, useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { LoggedCall } from '../control/CallLog'
import { ApiForm } from './ApiForm'
import { CallDetails } from './CallDetails'
import { CallRow, openCallId } from './CallRow'
import { calls, callsSeen, registry } from './live'
import { Button, boundTo, Cells, Dialog, Empty, Field, Options } from './widgets'
import { channelName, t } from './words'

/** In pixels, as in console.css. */
const ROW_HEIGHT = 48
/** How many rows are drawn above and below the visible ones. */
const SPARE = 10
const CHANNELS: readonly LoggedCall['channel'][] = ['function', 'cloud', 'https', 'push']

const channel = signal('')
const ofFunction = signal('')
const onlyFailed = signal(false)
const search = signal('')
const isMaking = signal(false)

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

/** Opens the tab with the calls of a function. */
export function openCallsOf(name: string): void {
  ofFunction.value = name
  location.hash = '#calls'
}

/** Lists the calls through every channel as they come. */
export function Calls() {
  const functionNames = [...new Set(calls.value.flatMap((it) => it.function ?? []))].sort()
  const make = () => {
    isMaking.value = true
  }
  return (
    <div class={opened.value ? 'calls opened' : 'calls'}>
      <div class="toolbar">
        <input type="search" aria-label={t('Search', '搜索')} placeholder={t('Search', '搜索')} {...boundTo(search)} />
        <select aria-label={t('Channel', '渠道')} {...boundTo(channel)}>
          <option value="">{t('every channel', '全部渠道')}</option>
          <Options of={CHANNELS.map((it) => [it, channelName(it)] as const)} />
        </select>
        <select aria-label={t('Function', '云函数')} {...boundTo(ofFunction)}>
          <option value="">{t('every function', '全部云函数')}</option>
          <Options of={functionNames} />
        </select>
        <label class="check">
          <input
            type="checkbox"
            checked={onlyFailed.value}
            onChange={(event) => (onlyFailed.value = event.currentTarget.checked)}
          />
          {t('failed only', '仅失败')}
        </label>
        <Button label={t('New call', '新调用')} look="primary" act={make} />
      </div>
      <div class="split">
        {calls.value.length > 0 ? (
          <CallTable />
        ) : (
          <Cells>
            <Empty
              text={t(
                'No calls yet. Calls to this local WeChat appear here immediately.',
                '还没有调用。任何对本地模拟环境的调用都会立刻出现在这里。',
              )}
              command="npm run call -- getAllDelivery --local"
            />
          </Cells>
        )}
        {opened.value && <CallDetails key={opened.value.id} call={opened.value} />}
      </div>
      {isMaking.value && <NewCall />}
    </div>
  )
}

/** The calls as rows. Only rows in view are drawn: at most as many as fit on the screen. */
function CallTable() {
  const box = useRef<HTMLDivElement>(null)
  const scrolled = useSignal(0)
  const list = found.value
  const before = useRef(list)
  // New calls must not move the rows that are being read.
  useLayoutEffect(() => {
    const added = list.findIndex(({ id }) => id === before.current[0]?.id)
    if (box.current && box.current.scrollTop > 0 && added > 0) box.current.scrollTop += added * ROW_HEIGHT
    before.current = list
  }, [list])
  const isWalking = useRef(false)
  useLayoutEffect(() => {
    if (isWalking.current) box.current?.querySelector<HTMLButtonElement>('[aria-pressed=true]')?.focus()
    isWalking.current = false
  })
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const next = step && list[list.findIndex(({ id }) => id === openCallId.value) + step]
    if (!next) return
    event.preventDefault()
    isWalking.current = true
    openCallId.value = next.id
  }
  const top = Math.min(list.length, Math.floor(scrolled.value / ROW_HEIGHT))
  const first = Math.max(0, top - SPARE)
  const end = top + Math.ceil(screen.height / ROW_HEIGHT) + SPARE
  return (
    <section class="group table" aria-label={t('Calls', '调用')}>
      <div class="scroll" ref={box} onScroll={(event) => (scrolled.value = event.currentTarget.scrollTop)}>
        <ul class="rows" style={{ height: `${list.length * ROW_HEIGHT}px`, paddingTop: `${first * ROW_HEIGHT}px` }}>
          {list.slice(first, end).map((call) => (
            <CallRow
              key={call.id}
              call={call}
              isOpen={call.id === openCallId.value}
              open={() => (openCallId.value = call.id)}
              onKeyDown={walk}
            />
          ))}
        </ul>
      </div>
      <p class="note">
        {list.length < calls.value.length && `${t('found', '匹配')} ${list.length} · `}
        {t(
          `${callsSeen.value} calls, the last ${calls.value.length} are kept`,
          `共 ${callsSeen.value} 次调用，保留最近 ${calls.value.length} 次`,
        )}
      </p>
    </section>
  )
}

/** Makes a cloud call of any API. */
function NewCall() {
  const apis = (registry.value?.apis ?? []).filter(({ cloud }) => cloud)
  const name = useSignal(apis[0]?.name ?? '')
  const api = apis.find((it) => it.name === name.value)
  return (
    <Dialog title={t('New call', '新调用')} onClose={() => (isMaking.value = false)}>
      <Field
        label="API"
        hint={t('a cloud call from outside a function; it needs no permission', '云函数之外的云调用，不需要权限声明')}
      >
        <select {...boundTo(name)}>
          <Options of={apis.map((it) => it.name)} />
        </select>
      </Field>
      {api && <ApiForm key={api.name} api={api} />}
    </Dialog>
  )
}
