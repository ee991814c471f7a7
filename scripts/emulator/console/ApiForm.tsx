import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import type { DescribedField } from '../../../cloudfunctions/openapi/params/describeParams'
import type { DescribedApi } from '../routes/describeApis'
import { withSandbox } from '../service/orders/sandboxCourier'
import { Button, Form, type Given } from './actions'
import { isGroup, paramsWithin, type Texts, textsOf, valuesOf } from './formValues'
import { parseJson, read, send } from './http'
import { state } from './live'
import { cloudCall, type Request } from './requests'
import { bound, type Choices, Field, Options } from './widgets'
import { inLanguage, t } from './words'

interface FormProps {
  params: readonly DescribedField[]
  /** The parameters whose values are neither shown nor kept. */
  secrets?: readonly string[]
  /** The API whose examples the form offers. */
  example?: string | undefined
  /** The initial texts. */
  start?: Texts
  submit?: string
  /** Makes the request. */
  request: (values: Readonly<Record<string, unknown>>, given: Given) => Request
  /** Further fields, for the request. */
  children?: ComponentChildren
}

type ApiFormProps = { api: DescribedApi } & Pick<Partial<FormProps>, 'start' | 'submit' | 'request' | 'children'>

/** The response of `GET /emulator/examples/API`. */
interface Example {
  params?: { deliveryId?: string }
  note?: Message
}

/** A form for the parameters of an API, as the registry describes them (default: for a cloud call). */
export function ApiForm({ api: { name, params, secrets }, ...form }: ApiFormProps) {
  const example = params.length > 0 ? name : undefined
  const request = (values: object) => cloudCall(name, values)
  return <CallForm params={params} secrets={secrets} example={example} request={request} {...form} />
}

/** A form that makes a call. */
export function CallForm({ params, secrets = [], start = {}, submit = t('Call', '调用'), ...more }: FormProps) {
  const texts = useSignal(start)
  const example = useSignal<Example>({})
  const fillIn = async (): Promise<undefined> => {
    const { deliveryId = '' } = texts.value
    // A courier that was chosen, not one that the last example filled in.
    const isChosen = deliveryId !== (example.value.params?.deliveryId ?? '')
    example.value = await read(`examples/${more.example}${isChosen ? `?deliveryId=${deliveryId}` : ''}`)
    const { params: values } = example.value
    if (values) texts.value = Object.fromEntries(textsOf(params, values))
  }
  const call = async (given: Given) => {
    const outcome = await send(more.request(valuesOf(params, texts.value, parseJson), given))
    // A password is kept for one call only.
    texts.value = { ...texts.value, ...Object.fromEntries(secrets.map((name) => [name, ''])) }
    return outcome
  }
  const inputOf = (param: DescribedField) => (
    <Input
      param={param}
      isSecret={secrets.includes(param.path)}
      texts={texts.value}
      set={(text) => {
        texts.value = { ...texts.value, [param.path]: text }
      }}
    />
  )
  return (
    <>
      {more.example && <Button label={t('Fill in an example', '填入示例')} look="" act={fillIn} />}
      {example.value.note && <p class="outcome wait">{inLanguage(example.value.note)}</p>}
      <Form keep submit={submit} act={call}>
        {more.children}
        <Fields params={params} within="" inputOf={inputOf} />
      </Form>
    </>
  )
}

interface FieldsProps {
  params: readonly DescribedField[]
  /** As in paramsWithin. */
  within: string
  inputOf: (param: DescribedField) => ComponentChildren
}

function Fields({ params, within, inputOf }: FieldsProps) {
  return (
    <div class="fields">
      {paramsWithin(params, within).map((param) => {
        const { path, required, description } = param
        const name = path.slice(within.length)
        const hint = inLanguage(description)
        return isGroup(param) ? (
          <details key={path} class="wide" open={required}>
            <summary>
              {name} <small>{hint}</small>
            </summary>
            <Fields params={params} within={`${path}.`} inputOf={inputOf} />
          </details>
        ) : (
          <Field key={path} label={name} hint={hint}>
            {inputOf(param)}
          </Field>
        )
      })}
    </div>
  )
}

interface InputProps {
  param: DescribedField
  isSecret: boolean
  texts: Texts
  set: (text: string) => void
}

function Input({ param: { path, kind, required, choices }, isSecret, texts, set }: InputProps) {
  const field = { required, ...bound(texts[path] ?? '', set) }
  if (isSecret) return <input type="password" autocomplete="new-password" {...field} />
  if (kind === 'list') return <textarea rows={3} spellcheck={false} placeholder="JSON" {...field} />
  const fixed = kind === 'boolean' ? [true, false].map(String) : choices
  const options = fixed ? Object.fromEntries(fixed.map((it) => [it, String(it)])) : offered(path, texts.deliveryId)
  if (!options && kind === 'number') return <input type="number" step="any" {...field} />
  if (!options) return <input {...field} />
  return (
    <select {...field}>
      <option value="">{t('choose', '请选择')}</option>
      <Options of={options} />
    </select>
  )
}

/** Returns the couriers to choose from, or the services of the chosen one. */
function offered(path: string, deliveryId: string | undefined): Choices | undefined {
  const couriers = withSandbox(state.value?.couriers ?? [])
  if (path === 'deliveryId') {
    return Object.fromEntries(couriers.map((it) => [it.delivery_id, `${it.delivery_id} ${it.delivery_name}`]))
  }
  if (path !== 'service') return undefined
  const services = couriers.find((it) => it.delivery_id === deliveryId)?.service_type ?? []
  return Object.fromEntries(
    services.map(({ service_type: serviceType, service_name: serviceName }) => [
      JSON.stringify({ serviceType, serviceName }),
      `${serviceType} ${serviceName}`,
    ]),
  )
}
