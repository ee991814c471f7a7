import type { FunctionReport } from '../functions/Runner'
import { ApiForm } from './ApiForm'
import { Button, Command, type Given } from './actions'
import { send } from './http'
import { calls, command, functions, info, registry } from './live'
import { apiOf, functionCall, timerCall } from './loggedCalls'
import { addressOf, Badge, Cell, choicesOf, Field, Options, type Row, Split, Titled } from './widgets'
import { inLanguage, t } from './words'

/** The event of a function that is not named as an API. */
const EVENT = { path: 'event', kind: 'list', required: false, description: { en: 'JSON', zh: 'JSON' } } as const

/** Lists the functions and what they lack, calls one as any user, and fires its timers. */
export function Functions() {
  return (
    <Split
      items={functions.value}
      row={functionRow}
      Details={FunctionDetails}
      empty={
        <>
          {t(
            `There are no functions in ${info.value.functions}. Each function is a folder with an index.js. This command adds two:`,
            `${info.value.functions} 里没有云函数。每个云函数是一个包含 index.js 的文件夹。用下面的命令添加两个：`,
          )}
          <Command text={command('add bindAccount getAllAccount')} />
        </>
      }
    />
  )
}

function functionRow({ name, permissions, missing }: FunctionReport): Row {
  return {
    href: addressOf('functions', name),
    title: name,
    note: permissions.join(', ') || (missing.length > 0 ? t('config.json declares no API', '未声明接口权限') : ''),
    badge: missing.length > 0 && <Badge look="bad">{t('something is missing', '有缺失')}</Badge>,
  }
}

function FunctionDetails({ name, dir, triggers, missing }: FunctionReport) {
  const api = apiOf(registry.value.apis, name)
  const request = ({ event = {}, ...values }: Readonly<Record<string, unknown>>, given: Given) =>
    functionCall(name, api ? values : event, given('openid'), given('source'))
  return (
    <>
      {missing.map(({ code, ...it }) => (
        <div key={code ?? it.en} class="outcome bad">
          {inLanguage(it)}
          {code && <Command text={code} />}
        </div>
      ))}
      <p class="faint">{dir}</p>
      <h3>{t('Call it', '调用')}</h3>
      <ApiForm api={api ?? { params: [EVENT] }} start={{ event: '{}' }} request={request}>
        <Caller />
      </ApiForm>
      {triggers.length > 0 && <Timers name={name} triggers={triggers} />}
      <Titled
        title={t('Log', '函数日志')}
        value={calls.value
          .find((it) => it.function === name && ['function', 'push'].includes(it.channel))
          ?.lines?.join('\n')}
      />
    </>
  )
}

/** Who calls a function, and from where. */
function Caller() {
  return (
    <div class="fields">
      <Field label={t('User (openid)', '用户 openid')} hint={t('empty: no user', '留空：没有用户')}>
        <input name="openid" list="users" />
        <datalist id="users">
          <Options of={choicesOf(info.value.adminOpenids ?? [])} />
        </datalist>
      </Field>
      <Field label={t('Source', '来源（SOURCE）')}>
        <select name="source">
          <Options
            of={{
              '': t('wx_client for a user, else wx_http', '有用户时为 wx_client，否则为 wx_http'),
              ...choicesOf(['wx_client', 'wx_http', 'scf', 'wx_trigger', 'wx_devtools']),
              none: t('none: the cloud console', 'none：云开发控制台'),
            }}
          />
        </select>
      </Field>
    </div>
  )
}

/** Fires the timers of a function. */
function Timers({ name, triggers }: Pick<FunctionReport, 'name' | 'triggers'>) {
  return (
    <section aria-label={t('Timers', '定时触发器')}>
      <h3>{t('Timers', '定时触发器')}</h3>
      <p class="faint">
        {t('They do not fire on schedule, only when you click.', '不会按时间自动触发，点击按钮才会触发。')}
      </p>
      {triggers.map((it) => (
        <Cell key={it.name} label={it.name} note={<code>{it.config}</code>}>
          <Button label={t('Fire', '触发')} of={it.name} act={() => send(timerCall(name, it.name))} />
        </Cell>
      ))}
    </section>
  )
}
