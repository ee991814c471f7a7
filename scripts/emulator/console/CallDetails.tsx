import type { LoggedCall } from '../control/CallLog'
import type { Shell } from '../system/quoted'
import { ApiForm } from './ApiForm'
import { Copy } from './actions'
import { Explanation } from './Explanation'
import { info, registry, shell } from './live'
import { blankNames, curlOf, isRepeatable, repeated, withSecrets } from './loggedCalls'
import { Facts, Json } from './widgets'
import { inLanguage, t } from './words'

/** Shows a call with its parameters, response and log. */
export function CallDetails(call: LoggedCall) {
  const { wireParams, answer } = call
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
      <h3>{t('Parameters', '参数')}</h3>
      <Json value={wireParams} />
      {answer !== undefined && (
        <>
          <h3>{t('Response', '返回')}</h3>
          <Json value={answer} />
        </>
      )}
      <Log {...call} />
    </>
  )
}

/** What a function printed in a call. */
export function Log({ lines }: Pick<LoggedCall, 'lines'>) {
  return (
    lines && (
      <>
        <h3>{t('Log', '函数日志')}</h3>
        <Json value={lines.join('\n')} />
      </>
    )
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
