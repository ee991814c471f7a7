import { type Signal, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import type { DescribedField } from '../../../cloudfunctions/openapi/params/describeParams'
import type { DescribedApi } from '../routes/describeApis'
import { withSandbox } from '../service/orders/sandboxCourier'
import { Button, Form, type Given } from './actions'
import { isGroup, paramsWithin, type Texts, textsOf, valuesOf } from './formValues'
import { parseJson, read, send } from './http'
import { state } from './live'
import { cloudCall, type Request } from './loggedCalls'
import { bound, type Choices, choicesOf, Field, Options } from './widgets'
import { inLanguage, t } from './words'

interface FormProps {
  /** An API, as the registry describes it, or only the parameters of another call. */
  api: Pick<DescribedApi, 'params'> & Partial<DescribedApi>
  /** The initial texts. */
  start?: Texts
  submit?: string
  /** Makes the request (default: a cloud call of the API). */
  request?: (values: Readonly<Record<string, unknown>>, given: Given) => Request
  /** Further fields, for the request. */
  children?: ComponentChildren
}

/** The response of `GET /emulator/examples/API`. */
interface Example {
  params?: { deliveryId?: string }
  note?: Message
}

/** A form that makes a call. It offers the examples of an API, and neither shows nor keeps secrets. */
export function ApiForm({ api, start = {}, submit = t('Call', '调用'), request, children }: FormProps) {
  const { name = '', params, secrets = [] } = api
  const texts = useSignal(start)
  const example = useSignal<Example>({})
  const fillIn = async () => {
    const { deliveryId = '' } = texts.value
    // A courier that was chosen, not one that the last example filled in.
    const isChosen = deliveryId !== (example.value.params?.deliveryId ?? '')
    example.value = await read(`examples/${name}${isChosen ? `?deliveryId=${deliveryId}` : ''}`)
    const { params: values } = example.value
    if (values) texts.value = Object.fromEntries(textsOf(params, values))
  }
  const call = async (given: Given) => {
    const values = valuesOf(params, texts.value, parseJson)
    const outcome = await send(request ? request(values, given) : cloudCall(name, values))
    // A password is kept for one call only.
    texts.value = { ...texts.value, ...Object.fromEntries(secrets.map((it) => [it, ''])) }
    return outcome
  }
  return (
    <>
      {name && params.length > 0 && <Button label={t('Fill in an example', '填入示例')} look="" act={fillIn} />}
      {example.value.note && <p class="outcome wait">{inLanguage(example.value.note)}</p>}
      <Form keep submit={submit} act={call}>
        {children}
        <Fields params={params} secrets={secrets} texts={texts} />
      </Form>
    </>
  )
}

interface FieldsProps {
  params: readonly DescribedField[]
  secrets: readonly string[]
  texts: Signal<Texts>
  /** As in paramsWithin. */
  within?: string
}

function Fields({ params, within = '', ...form }: FieldsProps) {
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
            <Fields params={params} within={`${path}.`} {...form} />
          </details>
        ) : (
          <Field key={path} label={name} hint={hint}>
            <Input {...param} {...form} />
          </Field>
        )
      })}
    </div>
  )
}

type InputProps = DescribedField & Pick<FieldsProps, 'secrets' | 'texts'>

function Input({ path, kind, required, choices, secrets, texts }: InputProps) {
  const text = {
    get value() {
      return texts.value[path] ?? ''
    },
    set value(it) {
      texts.value = { ...texts.value, [path]: it }
    },
  }
  const field = { required, ...bound(text) }
  if (secrets.includes(path)) return <input type="password" autocomplete="new-password" {...field} />
  if (kind === 'list') return <textarea rows={3} spellcheck={false} placeholder="JSON" {...field} />
  const fixed = kind === 'boolean' ? [true, false] : choices
  const options = fixed ? choicesOf(fixed) : offered(path, texts.value.deliveryId)
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
  const couriers = withSandbox(state.value.couriers ?? [])
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
