import { useSignal } from '@preact/signals'
import type { DescribedParam } from '../../../cloudfunctions/openapi/params/describeParams'
import type { DescribedApi } from '../routes/describeApis'
import { Result, useCalls } from './Explanation'
import { exampleOf } from './exampleOf'
import { type Draft, isDraft, paramsWithin, valuesOf } from './formValues'
import { cloudCall, type Outcome } from './http'
import { appidToShow, info, state } from './live'
import { Button, bound, Field, Options } from './widgets'
import { inLanguage, t } from './words'

interface FormProps {
  api: DescribedApi
  /** The initial values. */
  start?: Draft
  submit?: string
  /** Makes the call (default: a cloud call). */
  call?: (params: Draft) => Promise<Outcome>
  onDone?: (outcome: Outcome) => void
}

/** A form for the parameters of an API, as the registry describes them. */
export function ApiForm({ api, start = {}, submit, call, onDone }: FormProps) {
  const draft = useSignal(start)
  const { outcome, running, run } = useCalls()
  const example = exampleOf(api.name, state.value)
  const set = (value: Draft) => {
    draft.value = value
  }
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const params = valuesOf(api.params, draft.value)
    const result = await run(call ? call(params) : cloudCall(api.name, params))
    // A password is kept for one call only.
    set({ ...draft.value, ...Object.fromEntries(api.secrets.map((name) => [name, ''])) })
    onDone?.(result)
  }
  const appid = appidToShow(info.value?.appid ?? '')
  return (
    <form onSubmit={send} autocomplete="off">
      {example && <Button label={t('Fill in an example', '填入示例')} look="" act={() => set(example)} />}
      {appid && (
        <p class="faint">
          {t(
            `For ${appid}, the first mini program of the fixtures. Other mini programs need their own access_token and call over HTTPS.`,
            `以初始数据里的第一个小程序 ${appid} 调用；其他小程序须用自己的 access_token，通过 HTTPS 调用。`,
          )}
        </p>
      )}
      <Params api={api} within="" value={draft.value} set={set} />
      <div class="buttons">
        <button type="submit" class="primary" disabled={running}>
          {submit ?? t('Call', '调用')}
        </button>
      </div>
      <Result outcome={outcome} api={api.name} />
    </form>
  )
}

interface ParamsProps {
  api: DescribedApi
  /** As in paramsWithin. */
  within: string
  value: unknown
  set: (value: Draft) => void
}

function Params({ api, within, value, set }: ParamsProps) {
  const draft = isDraft(value) ? value : {}
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
          value={draft[name]}
          set={(it) => set({ ...draft, [name]: it })}
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
  if (param.kind === 'list') return <List {...props} />
  if (param.kind === 'object') {
    return (
      <details class="wide" open={param.required || value !== undefined}>
        <summary>
          {name} <small>{hint}</small>
        </summary>
        <Params api={api} within={`${param.path}.`} value={value} set={set} />
      </details>
    )
  }
  return (
    <Field label={name} hint={hint}>
      <Input {...props} />
    </Field>
  )
}

function List({ api, name, param, value, set }: ParamProps) {
  const items: unknown[] = Array.isArray(value) ? value : []
  const within = `${param.path}[].`
  const ofObjects = paramsWithin(api.params, within).length > 0
  return (
    <fieldset class="wide">
      <legend>
        {name} <small>{inLanguage(param.description)}</small>
      </legend>
      {items.map((item, index) => {
        const put = (it: unknown) => set(items.with(index, it))
        return (
          <div class="item" key={index}>
            {ofObjects ? (
              <Params api={api} within={within} value={item} set={put} />
            ) : (
              <input aria-label={`${name} ${index + 1}`} {...bound({ value: String(item), set: put })} />
            )}
            <Button label={t('Remove', '删除')} act={() => set(items.toSpliced(index, 1))} />
          </div>
        )
      })}
      <Button label={t('Add one', '添加一项')} act={() => set([...items, ofObjects ? {} : ''])} />
    </fieldset>
  )
}

function Input({ api, name, param: { kind, choices, required, path }, value, set }: ParamProps) {
  const isNumber = kind === 'number'
  const field = bound({
    value: String(value ?? ''),
    set: (text) => set(isNumber && text !== '' ? Number(text) : text),
  })
  if (choices) {
    return (
      <select required={required} {...field}>
        <option value="">{t('choose', '请选择')}</option>
        <Options of={choices.map(String)} />
      </select>
    )
  }
  if (api.secrets.includes(path)) return <input type="password" autocomplete="new-password" {...field} />
  const known = [...suggestionsFor(name)].slice(0, 50)
  const id = `${api.name} ${path}`
  return (
    <>
      <input
        type={isNumber ? 'number' : 'text'}
        {...(isNumber && { step: 'any' })}
        {...(known.length > 0 && { list: id })}
        required={required}
        {...field}
      />
      {known.length > 0 && (
        <datalist id={id}>
          <Options of={known} />
        </datalist>
      )}
    </>
  )
}

/** Returns known values of a parameter, each with a label. */
function suggestionsFor(name: string): Map<string, string> {
  const { couriers = [], customers = [], orders = [], miniPrograms = [] } = state.value ?? {}
  switch (name) {
    case 'deliveryId':
      return new Map(couriers.map((it) => [it.delivery_id, it.delivery_name]))
    case 'bizId':
      return new Map(customers.map((it) => [it.biz_id, it.delivery_id]))
    case 'orderId':
      return new Map(orders.map((it) => [it.order_id, it.delivery_id]))
    case 'waybillId':
      return new Map(orders.map((it) => [it.waybill_id, it.order_id]))
    case 'openid': {
      const members = miniPrograms.flatMap((it) => Object.entries(it.members ?? {}))
      return new Map(members.flatMap(([role, ids]) => ids.map((id) => [id, role] as const)))
    }
    default:
      return new Map()
  }
}
