import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { CANCELLED } from '../emulator/state/recordsSchema'
import { type Caller, type Client, pick, wechatCode } from './Client'
import { COURIER, SCARCE } from './fixtures'
import { Possible } from './Possible'

/** Limits of a caller, so that the records stop growing after a while. */
const MAX_ORDERS = 15
const MAX_STATIONS = 15

const ORDERED_ALREADY = 9300522
const REFUSED_BY_COURIER = 9300501
const CANCELLED_ALREADY = 9300524
const ON_ITS_WAY = 9300506
const COLLECTED = 100001

/** State of an order; null if it does not exist. */
type State = { cancelled: boolean; path: string } | null

interface KnownOrder {
  readonly orderId: string
  readonly bizId: string
  /** Undefined until a response contains it. */
  waybillId?: string
  readonly state: Possible<State>
  stations: number
}

const PARTY = {
  name: '张三',
  mobile: '18666666666',
  province: '广东省',
  city: '广州市',
  area: '海珠区',
  address: 'XX路',
}
const EVENT = {
  addSource: 0,
  openid: 'oBuyer',
  deliveryId: COURIER,
  sender: PARTY,
  receiver: PARTY,
  cargo: { count: 1, weight: 1, spaceX: 10, spaceY: 10, spaceZ: 10, detailList: [{ name: '抱枕', count: 1 }] },
  shop: { wxaPath: '/index/index', imgUrl: 'https://mmbiz.qpic.cn/a/0', goodsName: '抱枕', goodsCount: 1 },
  insured: { useInsured: 0, insuredValue: 0 },
  service: { serviceType: 0, serviceName: '标准快件' },
}

/**
 * Places orders that no other caller uses, moves, reads and cancels them.
 *
 * @param shop the bizId of its account, which is bound
 * @param onMoved gets each acknowledged movement, as `ORDER#STATIONS`
 */
export function orderCaller(shop: string, client: Client, onMoved: (name: string) => void): Caller {
  const orders: KnownOrder[] = []

  async function place(order: KnownOrder): Promise<void> {
    const { orderId, bizId, state } = order
    const { errCode, result } = await client.callFunction('addOrder', { ...EVENT, orderId, bizId })
    if (errCode === 0) readWaybillId(order, result)
    const refused = bizId === SCARCE.bizId ? [{ response: REFUSED_BY_COURIER, after: null }] : []
    client.check(
      `place ${orderId}`,
      state,
      (was) =>
        was
          ? [{ response: ORDERED_ALREADY, after: was }]
          : [{ response: 0, after: { cancelled: false, path: '' } }, ...refused],
      wechatCode(errCode),
    )
  }

  async function move({ orderId, state }: KnownOrder, station: string): Promise<void> {
    const action = { delivery_id: COURIER, order_id: orderId, action_type: COLLECTED, action_msg: station }
    const moved = await client.request('POST', '/emulator/orders', action)
    const path = moved === undefined ? undefined : pathOf(readProperty(moved, 'path_item_list'), 'action_msg')
    const effect = (was: State) => {
      if (!was) return []
      const after = { ...was, path: was.path === '' ? station : `${was.path},${station}` }
      return [{ response: after.path, after }]
    }
    client.check(`move ${orderId}`, state, effect, path)
    if (path !== undefined) onMoved(`${orderId}#${path.split(',').length}`)
  }

  async function cancel({ orderId, waybillId, state }: KnownOrder): Promise<void> {
    const { errCode } = await client.callFunction('cancelOrder', { orderId, deliveryId: COURIER, waybillId })
    const effect = (was: State) => {
      if (!was) return []
      if (!was.cancelled && was.path === '') return [{ response: 0, after: { ...was, cancelled: true } }]
      return [
        ...(was.cancelled ? [{ response: CANCELLED_ALREADY, after: was }] : []),
        ...(was.path === '' ? [] : [{ response: ON_ITS_WAY, after: was }]),
      ]
    }
    client.check(`cancel ${orderId}`, state, effect, wechatCode(errCode))
  }

  async function read(order: KnownOrder): Promise<void> {
    const { orderId, waybillId, state } = order
    const deliveryId = COURIER
    if (waybillId !== undefined && Math.random() < 0.7) {
      const { errCode, result } = await client.callFunction('getPath', { deliveryId, waybillId })
      const path = errCode === 0 ? pathOf(readProperty(result, 'pathItemList'), 'actionMsg') : undefined
      client.check(`getPath ${orderId}`, state, (was) => (was ? [{ response: was.path, after: was }] : []), path)
      return
    }
    const { errCode, result } = await client.callFunction('getOrder', { orderId, deliveryId })
    if (errCode === 0) readWaybillId(order, result)
    const cancelled = errCode === 0 ? readProperty(result, 'orderStatus') === CANCELLED : undefined
    client.check(
      `getOrder ${orderId}`,
      state,
      (was) => (was ? [{ response: was.cancelled, after: was }] : []),
      cancelled,
    )
  }

  function readWaybillId(order: KnownOrder, result: unknown): void {
    const waybillId = String(readProperty(result, 'waybillId'))
    order.waybillId ??= waybillId
    if (order.waybillId !== waybillId)
      client.disagreements.push(`${order.orderId}: the waybill changed to ${waybillId}`)
  }

  function newOrder(): KnownOrder {
    const order = {
      orderId: `${shop}-${orders.length}`,
      bizId: Math.random() < 0.2 ? SCARCE.bizId : shop,
      state: new Possible<State>([null]),
      stations: 0,
    }
    orders.push(order)
    return order
  }

  return {
    async call() {
      const unsure = orders.find(({ state }) => state.states.length > 1)
      const order = unsure ?? pick(orders)
      const dice = Math.random()
      if (!order || (!unsure && dice < 0.25 && orders.length < MAX_ORDERS)) return place(newOrder())
      if (order.state.includes(null) || dice < 0.3) return place(order)
      if (unsure || dice >= 0.7) return read(order)
      if (dice >= 0.65 && order.waybillId !== undefined) return cancel(order)
      if (order.stations < MAX_STATIONS) return move(order, `${order.orderId} ${order.stations++}`)
      return read(order)
    },
    disagreements(records) {
      const own = records.orders.filter(({ order_id }) => order_id.startsWith(`${shop}-`))
      const wrong = orders.flatMap(({ orderId, bizId, waybillId, state }) => {
        const found = own.find(({ order_id }) => order_id === orderId)
        const onDisk = found
          ? { cancelled: found.order_status === CANCELLED, path: pathOf(found.path_item_list, 'action_msg') }
          : null
        return [
          ...(state.includes(onDisk)
            ? []
            : [`${orderId}: ${JSON.stringify(onDisk)} on disk, not one of ${JSON.stringify(state.states)}`]),
          ...(found && found.biz_id !== bizId ? [`${orderId}: ordered by ${bizId}, on disk by ${found.biz_id}`] : []),
          ...(found && waybillId !== undefined && found.waybill_id !== waybillId
            ? [`${orderId}: another waybill on disk`]
            : []),
        ]
      })
      const ids = new Set(orders.map(({ orderId }) => orderId))
      const foreign = own.filter(({ order_id }) => !ids.has(order_id))
      return [...wrong, ...foreign.map(({ order_id }) => `${order_id}: on disk, but never ordered`)]
    },
  }
}

/** Joins the messages of a path. */
function pathOf(path: unknown, name: string): string {
  return Array.isArray(path) ? path.map((it) => readProperty(it, name)).join() : String(path)
}
