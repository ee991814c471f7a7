import { useSignal } from '@preact/signals'
import type { Fault } from '../control/Faults'
import { control, parseJson } from './http'
import { faults, registry, stubs } from './live'
import { Badge, Button, boundTo, Cell, Cells, Empty, Field, Form, type Given, Json, Options } from './widgets'
import { joined, t } from './words'

interface Kind {
  text: string
  /** The field that this type of fault needs. */
  field?: { name: string; example: string; isNumber?: true; min?: number; max?: number }
}

function kinds(): Record<Fault['kind'], Kind> {
  return {
    errcode: {
      text: t('WeChat error code', '微信返回错误码'),
      field: { name: 'errcode', example: '45009', isNumber: true },
    },
    platform: { text: t('the cloud platform fails', '云平台故障'), field: { name: 'code', example: 'SERVER_TIMEOUT' } },
    http: {
      text: t('an HTTP status instead of a response', '返回 HTTP 状态码'),
      field: { name: 'status', example: '502', isNumber: true, min: 400, max: 599 },
    },
    empty: { text: t('an empty response', '返回为空') },
    html: { text: t('an HTML page instead of a response', '返回网页') },
    cut: { text: t('the connection is closed', '连接中断') },
    delay: {
      text: t('the response is delayed', '延迟返回'),
      field: { name: 'ms', example: '2000', isNumber: true, min: 0 },
    },
  }
}

/** Configures faults and stubs. */
export function Faults() {
  return (
    <>
      <datalist id="apis">
        <Options of={[...(registry.value?.apis ?? []).map(({ name }) => name), 'token', 'stable_token']} />
      </datalist>
      <div class="columns">
        <div>
          <FaultList />
          <AddFault />
        </div>
        <div>
          <StubList />
          <AddStub />
        </div>
      </div>
    </>
  )
}

function FaultList() {
  const list = faults.value ?? []
  return (
    <Cells title={t('Faults', '故障')}>
      {list.map((fault, index) => (
        <Cell key={index} label={fault.api} note={describe(fault)}>
          <Badge look="wait">
            {fault.times === undefined
              ? t('until cleared', '直到清除')
              : t(`${fault.times} more`, `剩余 ${fault.times} 次`)}
          </Badge>
          <Button
            label={t('Clear', '清除')}
            of={fault.api}
            act={() => control('PUT', 'faults', list.toSpliced(index, 1))}
          />
        </Cell>
      ))}
      {list.length === 0 && (
        <Empty
          text={t(
            'No faults. Add one below to see how your code handles it. Tests use PUT /emulator/faults.',
            '当前没有故障。在下面添加一个，看看代码如何处理。测试可使用 PUT /emulator/faults。',
          )}
        />
      )}
    </Cells>
  )
}

function describe(fault: Fault): string {
  const { field, text } = kinds()[fault.kind]
  const [, value] = Object.entries(fault).find(([name]) => name === field?.name) ?? []
  return joined(
    text,
    value !== undefined && `${field?.name} ${value}`,
    fault.afterEffect && t('after it took effect', '生效之后'),
  )
}

function AddFault() {
  const kind = useSignal<string>('errcode')
  const all = Object.entries(kinds())
  const field = all.find(([name]) => name === kind.value)?.[1].field
  const add = (given: Given) => {
    const value = given('value')
    const fault = {
      api: given('api'),
      kind: kind.value,
      ...(field && { [field.name]: field.isNumber ? Number(value) : value }),
      ...(given('times') && { times: Number(given('times')) }),
      ...(given('afterEffect') && { afterEffect: true }),
    }
    return control('PUT', 'faults', [...(faults.value ?? []), fault])
  }
  return (
    <Cells title={t('Add a fault', '添加故障')} padded>
      <Form submit={t('Add', '添加')} act={add}>
        <div class="fields">
          <Field label="API">
            <input name="api" list="apis" required placeholder="logistics.bindAccount" />
          </Field>
          <Field label={t('Type', '类型')}>
            <select {...boundTo(kind)}>
              <Options of={all.map(([name, { text }]) => [name, text] as const)} />
            </select>
          </Field>
          {field && (
            <Field key={field.name} label={field.name}>
              <input
                name="value"
                required
                placeholder={field.example}
                {...(field.isNumber && { type: 'number' as const, min: field.min, max: field.max })}
              />
            </Field>
          )}
          <Field label={t('For how many calls', '次数')} hint={t('empty: until cleared', '留空：直到清除')}>
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

function StubList() {
  const list = stubs.value ?? []
  return (
    <Cells title={t('Stubs', '固定返回（stub）')}>
      {list.map((stub, index) => (
        <Cell key={stub.api} label={stub.api} note={<Json value={stub.answer ?? stub.answers} />}>
          <Button
            label={t('Remove', '删除')}
            of={stub.api}
            act={() => control('PUT', 'stubs', list.toSpliced(index, 1))}
          />
        </Cell>
      ))}
      {list.length === 0 && (
        <Empty
          text={t(
            'No stubs. A stub responds for an API that is not simulated, for example subscribeMessage.send. Add one below or in local-wechat.json.',
            '还没有 stub。stub 为未模拟的接口（例如 subscribeMessage.send）提供固定返回，可在下面或 local-wechat.json 中添加。',
          )}
        />
      )}
    </Cells>
  )
}

function AddStub() {
  const add = async (given: Given) => {
    const stub = { api: given('api'), answer: parseJson(given('answer')) }
    return control('PUT', 'stubs', [...(stubs.value ?? []).filter(({ api }) => api !== stub.api), stub])
  }
  return (
    <Cells title={t('Add a stub', '添加 stub')} padded>
      <Form submit={t('Add', '添加')} act={add}>
        <Field label="API">
          <input name="api" list="apis" required placeholder="subscribeMessage.send" />
        </Field>
        <Field label={t('Response (JSON)', '返回（JSON）')}>
          <textarea
            name="answer"
            rows={4}
            required
            spellcheck={false}
            defaultValue={'{ "errcode": 0, "errmsg": "ok" }'}
          />
        </Field>
      </Form>
    </Cells>
  )
}
