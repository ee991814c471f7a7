import { useSignal } from '@preact/signals'
import type { DescribedParam } from '../../../cloudfunctions/openapi/params/describeParams'
import type { DescribedApi } from '../routes/describeApis'
import { Result } from './Explanation'
import { exampleOf } from './exampleOf'
import { type Draft, isDraft, paramsWithin, valuesOf } from './formValues'
import { cloudCall, type Outcome } from './http'
import { inLanguage, t } from './language'
import { info, state } from './live'
import { appidToShow } from './miniPrograms'
import { Field } from './widgets'

interface FormProps {
  api: DescribedApi
  /** What is filled in at first. */
  start?: Draft
  submit?: string
  /** Calls with what was filled in; a cloud call unless set. */
  call?: (params: Draft) => Promise<Outcome>
  onDone?: (outcome: Outcome) => void
}

/** A form for an API, as the registry describes it. */
export function ApiForm({ api, start = {}, submit, call, onDone }: FormProps) {
  const draft = useSignal(start)
  const example = exampleOf(api.name, state.value)
  const outcome = useSignal<Outcome>()
  const waiting = useSignal(false)
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const params = valuesOf(api.params, draft.value)
    waiting.value = true
    outcome.value = await (call ?? ((it) => cloudCall(api.name, it)))(params)
    waiting.value = false
    // A password is typed for one call.
    draft.value = { ...draft.value, ...Object.fromEntries(api.secrets.map((name) => [name, ''])) }
    onDone?.(outcome.value)
  }
  return (
    <form onSubmit={send} autocomplete="off">
      {example && (
        <button type="button" onClick={() => (draft.value = example)}>
          {t('Fill in an example', '填入示例')}
        </button>
      )}
      {info.value && appidToShow(info.value.appid) && (
        <p class="faint">
          {t(
            `For ${info.value.appid}, the first mini program of the fixtures; another one's calls need its access_token, over HTTPS.`,
            `以初始数据里的第一个小程序 ${info.value.appid} 调用；其他小程序须用自己的 access_token，通过 HTTPS 调用。`,
          )}
        </p>
      )}
      <Params api={api} within="" value={draft.value} set={(value) => (draft.value = value)} />
      <div class="buttons">
        <button type="submit" class="primary" disabled={waiting.value}>
          {submit ?? t('Call', '调用')}
        </button>
      </div>
      <Result outcome={outcome.value} api={api.name} />
    </form>
  )
}

interface ParamsProps {
  api: DescribedApi
  within: string
  value: Draft
  set: (value: Draft) => void
}

function Params({ api, within, value, set }: ParamsProps) {
  const fields = paramsWithin(api.params, within)
  if (fields.length === 0) return <p class="faint">{t('No parameters.', '无参数。')}</p>
  return (
    <div class="fields">
      {fields.map(({ name, param }) => (
        <Param
          key={name}
          api={api}
          name={name}
          param={param}
          value={value[name]}
          set={(it) => set({ ...value, [name]: it })}
        />
      ))}
    </div>
  )
}

interface ParamProps {
  api: DescribedApi
  name: string
  param: DescribedParam
  value: unknown
  set: (value: unknown) => void
}

function Param(props: ParamProps) {
  const { api, name, param, value, set } = props
  const hint = inLanguage(param.description)
  if (param.kind === 'object') {
    return (
      <details class="wide" open={param.required || value !== undefined}>
        <summary>
          {name} <small>{hint}</small>
        </summary>
        <Params api={api} within={`${param.path}.`} value={isDraft(value) ? value : {}} set={set} />
      </details>
    )
  }
  if (param.kind === 'list') return <List {...props} hint={hint} />
  return (
    <Field label={name} hint={hint}>
      <Input api={api} name={name} param={param} value={value} set={set} />
    </Field>
  )
}

function List({ api, name, param, value, set, hint }: ParamProps & { hint: string }) {
  const items: unknown[] = Array.isArray(value) ? value : []
  const ofObjects = paramsWithin(api.params, `${param.path}[].`).length > 0
  const put = (index: number, it: unknown) => set(items.map((old, at) => (at === index ? it : old)))
  return (
    <fieldset class="wide">
      <legend>
        {name} <small>{hint}</small>
      </legend>
      {items.map((item, index) => (
        <div class="item" key={index}>
          {ofObjects ? (
            <Params
              api={api}
              within={`${param.path}[].`}
              value={isDraft(item) ? item : {}}
              set={(it) => put(index, it)}
            />
          ) : (
            <input
              aria-label={`${name} ${index + 1}`}
              value={String(item ?? '')}
              onInput={(event) => put(index, event.currentTarget.value)}
            />
          )}
          <button type="button" class="small" onClick={() => set(items.filter((_, at) => at !== index))}>
            {t('Remove', '删除')}
          </button>
        </div>
      ))}
      <button type="button" class="small" onClick={() => set([...items, ofObjects ? {} : ''])}>
        {t('Add one', '添加一项')}
      </button>
    </fieldset>
  )
}

function Input({ api, name, param, value, set }: ParamProps) {
  const { kind, choices, required, path } = param
  const given = value === undefined ? '' : String(value)
  const read = (text: string) => set(text === '' ? '' : kind === 'number' ? Number(text) : text)
  if (choices) {
    return (
      <select value={given} required={required} onChange={(event) => read(event.currentTarget.value)}>
        <option value="">{t('choose', '请选择')}</option>
        {choices.map((it) => (
          <option key={it} value={it}>
            {it}
          </option>
        ))}
      </select>
    )
  }
  if (api.secrets.includes(path)) {
    return (
      <input
        type="password"
        autocomplete="new-password"
        value={given}
        onInput={(event) => read(event.currentTarget.value)}
      />
    )
  }
  const known = suggestionsFor(name)
  const id = `${api.name} ${path}`
  return (
    <>
      <input
        type={kind === 'number' ? 'number' : 'text'}
        {...(kind === 'number' && { step: 'any' })}
        {...(known.length > 0 && { list: id })}
        required={required}
        value={given}
        onInput={(event) => read(event.currentTarget.value)}
      />
      {known.length > 0 && (
        <datalist id={id}>
          {known.map(([it, label]) => (
            <option key={it} value={it} label={label} />
          ))}
        </datalist>
      )}
    </>
  )
}

/** What is known of a parameter by its name: couriers, customer codes, orders. */
function suggestionsFor(name: string): [value: string, label: string][] {
  const { couriers = [], customers = [], orders = [], miniPrograms = [] } = state.value ?? {}
  const each = (values: [string, string][]) => [...new Map(values).entries()].slice(0, 50)
  switch (name) {
    case 'deliveryId':
      return each(couriers.map((it) => [it.delivery_id, it.delivery_name]))
    case 'bizId':
      return each(customers.map((it) => [it.biz_id, it.delivery_id]))
    case 'orderId':
      return each(orders.map((it) => [it.order_id, it.delivery_id]))
    case 'waybillId':
      return each(orders.map((it) => [it.waybill_id, it.order_id]))
    case 'openid':
      return each(
        miniPrograms.flatMap((it) =>
          Object.entries(it.members ?? {}).flatMap(([role, ids]) =>
            (ids ?? []).map((id): [string, string] => [id, role]),
          ),
        ),
      )
    default:
      return []
  }
}
