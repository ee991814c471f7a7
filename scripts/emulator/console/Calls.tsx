import { computed, signal, useSignal } from '@preact/signals'
import { ApiForm } from './ApiForm'
import { Dialog } from './actions'
import { CallDetails } from './CallDetails'
import { callRow } from './Explanation'
import { calls, callsSeen, registry } from './live'
import { apiOf, MAX_CALLS } from './loggedCalls'
import { bound, choicesOf, Field, Options, Split } from './widgets'
import { channelNames, t } from './words'

/** A channel, or `failed`, or '' for every call. */
const filter = signal('')
const search = signal('')

const found = computed(() => {
  const words = search.value.trim().toLowerCase()
  return calls.value.filter(
    (call) =>
      ['', call.channel, call.errcode !== 0 && 'failed'].includes(filter.value) &&
      JSON.stringify(call).toLowerCase().includes(words),
  )
})

/** Lists the calls through every channel as they come. */
export function Calls() {
  return (
    <>
      <div class="toolbar">
        <input type="search" aria-label={t('Search', '搜索')} placeholder={t('Search', '搜索')} {...bound(search)} />
        <select aria-label={t('Filter', '筛选')} {...bound(filter)}>
          <Options of={{ '': t('every call', '全部调用'), failed: t('failed', '失败'), ...channelNames() }} />
        </select>
        <Dialog id="new-call" title={t('New call', '新调用')}>
          <NewCall />
        </Dialog>
      </div>
      <p class="note">
        {t(
          `${callsSeen.value} calls, the last ${MAX_CALLS} are kept`,
          `共 ${callsSeen.value} 次调用，保留最近 ${MAX_CALLS} 次`,
        )}
      </p>
      <Split
        items={found.value}
        row={callRow}
        Details={CallDetails}
        empty={t(
          'No calls. Calls to this local WeChat appear here immediately.',
          '没有调用。对本地模拟环境的调用会立即出现在这里。',
        )}
      />
    </>
  )
}

/** Makes a cloud call of any API. */
function NewCall() {
  const { apis } = registry.value
  const name = useSignal('logistics.bindAccount')
  const api = apiOf(apis, name.value)
  return (
    <>
      <Field
        label="API"
        hint={t(
          'This is a cloud call from outside a function, so it needs no permission.',
          '这是云函数之外的云调用，不需要权限声明。',
        )}
      >
        <select {...bound(name)}>
          <Options of={choicesOf(apis.flatMap((it) => (it.cloud ? it.name : [])))} />
        </select>
      </Field>
      {api && <ApiForm key={api.name} api={api} />}
    </>
  )
}
