import { useSignal } from '@preact/signals'
import type { LoggedCall } from '../control/CallLog'
import { addressOf } from './address'
import { CallRows } from './CallRow'
import { Explanation, Result, useCalls } from './Explanation'
import { callFunction, cloudCall } from './http'
import { calls, info, registry } from './live'
import { blankPaths, curlOf, isRepeatable, obstacleTo, withSecrets } from './repeat'
import { Badge, Button, Copy, Details, Dialog, Facts, Field, Form, type Given, Json } from './widgets'
import { channelName, inLanguage, joined, t, timeOfDay } from './words'

/** Shows a call with its parameters, response and log. */
export function CallDetails({ call }: { call: LoggedCall }) {
  const { at, channel, api, errcode, errmsg = '', ms, answer, lines, fault, stub, requestId } = call
  const { apis = [] } = registry.value ?? {}
  const isRepeating = useSignal(false)
  const repeat = (on: boolean) => () => {
    isRepeating.value = on
  }
  const { appid, url = location.origin } = info.value ?? {}
  const obstacle = obstacleTo(call, apis, appid)
  const curl = curlOf(call, apis, url)
  const related = calls.value.filter((it) => requestId && it.requestId === requestId && it.id !== call.id)
  return (
    <Details label={t('Call', '调用详情')}>
      <div class="title">
        <h2>{api}</h2>
        <a class="button small" href={addressOf('calls')}>
          {t('Close', '关闭')}
        </a>
      </div>
      <p>
        <span class={`channel ${channel}`}>{channelName(channel)}</span>{' '}
        {fault && <Badge look="wait">{`${t('fault', '故障')}: ${fault}`}</Badge>}{' '}
        {stub && <Badge look="wait">{t('stubbed response', '由 stub 返回')}</Badge>}
      </p>
      <Explanation errcode={errcode} errmsg={errmsg} api={api} fault={fault ?? related.find((it) => it.fault)?.fault} />
      <Facts
        facts={{
          [t('Time', '时间')]: `${timeOfDay(new Date(at))} · ${ms} ms`,
          [t('Who', '调用者')]: joined(call.openid, call.source),
          [t('Mini program', '小程序')]: call.appid,
          [t('Function', '云函数')]: call.function,
          [t('Request', '请求 ID')]: requestId,
          [t('Note', '说明')]: call.note,
        }}
      />
      {obstacle ? (
        <p class="note">{inLanguage(obstacle)}</p>
      ) : (
        <div class="buttons">
          {isRepeatable(call, apis, appid) && (
            <Button label={t('Call again', '再次调用')} look="primary" act={repeat(true)} />
          )}
          <Copy text={curl.command} label={t('Copy as curl', '复制为 curl')} />
          {curl.placeholders.length > 0 && (
            <p class="note">
              {t(
                `The log hides secrets. Replace ${curl.placeholders.join(', ')} in the copy.`,
                `记录中隐去了敏感信息：请替换复制内容里的 ${curl.placeholders.join('、')}。`,
              )}
            </p>
          )}
        </div>
      )}
      <h3>{t('Parameters', '参数')}</h3>
      <Json value={call.wireParams} />
      {answer !== undefined && (
        <>
          <h3>{t('Response', '返回')}</h3>
          <Json value={answer} />
        </>
      )}
      {(channel === 'function' || lines) && <FunctionLog lines={lines} />}
      {related.length > 0 && (
        <>
          <h3>{t('In the same request', '同一请求中的调用')}</h3>
          <CallRows calls={related} />
        </>
      )}
      {isRepeating.value && <Again call={call} close={repeat(false)} />}
    </Details>
  )
}

/** What a function printed in a call. */
export function FunctionLog({ lines }: { lines: readonly string[] | undefined }) {
  return (
    <>
      <h3>{t('Log', '函数日志')}</h3>
      {lines ? <Json value={lines.join('\n')} /> : <p class="faint">{t('No output.', '没有输出。')}</p>}
    </>
  )
}

/** Repeats a call. The dialog has fields for the secrets that the log does not contain. */
function Again({ call, close }: { call: LoggedCall; close: () => void }) {
  const { channel, api, wireParams, openid = '', source = 'none' } = call
  const { outcome, run } = useCalls()
  const blanks = blankPaths(wireParams)
  const send = async (given: Given) => {
    const params = Object(withSecrets(wireParams, Object.fromEntries(blanks.map((path) => [path, given(path)]))))
    if (channel === 'function') await run(callFunction(api, params, { openid, source }))
    else await run(cloudCall(api, params))
  }
  return (
    <Dialog title={`${t('Call again', '再次调用')}: ${api}`} onClose={close}>
      <Form submit={t('Call', '调用')} act={send}>
        {channel === 'https' && (
          <p class="note">
            {t('Made as a cloud call, which needs no access_token.', '以云调用的方式进行，不需要 access_token。')}
          </p>
        )}
        <Json value={wireParams} />
        {blanks.map((path) => (
          <Field key={path} label={path} hint={t('hidden in the log; empty: not sent', '日志中已隐去；留空则不传')}>
            <input name={path} type="password" autocomplete="new-password" />
          </Field>
        ))}
      </Form>
      <Result outcome={outcome} api={api} />
    </Dialog>
  )
}
