import { computed, signal, useSignal } from '@preact/signals'
import type { LoggedCall } from '../control/CallLog'
import { ApiForm } from './ApiForm'
import { place } from './address'
import { CallDetails } from './CallDetails'
import { MAX_CALLS } from './CallList'
import { CallRows } from './CallRow'
import { calls, callsSeen, registry } from './live'
import { Button, boundTo, Cells, Dialog, Empty, Field, Options } from './widgets'
import { channelName, t } from './words'

const CHANNELS: readonly LoggedCall['channel'][] = ['function', 'cloud', 'https', 'push']

const channel = signal('')
const onlyFailed = signal(false)
const search = signal('')
const isMaking = signal(false)

const found = computed(() => {
  const words = search.value.trim().toLowerCase()
  return calls.value.filter(
    (call) =>
      (channel.value === '' || call.channel === channel.value) &&
      (!onlyFailed.value || call.errcode !== 0) &&
      (words === '' || JSON.stringify(call).toLowerCase().includes(words)),
  )
})

/** Lists the calls through every channel as they come. */
export function Calls() {
  const [, id] = place.value
  const call = calls.value.find((it) => it.id === Number(id))
  const make = () => {
    isMaking.value = true
  }
  return (
    <div class={id ? 'calls opened' : 'calls'}>
      <div class="toolbar">
        <input type="search" aria-label={t('Search', '搜索')} placeholder={t('Search', '搜索')} {...boundTo(search)} />
        <select aria-label={t('Channel', '渠道')} {...boundTo(channel)}>
          <option value="">{t('every channel', '全部渠道')}</option>
          <Options of={CHANNELS.map((it) => [it, channelName(it)] as const)} />
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
          <CallTable openId={Number(id)} />
        ) : (
          <Cells>
            <Empty
              text={t(
                'No calls yet. Calls to this local WeChat appear here immediately.',
                '还没有调用。对本地模拟环境的调用会立即出现在这里。',
              )}
            />
          </Cells>
        )}
        {call && <CallDetails key={id} call={call} />}
        {id && !call && <p class="note">{t('This call is no longer kept.', '这次调用的记录已不再保留。')}</p>}
      </div>
      {isMaking.value && <NewCall />}
    </div>
  )
}

function CallTable({ openId }: { openId: number }) {
  const list = found.value
  const walk = (event: KeyboardEvent) => {
    const item = event.target instanceof Element ? event.target.closest('li') : undefined
    const neighbour = { ArrowDown: item?.nextElementSibling, ArrowUp: item?.previousElementSibling }[event.key]
    const link = neighbour?.querySelector('a')
    if (!link) return
    event.preventDefault()
    link.focus()
    location.replace(link.hash)
  }
  return (
    <section class="group table" aria-label={t('Calls', '调用')} onKeyDown={walk}>
      <div class="scroll">
        <CallRows calls={list} openId={openId} />
      </div>
      <p class="note">
        {list.length < calls.value.length && `${t('found', '匹配')} ${list.length} · `}
        {t(
          `${callsSeen.value} calls, the last ${MAX_CALLS} are kept`,
          `共 ${callsSeen.value} 次调用，保留最近 ${MAX_CALLS} 次`,
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
        hint={t(
          'This is a cloud call from outside a function, so it needs no permission.',
          '这是云函数之外的云调用，不需要权限声明。',
        )}
      >
        <select {...boundTo(name)}>
          <Options of={apis.map((it) => it.name)} />
        </select>
      </Field>
      {api && <ApiForm key={api.name} api={api} />}
    </Dialog>
  )
}
