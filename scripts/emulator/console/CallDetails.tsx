import type { LoggedCall } from '../control/CallLog'
import { Copy, Form, type Given } from './actions'
import { Explanation } from './Explanation'
import { send } from './http'
import { info, registry } from './live'
import { blankNames, curlOf, isRepeatable, repeated, withSecrets } from './requests'
import { Facts, Field, Json } from './widgets'
import { t } from './words'

/** Shows a call with its parameters, response and log. */
export function CallDetails({ call }: { call: LoggedCall }) {
  const { wireParams, answer } = call
  const { apis = [] } = registry.value ?? {}
  const { appid, url = location.origin } = info.value ?? {}
  const curl = curlOf(call, apis, url)
  const placeholders = curl.match(/<\w+>/g)
  return (
    <>
      <Explanation {...call} />
      <Facts
        facts={{
          [t('Fault', '故障')]: call.fault,
          [t('Stub', '固定应答')]: call.stub && t('it responded', '由它返回'),
          [t('Source', '来源')]: call.source,
          [t('Mini program', '小程序')]: call.appid,
          [t('Function', '云函数')]: call.function,
          [t('Request', '请求 ID')]: call.requestId,
          [t('Note', '说明')]: call.note,
        }}
      />
      {isRepeatable(call, apis, appid) ? (
        <>
          <Again call={call} />
          <Copy text={curl} label={t('Copy as curl', '复制为 curl')} />
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
            '这次调用不能在这里重复。本小程序的云函数调用和云调用才可以，而且调用记录须包含全部参数。',
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
      <Log call={call} />
    </>
  )
}

/** What a function printed in a call. */
export function Log({ call: { lines } = {} }: { call: Pick<LoggedCall, 'lines'> | undefined }) {
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
function Again({ call }: { call: LoggedCall }) {
  const { wireParams } = call
  const repeat = (given: Given) => send(repeated({ ...call, wireParams: withSecrets(wireParams, given) }))
  return (
    <Form submit={t('Call again', '再次调用')} act={repeat}>
      {blankNames(wireParams).map((name) => (
        <Field key={name} label={name}>
          <input name={name} type="password" autocomplete="new-password" />
        </Field>
      ))}
    </Form>
  )
}
