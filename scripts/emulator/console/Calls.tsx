import { computed, signal, useSignal } from '@preact/signals'
import type { LoggedCall } from '../control/CallLog'
import type { Shell } from '../system/quoted'
import { ApiForm } from './ApiForm'
import { Copy, Dialog } from './actions'
import { callRow, Explanation } from './Explanation'
import { calls, callsSeen, info, registry, shell } from './live'
import { apiOf, blankNames, curlOf, isRepeatable, MAX_CALLS, repeated, withSecrets } from './loggedCalls'
import { bound, choicesOf, Facts, Field, Options, Split, Titled } from './widgets'
import { channelNames, inLanguage, t } from './words'

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

/** Shows a call with its parameters, response and log. */
function CallDetails(call: LoggedCall) {
  const { apis } = registry.value
  const { appid, url = location.origin } = info.value
  const curlFor = (shell: Shell) => curlOf(call, apis, url, shell)
  const placeholders = curlFor('sh').match(/<\w+>/g)
  return (
    <>
      <Explanation {...call} />
      <Facts
        facts={{
          [t('Fault', '故障')]: call.fault,
          [t('Stub', '模拟返回')]: call.stub && t('it responded', '由它返回'),
          [t('Source', '来源')]: call.source,
          [t('Mini program', '小程序')]: call.appid,
          [t('Function', '云函数')]: call.function,
          [t('Server', '服务器')]: call.url,
          [t('Request', '请求 ID')]: call.requestId,
          [t('Note', '说明')]: call.errcode === 0 && call.note ? inLanguage(call.note) : undefined,
        }}
      />
      {isRepeatable(call, apis, appid) ? (
        <>
          <Again {...call} />
          <Copy
            text={curlFor(shell)}
            label={t('Copy as curl', '复制为 curl') + (shell === 'sh' ? '' : ` (${shell})`)}
          />
          {placeholders && (
            <p class="note">
              {t(
                `The log hides secrets. Replace ${placeholders.join(', ')} in the copy.`,
                `记录中隐去了敏感信息：请替换复制内容里的 ${placeholders.join('、')}。`,
              )}
            </p>
          )}
        </>
      ) : (
        <p class="note">
          {t(
            'This call cannot be repeated here. Function calls and cloud calls of this mini program can, if the log contains all of their parameters.',
            '无法再次发起：只有本小程序的云函数调用和云调用可以，而且调用记录须包含全部参数。',
          )}
        </p>
      )}
      <Titled title={t('Parameters', '参数')} value={call.wireParams} />
      <Titled title={t('Response', '返回')} value={call.answer} />
      <Titled title={t('Log', '函数日志')} value={call.lines?.join('\n')} />
    </>
  )
}

/** Repeats a call. It has fields for the secrets that the log does not contain. */
function Again(call: LoggedCall) {
  const { wireParams } = call
  const secrets = blankNames(wireParams)
  const params = secrets.map((path) => ({
    path,
    kind: 'text' as const,
    required: false,
    description: { en: '', zh: '' },
  }))
  const request = (values: Readonly<Record<string, unknown>>) =>
    repeated({ ...call, wireParams: withSecrets(wireParams, (name) => String(values[name] ?? '')) })
  return <ApiForm api={{ params, secrets }} submit={t('Call again', '再次调用')} request={request} />
}
