import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { FunctionReport } from '../functions/Runner'
import { ApiForm } from './ApiForm'
import { addressOf, place } from './address'
import { FunctionLog } from './CallDetails'
import { CallRows } from './CallRow'
import { Result, useCalls } from './Explanation'
import { callFunction, fireTrigger, type Outcome, parseJson } from './http'
import { calls, command, fetchFunctions, functions, info, registry, state } from './live'
import {
  Badge,
  Button,
  bound,
  boundTo,
  Cell,
  Cells,
  Details,
  Empty,
  Facts,
  Field,
  Form,
  ListRow,
  Options,
} from './widgets'
import { inLanguage, t } from './words'

/** WeChat's names for the source of a call; `none` is the cloud console. */
const SOURCES = ['wx_client', 'wx_http', 'scf', 'wx_trigger', 'wx_devtools', 'none']
/** Number of the last calls that are listed. */
const LAST = 8

const openid = signal('')
/** The default of `POST /functions/NAME`, with an openid and without. */
const source = signal(defaultSource(''))

/** Lists the functions and what they lack, calls one as any user, and fires its timers. */
export function Functions() {
  useEffect(fetchFunctions, [])
  const shown = functions.value?.find((it) => it.name === place.value[1]) ?? functions.value?.[0]
  if (functions.value?.length === 0) {
    return (
      <Cells>
        <Empty
          text={t(
            `There are no functions in ${info.value?.functions}. Each function is a folder with an index.js. This command adds two:`,
            `${info.value?.functions} 里没有云函数。每个云函数是一个包含 index.js 的文件夹。用下面的命令添加两个：`,
          )}
          command={command('add bindAccount getAllAccount')}
        />
      </Cells>
    )
  }
  return (
    <div class="split">
      <section class="group" aria-label={t('Functions', '云函数')}>
        <ul class="cells rows">
          {functions.value?.map(({ name, permissions, missing }) => (
            <ListRow
              key={name}
              title={name}
              note={permissions.join(', ') || t('no permission', '未声明权限')}
              href={addressOf('functions', name)}
              isOpen={name === shown?.name}
              badge={
                missing.length > 0 ? (
                  <Badge look="bad">{t('something is missing', '有缺失')}</Badge>
                ) : (
                  <Badge look="good">{t('ready', '就绪')}</Badge>
                )
              }
            />
          ))}
        </ul>
      </section>
      {shown && <FunctionDetails key={shown.name} report={shown} />}
    </div>
  )
}

function defaultSource(openid: string): string {
  return openid.trim() === '' ? 'wx_http' : 'wx_client'
}

function FunctionDetails({
  report: { name, dir, permissions, triggers, missing, timeLimitMs },
}: {
  report: FunctionReport
}) {
  const api = registry.value?.apis.find((it) => it.name.endsWith(`.${name}`))
  const ofIt = calls.value.filter((it) => it.function === name)
  const call = (event: unknown) => callFunction(name, event, { openid: openid.value.trim(), source: source.value })
  const setOpenid = (value: string) => {
    openid.value = value
    source.value = defaultSource(value)
  }
  const members = (state.value?.miniPrograms ?? []).flatMap((it) => Object.values(it.members ?? {}).flat())
  return (
    <Details label={name}>
      <h2>{name}</h2>
      <p class="faint">
        <code>{dir}</code>
      </p>
      {missing.map((it) => (
        <div key={it.en} class="outcome bad">
          <p>{inLanguage(it)}</p>
        </div>
      ))}
      <Facts
        facts={{
          [t('Permissions', '权限')]:
            permissions.join(', ') || t('none: config.json declares no API', '无：config.json 未声明接口'),
          [t('Time limit', '超时时间')]:
            timeLimitMs === null ? t('none (debugging)', '无（调试中）') : `${timeLimitMs / 1000} s`,
        }}
      />
      <h3>{t('Call it', '调用')}</h3>
      <div class="fields">
        <Field label={t('User (openid)', '用户 openid')} hint={t('empty: no user', '留空：没有用户')}>
          <input list="users" {...bound({ value: openid.value, set: setOpenid })} />
          <datalist id="users">
            <Options of={[...new Set([...(info.value?.adminOpenids ?? []), ...members])]} />
          </datalist>
        </Field>
        <Field label={t('Source', '来源（SOURCE）')} hint={t('none: the cloud console', 'none：云开发控制台')}>
          <select {...boundTo(source)}>
            <Options of={SOURCES} />
          </select>
        </Field>
      </div>
      {api ? <ApiForm api={api} call={call} /> : <EventForm name={name} call={call} />}
      {triggers.length > 0 && <Timers name={name} triggers={triggers} />}
      <FunctionLog lines={ofIt.find((it) => it.lines)?.lines} />
      {ofIt.length > 0 && (
        <>
          <h3>{t('Its last calls', '最近的调用')}</h3>
          <CallRows calls={ofIt.slice(0, LAST)} />
        </>
      )}
    </Details>
  )
}

/** Fires the timers of a function. */
function Timers({ name, triggers }: Pick<FunctionReport, 'name' | 'triggers'>) {
  const { outcome, running, run } = useCalls()
  return (
    <section aria-label={t('Timers', '定时触发器')}>
      <h3>{t('Timers', '定时触发器')}</h3>
      <p class="faint">
        {t('They do not fire on schedule, only when you click.', '不会按时间自动触发，点击按钮才会触发。')}
      </p>
      {triggers.map((it) => (
        <Cell key={it.name} label={it.name} note={<code>{it.config}</code>}>
          <Button
            label={t('Fire', '触发')}
            of={it.name}
            disabled={running}
            act={() => run(fireTrigger(name, it.name))}
          />
        </Cell>
      ))}
      <Result outcome={outcome} api={name} />
    </section>
  )
}

/** Calls a function whose parameters are not known. */
function EventForm({ name, call }: { name: string; call: (event: unknown) => Promise<Outcome> }) {
  const { outcome, run } = useCalls()
  return (
    <>
      <Form keep submit={t('Call', '调用')} act={(given) => run(call(parseJson(given('event'))))}>
        <Field label={t('Event (JSON)', '事件（JSON）')}>
          <textarea name="event" rows={6} spellcheck={false} defaultValue="{}" />
        </Field>
      </Form>
      <Result outcome={outcome} api={name} />
    </>
  )
}
