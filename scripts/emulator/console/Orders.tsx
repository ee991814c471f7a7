import type { Order } from '../state/recordsSchema'
import { ApiForm } from './ApiForm'
import { Button, Dialog, Form, type Given } from './actions'
import { control, send } from './http'
import { courierName, isCallers, registry, state } from './live'
import { apiOf, cloudCall } from './loggedCalls'
import { addressOf, Badge, Field, Options, type Row, Split } from './widgets'
import { dateAndTime, inLanguage, joined, t } from './words'

/** The usual path of a parcel, as action_types. */
const STEPS = [100001, 200001, 300002, 300003]

/** Lists the orders with their waybills and paths. */
export function Orders() {
  const { orders = [], totals } = state.value
  const api = apiOf(registry.value.apis, 'logistics.addOrder')
  return (
    <>
      <div class="toolbar">
        <Dialog id="place-order" title={t('Place an order', '下单')}>
          {api && <ApiForm api={api} submit={t('Place the order', '提交订单')} />}
        </Dialog>
      </div>
      <Split
        items={[...orders].reverse()}
        total={totals?.orders}
        row={orderRow}
        Details={OrderDetails}
        empty={t(
          'No orders yet. Place one here, or from a cloud function or back end.',
          '还没有订单。可以在这里下单，也可以从云函数或后端下单。',
        )}
      />
    </>
  )
}

function orderRow({ appid, delivery_id, order_id, order_status, path_item_list, receiver, waybill_id }: Order): Row {
  const last = path_item_list.at(-1)
  const status = last ? actionName(last.action_type) : t('placed', '已下单')
  return {
    href: addressOf('orders', appid, order_id),
    title: waybill_id,
    note: joined(courierName(delivery_id) ?? delivery_id, order_id, receiver.name, !isCallers(appid) && appid),
    badge: <Badge look="plain">{order_status === 1 ? t('cancelled', '已取消') : status}</Badge>,
  }
}

function actionName(type: number): string {
  const text = registry.value.actionTypes[type]
  return text ? inLanguage(text) : String(type)
}

function OrderDetails(order: Order) {
  const { appid, order_id, delivery_id, waybill_id, order_status, path_item_list } = order
  const cancel = () =>
    send(cloudCall('logistics.cancelOrder', { orderId: order_id, deliveryId: delivery_id, waybillId: waybill_id }))
  return (
    <>
      <h3>{t('Path', '物流轨迹')}</h3>
      {path_item_list.length === 0 && <p class="faint">{t('The parcel has not moved yet.', '还没有轨迹。')}</p>}
      <ol class="timeline">
        {[...path_item_list].reverse().map((it, index) => (
          <li key={path_item_list.length - index}>
            <b>{it.action_msg}</b>
            <span class="faint">{joined(dateAndTime(it.action_time), actionName(it.action_type))}</span>
          </li>
        ))}
      </ol>
      <Move key={path_item_list.length} {...order} />
      {order_status === 0 && isCallers(appid) && (
        <Button label={t('Cancel the order', '取消订单')} look="danger" act={cancel} />
      )}
      <Waybill key={order_status} {...order} />
    </>
  )
}

/** Adds an event to the path of an order, as a courier does. It proposes the next usual one. */
function Move({ appid, order_id, delivery_id, path_item_list }: Order) {
  const move = (given: Given) =>
    control('POST', 'orders', { appid, delivery_id, order_id, action_type: Number(given('action_type')) })
  const last = path_item_list.at(-1)?.action_type ?? 0
  const types = Object.entries(registry.value.actionTypes)
  return (
    <Form look="inline" submit={t('Move on', '更新轨迹')} act={move}>
      <Field label={t('What happens next', '下一步')}>
        <select name="action_type" required>
          <option value="">{t('choose', '请选择')}</option>
          <Options
            of={Object.fromEntries(types.map(([type, text]) => [type, `${type} ${inLanguage(text)}`]))}
            chosen={String(STEPS.find((step) => step > last))}
          />
        </select>
      </Field>
    </Form>
  )
}

/** The printed waybill, in a frame as high as the page in it. */
function Waybill({ appid, delivery_id, order_id }: Order) {
  const url = `/emulator/waybill?${new URLSearchParams({ appid, delivery_id, order_id })}`
  const fit = ({ currentTarget: frame }: { currentTarget: HTMLIFrameElement }) => {
    frame.style.height = `${(frame.contentDocument?.documentElement.scrollHeight ?? 0) + 2}px`
  }
  return (
    <>
      <h3>{t('Waybill', '电子面单')}</h3>
      <div class="buttons">
        <Button label={t('Print', '打印')} act={async () => frames[0]?.print()} />
        <a class="button small" href={url} target="_blank" rel="noopener">
          {t('Open in a new tab', '在新标签页中打开')}
        </a>
      </div>
      <iframe title={t('Waybill', '电子面单')} src={url} onLoad={fit} />
    </>
  )
}
