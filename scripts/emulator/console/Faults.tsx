import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import type { Fault } from '../control/Faults'
import { Button, Form, type Given } from './actions'
import { control, parseJson } from './http'
import { faults, registry, stubs } from './live'
import { bound, Cell, Cells, choicesOf, Field, Json, Options } from './widgets'
import { t } from './words'

/** The field that a type of fault needs. */
const FIELDS: Partial<Record<string, string>> = { errcode: 'errcode', platform: 'code', http: 'status', delay: 'ms' }

/** Configures faults and stubs. */
export function Faults() {
  const apis = [...registry.value.apis.map(({ name }) => name), 'token', 'stable_token']
  return (
    <div class="columns">
      <datalist id="apis">
        <Options of={choicesOf(apis)} />
      </datalist>
      <List
        title={t('Faults', '故障')}
        path="faults"
        items={faults.value}
        empty={t(
          'No faults. Add one below to see how your code handles it. Tests use PUT /emulator/faults.',
          '当前没有故障。在下面添加一个，看看代码如何处理。测试可使用 PUT /emulator/faults。',
        )}
      >
        <AddFault />
      </List>
      <List
        title={t('Stubs', '模拟返回（stub）')}
        path="stubs"
        items={stubs.value}
        empty={t(
          'No stubs. A stub responds for an API that is not simulated, for example subscribeMessage.send. Add one below or in local-wechat.json.',
          '当前没有模拟返回。它用于没有模拟的接口（例如 subscribeMessage.send），可在下面或 local-wechat.json 中添加。',
        )}
      >
        <AddStub />
      </List>
    </div>
  )
}

interface ListProps {
  title: string
  /** Under `/emulator`. */
  path: 'faults' | 'stubs'
  items: readonly { api: string }[]
  empty: string
  children: ComponentChildren
}

/** Lists faults or stubs with buttons that remove them, and a form that adds one. */
function List({ title, path, items, empty, children }: ListProps) {
  return (
    <div>
      <Cells title={title}>
        {items.map(({ api, ...what }, index) => (
          <Cell key={index} label={api} note={<Json value={what} />}>
            <Button label={t('Remove', '删除')} of={api} act={() => control('PUT', path, items.toSpliced(index, 1))} />
          </Cell>
        ))}
        {items.length === 0 && <div class="empty">{empty}</div>}
      </Cells>
      {children}
    </div>
  )
}

function AddFault() {
  const kind = useSignal('errcode')
  const kinds: Record<Fault['kind'], string> = {
    errcode: t('WeChat error code', '微信返回错误码'),
    platform: t('the cloud platform fails', '云平台故障'),
    http: t('an HTTP status instead of a response', '返回 HTTP 状态码'),
    empty: t('an empty response', '返回为空'),
    html: t('an HTML page instead of a response', '返回网页'),
    cut: t('the connection is closed', '连接中断'),
    delay: t('the response is delayed', '延迟返回'),
  }
  const field = FIELDS[kind.value]
  const add = (given: Given) => {
    const value = given('value')
    const fault = {
      api: given('api'),
      kind: kind.value,
      ...(field && { [field]: field === 'code' ? value : Number(value) }),
      ...(given('times') && { times: Number(given('times')) }),
      ...(given('afterEffect') && { afterEffect: true }),
    }
    return control('PUT', 'faults', [...faults.value, fault])
  }
  return (
    <Cells title={t('Add a fault', '添加故障')} padded>
      <Form submit={t('Add', '添加')} act={add}>
        <div class="fields">
          <Field label="API">
            <input name="api" list="apis" required />
          </Field>
          <Field label={t('Type', '类型')}>
            <select {...bound(kind)}>
              <Options of={kinds} />
            </select>
          </Field>
          {field && (
            <Field label={field}>
              <input name="value" required />
            </Field>
          )}
          <Field label={t('For how many calls', '次数')} hint={t('empty: until removed', '留空：直到删除')}>
            <input name="times" type="number" min={1} />
          </Field>
        </div>
        <label class="check">
          <input name="afterEffect" type="checkbox" />{' '}
          {t('the fault happens after the call has taken effect', '调用先生效，再出现故障')}
        </label>
      </Form>
    </Cells>
  )
}

function AddStub() {
  const add = async (given: Given) => {
    const stub = parseJson(given('stub'))
    const idOf = (it: unknown) => JSON.stringify([readProperty(it, 'api'), readProperty(it, 'when')])
    return control('PUT', 'stubs', [stub, ...stubs.value.filter((it) => idOf(it) !== idOf(stub))])
  }
  return (
    <Cells title={t('Add a stub', '添加模拟返回')} padded>
      <Form submit={t('Add', '添加')} act={add}>
        <Field
          label={t('Stub (JSON)', '模拟返回（JSON）')}
          hint={t('or the line of a refused call', '或粘贴拒绝提示中的那一行')}
        >
          <textarea
            name="stub"
            rows={4}
            required
            spellcheck={false}
            defaultValue={'{ "api": "subscribeMessage.send", "answer": { "errcode": 0, "errmsg": "ok" } }'}
          />
        </Field>
      </Form>
    </Cells>
  )
}
