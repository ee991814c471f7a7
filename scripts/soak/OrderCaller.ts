import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { CANCELLED, type Order, type RecordsData } from '../emulator/state/recordsSchema'
import type { Caller } from './Caller'
import type { Client } from './Client'
import { type KnownOrder, orderEvent } from './KnownOrder'
import { COURIER, SCARCE } from './soakFixtures'
import type { Tally } from './Tally'

/** So many orders, and stations of each, that the records grow no more after a while. */
const MAX_ORDERS = 15
const MAX_STATIONS = 15

const ORDERED_ALREADY = 9300522
const REFUSED_BY_COURIER = 9300501
const CANCELLED_ALREADY = 9300524
const ON_ITS_WAY = 9300506
const COLLECTED = 100001

/** Places orders that nobody else does, has them move, looks where they are, and cancels some. */
export class OrderCaller implements Caller {
  private readonly orders: KnownOrder[] = []
  private readonly refused = new Set<string>()
  private stations = 0

  /** @param bizId of its account, which is bound */
  constructor(
    private readonly bizId: string,
    private readonly client: Client,
    private readonly tally: Tally,
    /** Is told of each movement that was answered, `ORDER#STATIONS`. */
    private readonly onMoved: (name: string) => void,
  ) {}

  async call(): Promise<void> {
    const unsure = this.orders.find((it) => it.lost !== undefined)
    if (unsure) return this.findOut(unsure)
    const order = this.orders[Math.floor(Math.random() * this.orders.length)]
    const dice = Math.random()
    if (!order || (dice < 0.25 && this.orders.length < MAX_ORDERS)) return this.place(this.newOrder())
    if (dice < 0.3) return this.place(order)
    if (dice < 0.65 && order.path.length < MAX_STATIONS) return this.move(order)
    if (dice < 0.7) return this.cancel(order)
    return this.look(order)
  }

  disagreements({ orders }: RecordsData): string[] {
    const own = new Map(orders.filter((it) => isOf(it, this.bizId)).map((it) => [it.order_id, it]))
    const wrong = this.orders.flatMap((it) => mistakes(it, own.get(it.orderId)))
    const refused = [...own.keys()].filter((it) => this.refused.has(it)).map((it) => `${it}: refused, and on disk`)
    const ids = new Set([...this.refused, ...this.orders.map((it) => it.orderId)])
    const foreign = [...own.keys()].filter((it) => !ids.has(it)).map((it) => `${it}: on disk, and never ordered`)
    return [...wrong, ...refused, ...foreign]
  }

  private newOrder(): KnownOrder {
    const orderId = `${this.bizId}-${this.orders.length + this.refused.size}`
    const bizId = Math.random() < 0.2 ? SCARCE.bizId : this.bizId
    return { orderId, bizId, waybillId: undefined, path: [], cancelled: false, lost: undefined }
  }

  private async place(order: KnownOrder): Promise<void> {
    const isKnown = this.orders.includes(order)
    const mayBeThere = isKnown
    const mustBeThere = isKnown && order.lost !== 'placed'
    const { errCode, result } = await this.client.callFunction('addOrder', orderEvent(order))
    if (!isKnown) this.orders.push(order)
    if (errCode === 0) {
      if (mustBeThere) this.disagree(order, 'ordered twice')
      order.waybillId = textOf(result, 'waybillId')
      order.lost = undefined
    } else if (errCode === ORDERED_ALREADY) {
      if (!mayBeThere) this.disagree(order, 'ordered already, though nobody did')
      order.lost = undefined
    } else if (errCode === REFUSED_BY_COURIER && order.bizId === SCARCE.bizId) {
      if (mustBeThere) this.disagree(order, 'refused, though it was answered as ordered')
      this.orders.splice(this.orders.indexOf(order), 1)
      this.refused.add(order.orderId)
    } else {
      this.tally.unknown++
      if (!mustBeThere) order.lost = 'placed'
    }
  }

  private async move(order: KnownOrder): Promise<void> {
    const station = `${order.orderId} ${this.stations++}`
    const move = {
      delivery_id: COURIER,
      order_id: order.orderId,
      action_type: COLLECTED,
      action_msg: station,
    }
    const moved = await this.client.request('POST', '/emulator/orders', move)
    if (moved === undefined) {
      this.tally.unknown++
      order.lost = { station }
      return
    }
    order.path.push(station)
    this.compare(order, 'moved', stationsOf(readProperty(moved, 'path_item_list'), 'action_msg'))
    this.onMoved(`${order.orderId}#${order.path.length}`)
  }

  private async cancel(order: KnownOrder): Promise<void> {
    const { orderId, waybillId } = order
    if (waybillId === undefined) return this.look(order)
    const { errCode } = await this.client.callFunction('cancelOrder', { orderId, deliveryId: COURIER, waybillId })
    if (errCode === 0) {
      if (order.cancelled) this.disagree(order, 'cancelled twice')
      if (order.path.length > 0) this.disagree(order, 'cancelled on its way')
      order.cancelled = true
    } else if (errCode === CANCELLED_ALREADY) {
      if (!order.cancelled) this.disagree(order, 'cancelled already, though nobody did')
    } else if (errCode === ON_ITS_WAY) {
      if (order.path.length === 0) this.disagree(order, 'on its way, though it never moved')
    } else {
      this.tally.unknown++
      if (!order.cancelled && order.path.length === 0) order.lost = 'cancelled'
    }
  }

  private async look(order: KnownOrder): Promise<void> {
    const { waybillId } = order
    if (waybillId === undefined) {
      await this.lookUp(order)
      return
    }
    const { errCode, result } = await this.client.callFunction('getPath', { deliveryId: COURIER, waybillId })
    if (errCode !== 0) this.tally.unknown++
    else this.compare(order, 'getPath', stationsOf(readProperty(result, 'pathItemList'), 'actionMsg'))
  }

  /** Looks the waybill and the status up. */
  private async lookUp(order: KnownOrder): Promise<boolean> {
    const { orderId } = order
    const { errCode, result } = await this.client.callFunction('getOrder', { orderId, deliveryId: COURIER })
    if (errCode !== 0) {
      this.tally.unknown++
      return false
    }
    const waybillId = textOf(result, 'waybillId')
    if (order.waybillId !== undefined && order.waybillId !== waybillId) this.disagree(order, `now has ${waybillId}`)
    order.waybillId = waybillId
    const cancelled = readProperty(result, 'orderStatus') === CANCELLED
    if (order.lost === 'cancelled') order.cancelled = cancelled
    if (order.cancelled !== cancelled) this.disagree(order, `has the wrong status in getOrder`)
    return true
  }

  /** What became of a call whose answer was lost. */
  private async findOut(order: KnownOrder): Promise<void> {
    if (order.lost === 'placed') return this.place(order)
    if (order.lost === 'cancelled') {
      if (await this.lookUp(order)) order.lost = undefined
      return
    }
    await this.look(order)
  }

  /** What was seen must be what is known, with or without what was lost; that is known then. */
  private compare(order: KnownOrder, where: string, seen: readonly string[]): void {
    const { lost, path } = order
    if (typeof lost === 'object') {
      if (seen.at(-1) === lost.station) path.push(lost.station)
      order.lost = undefined
    }
    if (seen.join() !== path.join()) this.disagree(order, `${where} shows ${seen.join()} for ${path.join()}`)
  }

  private disagree({ orderId }: KnownOrder, what: string): void {
    this.tally.disagreements.push(`${orderId}: ${what}`)
  }
}

function isOf({ order_id }: Order, bizId: string): boolean {
  return order_id.startsWith(`${bizId}-`)
}

function mistakes(
  { orderId, bizId, waybillId, path, cancelled, lost }: KnownOrder,
  there: Order | undefined,
): string[] {
  if (!there) return lost === 'placed' ? [] : [`${orderId}: answered as ordered, not on disk`]
  const onDisk = there.path_item_list.map((it) => it.action_msg).join()
  const paths = [path.join(), ...(typeof lost === 'object' ? [[...path, lost.station].join()] : [])]
  return [
    ...(there.biz_id === bizId ? [] : [`${orderId}: ordered of ${bizId}, on disk of ${there.biz_id}`]),
    ...(waybillId === undefined || there.waybill_id === waybillId ? [] : [`${orderId}: another waybill on disk`]),
    ...(lost === 'cancelled' || (there.order_status === CANCELLED) === cancelled
      ? []
      : [`${orderId}: answered as cancelled ${cancelled}, on disk ${!cancelled}`]),
    ...(paths.includes(onDisk) ? [] : [`${orderId}: answered ${path.join()}, on disk ${onDisk}`]),
  ]
}

function stationsOf(path: unknown, name: string): string[] {
  return Array.isArray(path) ? path.map((it) => String(readProperty(it, name))) : []
}

function textOf(result: unknown, name: string): string | undefined {
  const text = readProperty(result, name)
  return typeof text === 'string' ? text : undefined
}
