import { signal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Order } from '../state/recordsSchema'
import { ApiForm } from './ApiForm'
import { addressOf, place } from './address'
import { Result, useCalls } from './Explanation'
import { cloudCall, control, type Outcome } from './http'
import { appidToShow, fetchMore, isCallers, registry, state } from './live'
import {
  Badge,
  Button,
  Cells,
  Details,
  Dialog,
  Empty,
  Field,
  Form,
  type Given,
  ListRow,
  More,
  Options,
} from './widgets'
import { dateAndTime, inLanguage, joined, t } from './words'

const ADD = 'logistics.addOrder'
const CANCEL = 'logistics.cancelOrder'
const SIGNED_FOR = 300003
/** The action_type that usually follows another one; `undefined` is the start. */
const NEXT: Readonly<Record<string, number>> = { undefined: 100001, 100001: 200001, 200001: 300002, 300002: SIGNED_FOR }

const placing = signal(false)

const isNamed = ({ appid, order_id }: Order) => appid === place.value[1] && order_id === place.value[2]

/** Lists the orders with their waybills and paths. */
export function Orders() {
  const orders = [...(state.value?.orders ?? [])].reverse()
  const shown = place.value[2] === undefined ? orders[0] : orders.find(isNamed)
  const setPlacing = (on: boolean) => () => {
    placing.value = on
  }
  return (
    <>
      <div class="toolbar">
        <Button label={t('Place an order', '下单')} look="primary" act={setPlacing(true)} />
      </div>
      {orders.length === 0 ? (
        <Cells>
          <Empty
            text={t(
              'No orders yet. Place one here, or from a cloud function or back end.',
              '还没有订单。可以在这里下单，也可以从云函数或后端下单。',
            )}
          />
        </Cells>
      ) : (
        <div class="split">
          <section class="group" aria-label={t('Orders', '订单')}>
            <ul class="cells rows">
              {orders.map((it) => (
                <OrderRow key={addressOf(it.appid, it.order_id)} order={it} isOpen={it === shown} />
              ))}
            </ul>
            <More listed={orders.length} total={state.value?.totals.orders ?? 0} fetch={fetchMore} />
          </section>
          {shown ? (
            <OrderDetails key={addressOf(shown.appid, shown.order_id)} order={shown} />
          ) : (
            <p class="note">{t('This order is not in the list.', '这个订单不在列表里。')}</p>
          )}
        </div>
      )}
      {placing.value && <PlaceOrder close={setPlacing(false)} />}
    </>
  )
}

function OrderRow({ order, isOpen }: { order: Order; isOpen: boolean }) {
  const { appid, order_id, order_status, path_item_list, receiver, waybill_id } = order
  const last = path_item_list.at(-1)?.action_type
  const badge =
    order_status === 1 ? (
      <Badge look="bad">{t('cancelled', '已取消')}</Badge>
    ) : last === undefined ? (
      <Badge look="plain">{t('placed', '已下单')}</Badge>
    ) : (
      <Badge look={last === SIGNED_FOR ? 'good' : 'wait'}>{actionName(last)}</Badge>
    )
  const href = addressOf('orders', appid, order_id)
  return <ListRow title={waybill_id} note={noteOf(order, receiver.name)} href={href} isOpen={isOpen} badge={badge} />
}

function noteOf({ appid, delivery_id, order_id }: Order, name = ''): string {
  const courier = state.value?.couriers.find((it) => it.delivery_id === delivery_id)
  return joined(courier?.delivery_name ?? delivery_id, order_id, name, appidToShow(appid))
}

function actionName(type: number): string {
  const text = registry.value?.actionTypes[type]
  return text ? inLanguage(text) : String(type)
}

function OrderDetails({ order }: { order: Order }) {
  const { appid, order_id, delivery_id, waybill_id, path_item_list } = order
  const { outcome, running, run } = useCalls()
  const cancel = () => run(cloudCall(CANCEL, { orderId: order_id, deliveryId: delivery_id, waybillId: waybill_id }))
  return (
    <Details label={t('Order', '订单详情')}>
      <h2>{waybill_id}</h2>
      <p class="faint">{noteOf(order)}</p>
      <h3>{t('Path', '物流轨迹')}</h3>
      {path_item_list.length === 0 ? (
        <p class="faint">{t('The parcel has not moved yet.', '还没有轨迹。')}</p>
      ) : (
        <ol class="timeline">
          {[...path_item_list].reverse().map((it, index) => (
            <li key={path_item_list.length - index}>
              <b>{it.action_msg}</b>
              <span class="faint">
                {dateAndTime(it.action_time)} · {it.action_type} {actionName(it.action_type)}
              </span>
            </li>
          ))}
        </ol>
      )}
      <Move key={path_item_list.length} order={order} />
      {order.order_status === 0 && isCallers(appid) && (
        <div class="buttons">
          <Button label={t('Cancel the order', '取消订单')} look="danger" disabled={running} act={cancel} />
        </div>
      )}
      <Result outcome={outcome} api={CANCEL} brief />
      <Waybill key={order.order_status} order={order} />
    </Details>
  )
}

/** Adds an event to the path of an order, as a courier does. */
function Move({ order: { appid, order_id, delivery_id, path_item_list } }: { order: Order }) {
  const move = (given: Given) => {
    const message = given('action_msg')
    const action = { action_type: Number(given('action_type')), ...(message && { action_msg: message }) }
    return control('POST', 'orders', { appid, delivery_id, order_id, ...action })
  }
  const next = NEXT[String(path_item_list.at(-1)?.action_type)]
  const types = Object.entries(registry.value?.actionTypes ?? {})
  return (
    <Form class="inline" submit={t('Move on', '更新轨迹')} act={move}>
      <Field label={t('What happens next', '下一步')}>
        <select name="action_type" required>
          {next === undefined && <option value="">{t('choose', '请选择')}</option>}
          <Options
            of={types.map(([type, text]) => [type, `${type} ${inLanguage(text)}`] as const)}
            chosen={String(next)}
          />
        </select>
      </Field>
      <Field label={t('Description', '说明')}>
        <input name="action_msg" placeholder={t("default: WeChat's text", '默认为微信的说法')} />
      </Field>
    </Form>
  )
}

/** The printed waybill, in a frame as high as the page in it. */
function Waybill({ order: { appid, delivery_id, order_id } }: { order: Order }) {
  const url = `/emulator/waybill?${new URLSearchParams({ appid, delivery_id, order_id })}`
  const frame = useRef<HTMLIFrameElement>(null)
  const fit = () => {
    const { current: it } = frame
    if (it?.contentDocument) it.style.height = `${it.contentDocument.documentElement.scrollHeight + 2}px`
  }
  return (
    <>
      <h3>{t('Waybill', '电子面单')}</h3>
      <div class="buttons">
        <Button label={t('Print', '打印')} act={() => frame.current?.contentWindow?.print()} />
        <a class="button small" href={url} target="_blank" rel="noopener">
          {t('Open in a new tab', '在新标签页中打开')}
        </a>
      </div>
      <iframe ref={frame} title={t('Waybill', '电子面单')} src={url} onLoad={fit} />
    </>
  )
}

function PlaceOrder({ close }: { close: () => void }) {
  const api = registry.value?.apis.find(({ name }) => name === ADD)
  const onDone = ({ errcode }: Outcome) => {
    if (errcode !== 0) return
    // The new order is the first one, which is shown by default.
    location.hash = addressOf('orders')
    close()
  }
  return (
    <Dialog title={t('Place an order', '下单')} onClose={close}>
      {api && <ApiForm api={api} submit={t('Place the order', '下单')} onDone={onDone} />}
    </Dialog>
  )
}
