import { computed, signal } from '@preact/signals'
import type { Order } from '../state/recordsSchema'
import { ApiForm } from './ApiForm'
import { change } from './change'
import { Explanation } from './Explanation'
import { cloudCall, type Outcome } from './http'
import { inLanguage, t } from './language'
import { fetchMore, registry, state } from './live'
import { appidToShow, isCallers } from './miniPrograms'
import { dateAndTime } from './times'
import { Badge, Cells, Dialog, Empty, Field, Form, type Given, More } from './widgets'

const ADD = 'logistics.addOrder'
const CANCEL = 'logistics.cancelOrder'

const chosen = signal<Order>()
const placing = signal(false)
/** Of the order that is shown. */
const outcome = signal<Outcome>()

const keyOf = ({ appid, order_id }: Order) => JSON.stringify([appid, order_id])
const newestFirst = computed(() => [...(state.value?.orders ?? [])].reverse())
const total = computed(() => state.value?.totals.orders ?? 0)
/** One that is read stays, however many come after it. */
const shown = computed(() => {
  const key = chosen.value && keyOf(chosen.value)
  const list = newestFirst.value
  const further = total.value > list.length ? chosen.value : undefined
  return list.find((it) => keyOf(it) === key) ?? further ?? list[0]
})

const courierName = (id: string) => state.value?.couriers.find((it) => it.delivery_id === id)?.delivery_name ?? id

/** Orders with their waybills and paths. */
export function Orders() {
  const orders = newestFirst.value
  return (
    <>
      <div class="toolbar">
        <button type="button" class="primary" onClick={() => (placing.value = true)}>
          {t('Place an order', '下单')}
        </button>
      </div>
      {orders.length === 0 ? (
        <Cells>
          <Empty
            text={t(
              'No order yet. Place one here, by a cloud function, or by a command:',
              '还没有订单。可在这里下单，也可以用云函数或命令：',
            )}
            command="npm run call -- addOrder --local --json order.json"
          />
        </Cells>
      ) : (
        <div class="split">
          <section class="group" aria-label={t('Orders', '订单')}>
            <ul class="cells rows">
              {orders.map((it) => (
                <li key={keyOf(it)}>
                  <OrderRow order={it} />
                </li>
              ))}
            </ul>
            <More listed={orders.length} total={total.value} fetch={fetchMore} />
          </section>
          {shown.value && <Details key={keyOf(shown.value)} order={shown.value} />}
        </div>
      )}
      {placing.value && <PlaceOrder />}
    </>
  )
}

function OrderRow({ order }: { order: Order }) {
  const { appid, order_id, delivery_id, waybill_id, receiver } = order
  const open = () => {
    chosen.value = order
    outcome.value = undefined
  }
  return (
    <button type="button" class="row tall" aria-pressed={order === shown.value} onClick={open}>
      <span class="grow">
        <b>{waybill_id}</b>
        <span class="faint">
          {[courierName(delivery_id), order_id, receiver.name, appidToShow(appid)].filter(Boolean).join(' · ')}
        </span>
      </span>
      <OrderBadge order={order} />
    </button>
  )
}

function OrderBadge({ order: { order_status, path_item_list } }: { order: Order }) {
  if (order_status === 1) return <Badge kind="bad">{t('cancelled', '已取消')}</Badge>
  const last = path_item_list.at(-1)
  if (!last) return <Badge kind="plain">{t('placed', '已下单')}</Badge>
  return <Badge kind={last.action_type === 300003 ? 'good' : 'wait'}>{actionName(last.action_type)}</Badge>
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
    <section class="group" aria-label={t('Order', '订单详情')}>
      <div class="cells padded">
        <h2>{waybill_id}</h2>
        <p class="faint">{[courierName(delivery_id), order_id, appidToShow(appid)].filter(Boolean).join(' · ')}</p>
        <div role="status">{outcome.value && <Explanation {...outcome.value} api={CANCEL} />}</div>
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
              'As it was before it left the list: Show more lists it again.',
              '它已不在列表里，这里是之前的内容；点“显示更多”可重新列出。',
            )}
          </p>
        )}
        {isListed && order.order_status === 0 && isCallers(appid) && (
          <div class="buttons">
            <button type="button" class="danger" onClick={cancel}>
              {t('Cancel the order', '取消订单')}
            </button>
          </div>
        )}
        <h3>{t('Waybill', '电子面单')}</h3>
        <iframe title={t('Waybill', '电子面单')} src={`/emulator/waybill?${query}`} />
      </div>
    </section>
  )
}

/** Moves a parcel on, as a courier would. */
function Move({ order: { appid, order_id, delivery_id } }: { order: Order }) {
  const move = async (given: Given) => {
    const message = given('action_msg')
    const action = { action_type: Number(given('action_type')), ...(message && { action_msg: message }) }
    return change('POST', 'orders', { appid, delivery_id, order_id, ...action })
  }
  return (
    <Form class="inline" submit={t('Move on', '更新轨迹')} act={move}>
      <Field label={t('What happens next', '下一步')}>
        <select name="action_type">
          {Object.entries(registry.value?.actionTypes ?? {}).map(([type, text]) => (
            <option key={type} value={type}>
              {type} {inLanguage(text)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('In words', '说明')}>
        <input name="action_msg" placeholder={t('as WeChat says it', '默认为微信的说法')} />
      </Field>
    </Form>
  )
}

function PlaceOrder() {
  const api = registry.value?.apis.find(({ name }) => name === ADD)
  return (
    <Dialog title={t('Place an order', '下单')} onClose={() => (placing.value = false)}>
      {api && (
        <ApiForm
          api={api}
          submit={t('Place the order', '下单')}
          onDone={({ errcode }) => {
            chosen.value = undefined
            placing.value = errcode !== 0
          }}
        />
      )}
    </Dialog>
  )
}
