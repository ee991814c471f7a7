import { computed, signal } from '@preact/signals'
import type { Order } from '../state/recordsSchema'
import { ApiForm } from './ApiForm'
import { Result } from './Explanation'
import { change, cloudCall, type Outcome } from './http'
import { appidToShow, fetchMore, isCallers, registry, state } from './live'
import { Badge, Button, Cells, Dialog, Empty, Field, Form, type Given, ListRow, More, Options } from './widgets'
import { dateAndTime, inLanguage, joined, t } from './words'

const ADD = 'logistics.addOrder'
const CANCEL = 'logistics.cancelOrder'

const chosen = signal<Order>()
const placing = signal(false)
/** The outcome of cancelling the shown order. */
const outcome = signal<Outcome>()

const keyOf = ({ appid, order_id }: Order) => JSON.stringify([appid, order_id])
const newestFirst = computed(() => [...(state.value?.orders ?? [])].reverse())
const total = computed(() => state.value?.totals.orders ?? 0)
/** The chosen order stays, even if newer ones push it out of the list. */
const shown = computed(() => {
  const key = chosen.value && keyOf(chosen.value)
  const list = newestFirst.value
  const unlisted = total.value > list.length ? chosen.value : undefined
  return list.find((it) => keyOf(it) === key) ?? unlisted ?? list[0]
})

/** Lists the orders with their waybills and paths. */
export function Orders() {
  const orders = newestFirst.value
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
              'No orders yet. Place one here, with a cloud function, or with a command:',
              '还没有订单。可在这里下单，也可以用云函数或命令：',
            )}
            command="npm run call -- addOrder --local --params order.json"
          />
        </Cells>
      ) : (
        <div class="split">
          <section class="group" aria-label={t('Orders', '订单')}>
            <ul class="cells rows">
              {orders.map((it) => (
                <OrderRow key={keyOf(it)} order={it} />
              ))}
            </ul>
            <More listed={orders.length} total={total.value} fetch={fetchMore} />
          </section>
          {shown.value && <Details key={keyOf(shown.value)} order={shown.value} />}
        </div>
      )}
      {placing.value && <PlaceOrder close={setPlacing(false)} />}
    </>
  )
}

function OrderRow({ order }: { order: Order }) {
  const { order_status, path_item_list, receiver } = order
  const last = path_item_list.at(-1)?.action_type
  const open = () => {
    chosen.value = order
    outcome.value = undefined
  }
  const badge =
    order_status === 1 ? (
      <Badge look="bad">{t('cancelled', '已取消')}</Badge>
    ) : last === undefined ? (
      <Badge look="plain">{t('placed', '已下单')}</Badge>
    ) : (
      <Badge look={last === 300003 ? 'good' : 'wait'}>{actionName(last)}</Badge>
    )
  return (
    <ListRow
      title={order.waybill_id}
      note={noteOf(order, receiver.name)}
      isOpen={order === shown.value}
      open={open}
      badge={badge}
    />
  )
}

function noteOf({ appid, delivery_id, order_id }: Order, name = ''): string {
  const courier = state.value?.couriers.find((it) => it.delivery_id === delivery_id)
  return joined(courier?.delivery_name ?? delivery_id, order_id, name, appidToShow(appid))
}

function actionName(type: number): string {
  const text = registry.value?.actionTypes[type]
  return text ? inLanguage(text) : String(type)
}

function Details({ order }: { order: Order }) {
  const { appid, order_id, delivery_id, waybill_id, path_item_list } = order
  const isListed = newestFirst.value.includes(order)
  const query = new URLSearchParams({ appid, delivery_id, order_id })
  const cancel = async () => {
    outcome.value = await cloudCall(CANCEL, { orderId: order_id, deliveryId: delivery_id, waybillId: waybill_id })
  }
  return (
    <Cells label={t('Order', '订单详情')} padded>
      <h2>{waybill_id}</h2>
      <p class="faint">{noteOf(order)}</p>
      <Result outcome={outcome.value} api={CANCEL} brief />
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
      {isListed ? (
        <Move order={order} />
      ) : (
        <p class="note">
          {t(
            'This order is no longer in the list, so its data may be out of date. "Show more" lists it again.',
            '它已不在列表里，内容可能不是最新的；点“显示更多”可重新列出。',
          )}
        </p>
      )}
      {isListed && order.order_status === 0 && isCallers(appid) && (
        <div class="buttons">
          <Button label={t('Cancel the order', '取消订单')} look="danger" act={cancel} />
        </div>
      )}
      <h3>{t('Waybill', '电子面单')}</h3>
      <iframe title={t('Waybill', '电子面单')} src={`/emulator/waybill?${query}`} />
    </Cells>
  )
}

/** Adds an event to the path of an order, as a courier does. */
function Move({ order: { appid, order_id, delivery_id } }: { order: Order }) {
  const move = (given: Given) => {
    const message = given('action_msg')
    const action = { action_type: Number(given('action_type')), ...(message && { action_msg: message }) }
    return change('POST', 'orders', { appid, delivery_id, order_id, ...action })
  }
  const types = Object.entries(registry.value?.actionTypes ?? {})
  return (
    <Form class="inline" submit={t('Move on', '更新轨迹')} act={move}>
      <Field label={t('What happens next', '下一步')}>
        <select name="action_type">
          <Options of={types.map(([type, text]) => [type, `${type} ${inLanguage(text)}`] as const)} />
        </select>
      </Field>
      <Field label={t('Description', '说明')}>
        <input name="action_msg" placeholder={t("default: WeChat's text", '默认为微信的说法')} />
      </Field>
    </Form>
  )
}

function PlaceOrder({ close }: { close: () => void }) {
  const api = registry.value?.apis.find(({ name }) => name === ADD)
  const onDone = ({ errcode }: Outcome) => {
    chosen.value = undefined
    if (errcode === 0) close()
  }
  return (
    <Dialog title={t('Place an order', '下单')} onClose={close}>
      {api && <ApiForm api={api} submit={t('Place the order', '下单')} onDone={onDone} />}
    </Dialog>
  )
}
