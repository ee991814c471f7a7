import { useSignal } from '@preact/signals'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import type { DescribedParam } from '../../../cloudfunctions/openapi/params/describeParams'
import type { DescribedApi } from '../routes/describeApis'
import { Result, useCalls } from './Explanation'
import { type Draft, isDraft, paramsWithin, valuesOf } from './formValues'
import { cloudCall, control, type Outcome } from './http'
import { appidToShow, info, state } from './live'
import { Button, bound, Field, Options } from './widgets'
import { inLanguage, t } from './words'

const SANDBOX = 'TEST'

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
  const example = useSignal<Example>({ params: {} })
  const { outcome, running, run } = useCalls()
  const set = (value: Draft) => {
    draft.value = value
  }
  const fillIn = async () => {
    const { deliveryId } = draft.value
    // A courier that was chosen, not one that the last example filled in.
    const isChosen = deliveryId && deliveryId !== example.value.params?.deliveryId
    example.value = await control(
      'GET',
      `examples/${api.name}${isChosen ? `?deliveryId=${encodeURIComponent(String(deliveryId))}` : ''}`,
    )
    if (example.value.params) set(example.value.params)
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
      {api.params.length > 0 && <Button label={t('Fill in an example', '填入示例')} look="" act={fillIn} />}
      {example.value.note && <p class="outcome wait">{inLanguage(example.value.note)}</p>}
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

/** The response of `GET /emulator/examples/API`. */
interface Example {
  params?: Draft
  note?: Text
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
          siblings={draft}
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
  /** The values of the parameters beside it. */
  siblings: Draft
}

function Param(props: ParamProps) {
  const { api, name, param, value, set } = props
  const hint = inLanguage(param.description)
  if (param.kind === 'list') return <List {...props} />
  if (param.path === 'service') return <Service {...props} />
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
  return (
    <fieldset class="wide">
      <legend>
        {name} <small>{inLanguage(param.description)}</small>
      </legend>
      {items.map((item, index) => {
        const put = (it: Draft) => set(items.with(index, it))
        return (
          <div class="item" key={index}>
            <Params api={api} within={within} value={item} set={put} />
            <Button label={t('Remove', '删除')} act={() => set(items.toSpliced(index, 1))} />
          </div>
        )
      })}
      <Button label={t('Add one', '添加一项')} act={() => set([...items, {}])} />
    </fieldset>
  )
}

/** A service type and its name, one of the services that the courier offers. */
function Service({ param, value, set, siblings: { deliveryId } }: ParamProps) {
  const { service_type = [] } = state.value?.couriers.find((it) => it.delivery_id === deliveryId) ?? {}
  const offered = service_type.map((it): Draft => ({ serviceType: it.service_type, serviceName: it.service_name }))
  const given = isDraft(value) && Object.keys(value).length > 0 ? [value] : []
  const pairs = new Map([...offered, ...given].map((it) => [JSON.stringify(it), it]))
  const field = bound({ value: JSON.stringify(given[0] ?? ''), set: (json) => set(pairs.get(json)) })
  return (
    <Field label="service" hint={inLanguage(param.description)}>
      <select required {...field}>
        <option value="">{t('choose', '请选择')}</option>
        <Options of={[...pairs].map(([json, it]) => [json, `${it.serviceType} ${it.serviceName}`] as const)} />
      </select>
    </Field>
  )
}

function Input({ api, name, param: { kind, choices, required, path }, value, set, siblings }: ParamProps) {
  const isNumber = kind === 'number'
  const field = bound({
    value: String(value ?? ''),
    set: (text) => set(isNumber && text !== '' ? Number(text) : text),
  })
  if (api.secrets.includes(path)) return <input type="password" autocomplete="new-password" {...field} />
  const options = choices?.map(String) ?? (name === 'deliveryId' ? couriersOf(api.name) : undefined)
  if (options) {
    return (
      <select required={required} {...field}>
        <option value="">{t('choose', '请选择')}</option>
        <Options of={options} />
      </select>
    )
  }
  const known = [...new Set(suggestionsFor(name, siblings))].slice(0, 50)
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

/** Lists the couriers to choose from. The sandbox has orders, but no accounts. */
function couriersOf(api: string): (readonly [id: string, label: string])[] {
  const couriers = (state.value?.couriers ?? []).map(
    (it) => [it.delivery_id, `${it.delivery_id} ${it.delivery_name}`] as const,
  )
  if (['logistics.bindAccount', 'logistics.getQuota'].includes(api)) return couriers
  return [...couriers, [SANDBOX, `${SANDBOX} ${t('sandbox', '沙盒')}`]]
}

/** Lists known values of a parameter. */
function suggestionsFor(name: string, { deliveryId }: Draft): string[] {
  const { couriers = [], customers = [], orders = [], miniPrograms = [] } = state.value ?? {}
  const ofCourier = <T extends { delivery_id: string }>(list: readonly T[]) =>
    list.filter((it) => !deliveryId || it.delivery_id === deliveryId)
  switch (name) {
    case 'bizId':
      return [
        ...ofCourier(customers).map((it) => it.biz_id),
        ...ofCourier(couriers).map((it) => it.cash_biz_id),
      ].filter(Boolean)
    case 'orderId':
      return ofCourier(orders).map((it) => it.order_id)
    case 'waybillId':
      return ofCourier(orders).map((it) => it.waybill_id)
    case 'openid':
      return miniPrograms.flatMap(({ members = {}, users = [] }) => [...Object.values(members).flat(), ...users])
    default:
      return []
  }
}
