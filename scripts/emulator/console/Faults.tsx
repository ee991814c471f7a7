import { useSignal } from '@preact/signals'
import type { Fault } from '../control/Faults'
import type { Stub } from '../state/fixturesSchema'
import { change, problem } from './change'
import { t } from './language'
import { faults, registry, stubs } from './live'
import { Badge, Cell, Cells, Empty, Field, Form, type Given, Json } from './widgets'

/** What each kind of fault needs beside its name. */
const KINDS: Readonly<
  Record<Fault['kind'], { text: () => string; field?: { name: string; type: 'number' | 'text'; example: string } }>
> = {
  errcode: {
    text: () => t('WeChat refuses with a code', '微信返回错误码'),
    field: { name: 'errcode', type: 'number', example: '45009' },
  },
  platform: {
    text: () => t('the cloud platform fails', '云平台故障'),
    field: { name: 'code', type: 'text', example: 'SERVER_TIMEOUT' },
  },
  http: {
    text: () => t('an HTTP status in place of an answer', '返回 HTTP 状态码'),
    field: { name: 'status', type: 'number', example: '502' },
  },
  empty: { text: () => t('an empty answer', '返回为空') },
  html: { text: () => t('a page in place of an answer', '返回网页') },
  cut: { text: () => t('the connection is cut', '连接中断') },
  delay: { text: () => t('the answer is late', '延迟应答'), field: { name: 'ms', type: 'number', example: '2000' } },
}
const kinds: readonly Fault['kind'][] = ['errcode', 'platform', 'http', 'empty', 'html', 'cut', 'delay']

/** What shall go wrong, and canned answers. */
export function Faults() {
  return (
    <>
      <datalist id="apis">
        {[...(registry.value?.apis ?? []).map(({ name }) => name), 'token', 'stable_token'].map((it) => (
          <option key={it} value={it} />
        ))}
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

function Remove({ label, of, act }: { label: string; of: string; act: () => void }) {
  return (
    <button type="button" class="small" aria-label={`${label} ${of}`} onClick={act}>
      {label}
    </button>
  )
}

function FaultList() {
  const list = faults.value ?? []
  return (
    <>
      <Cells title={t('What shall go wrong', '故障')}>
        {list.map((fault, index) => (
          <Cell key={index} label={fault.api} note={describe(fault)}>
            <Badge kind="wait">
              {fault.times === undefined
                ? t('until cleared', '直到清除')
                : t(`${fault.times} more`, `剩余 ${fault.times} 次`)}
            </Badge>
            <Remove
              label={t('Clear', '清除')}
              of={fault.api}
              act={() =>
                change(
                  'PUT',
                  'faults',
                  list.filter((it) => it !== fault),
                )
              }
            />
          </Cell>
        ))}
        {list.length === 0 && (
          <Empty
            text={t(
              'Nothing goes wrong on demand. Add a fault below to see how your code takes it; scripts do so by',
              '当前没有故障。在下面添加一个，看看您的代码如何应对；脚本可以用',
            )}
            command={`curl -X PUT -H 'content-type: application/json' \\\n  -d '[{"api":"logistics.bindAccount","kind":"cut","times":1}]' \\\n  ${location.origin}/emulator/faults`}
          />
        )}
      </Cells>
      {list.length > 0 && (
        <p class="group">
          <button type="button" class="danger small" onClick={() => change('PUT', 'faults', [])}>
            {t('Clear all faults', '清除全部故障')}
          </button>
        </p>
      )}
    </>
  )
}

function describe(fault: Fault): string {
  const { field, text } = KINDS[fault.kind]
  const value = field && Object.entries(fault).find(([name]) => name === field.name)?.[1]
  return [
    text(),
    value !== undefined && `${field?.name} ${value}`,
    fault.afterEffect && t('after it took effect', '生效之后'),
  ]
    .filter(Boolean)
    .join(' · ')
}

function AddFault() {
  const kind = useSignal<Fault['kind']>('errcode')
  const { field } = KINDS[kind.value]
  const add = async (given: Given) => {
    const fault = {
      api: given('api').trim(),
      kind: kind.value,
      ...(field && { [field.name]: field.type === 'number' ? Number(given('value')) : given('value').trim() }),
      ...(given('times') && { times: Number(given('times')) }),
      ...(given('afterEffect') && { afterEffect: true }),
    }
    return change('PUT', 'faults', [...(faults.value ?? []), fault])
  }
  return (
    <section class="group">
      <h2>{t('Add a fault', '添加故障')}</h2>
      <Form class="cells padded" submit={t('Add', '添加')} act={add}>
        <div class="fields">
          <Field label="API">
            <input name="api" list="apis" required placeholder="logistics.bindAccount" />
          </Field>
          <Field label={t('What goes wrong', '类型')}>
            <select
              name="kind"
              value={kind.value}
              onChange={(event) => {
                kind.value = kinds.find((it) => it === event.currentTarget.value) ?? 'errcode'
              }}
            >
              {kinds.map((it) => (
                <option key={it} value={it}>
                  {KINDS[it].text()}
                </option>
              ))}
            </select>
          </Field>
          {field && (
            <Field key={field.name} label={field.name}>
              <input
                name="value"
                inputMode={field.type === 'number' ? 'decimal' : 'text'}
                required
                placeholder={field.example}
              />
            </Field>
          )}
          <Field label={t('For how many calls', '次数')} hint={t('empty: until cleared', '留空：直到清除')}>
            <input name="times" type="number" min={1} />
          </Field>
        </div>
        <label class="check">
          <input name="afterEffect" type="checkbox" />{' '}
          {t('the call takes effect first, and then its answer goes wrong', '调用先生效，再出现故障')}
        </label>
      </Form>
    </section>
  )
}

function StubList() {
  const list = stubs.value ?? []
  return (
    <Cells title={t('Canned answers (stubs)', '固定应答（stub）')}>
      {list.map((stub) => (
        <Cell key={stub.api} label={stub.api} note={<Json value={stub.answer ?? stub.answers} />}>
          <Remove
            label={t('Remove', '删除')}
            of={stub.api}
            act={() =>
              change(
                'PUT',
                'stubs',
                list.filter((it) => it !== stub),
              )
            }
          />
        </Cell>
      ))}
      {list.length === 0 && (
        <Empty
          text={t(
            'None. An API that is not simulated, subscribeMessage.send for instance, can be given an answer below, or in local-wechat.json.',
            '没有。未模拟的接口（例如 subscribeMessage.send）可在下面或 local-wechat.json 中给出固定应答。',
          )}
        />
      )}
    </Cells>
  )
}

function AddStub() {
  const add = async (given: Given) => {
    let stub: Stub
    try {
      stub = { api: given('api').trim(), answer: JSON.parse(given('answer')) }
    } catch (error) {
      problem.value = String(error)
      return false
    }
    const others = (stubs.value ?? []).filter(({ api }) => api !== stub.api)
    return change('PUT', 'stubs', [...others, stub])
  }
  return (
    <section class="group">
      <h2>{t('Add a stub', '添加 stub')}</h2>
      <Form class="cells padded" submit={t('Add', '添加')} act={add}>
        <Field label="API">
          <input name="api" list="apis" required placeholder="subscribeMessage.send" />
        </Field>
        <Field label={t('Answer (JSON)', '应答（JSON）')}>
          <textarea
            name="answer"
            rows={4}
            required
            spellcheck={false}
            defaultValue={'{ "errcode": 0, "errmsg": "ok" }'}
          />
        </Field>
      </Form>
    </section>
  )
}
