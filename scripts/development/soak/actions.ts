import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import type { Client } from './Client'
import { COURIER, PASSWORD, SHOP } from './Fixtures'
import type { Effect } from './findings'
import { NOTES } from './troubles'

const BOUND_ALREADY = 9300529
const NOT_BOUND = 9300530
const ORDERED_ALREADY = 9300522
const COLLECTED = 100001

/** Something that is done to a record. It returns the response; undefined if it may have taken effect or not. */
type Action = [kind: 'account' | 'order' | 'document', name: string, (id: string) => Promise<unknown>, Effect]

const errCodeOf = (result: unknown) => readProperty(result, 'errCode')

/** Returns the number of stations in a path, or undefined for any other value. */
const stationsIn = (path: unknown) => (Array.isArray(path) ? path.length : undefined)

/** What `cloud.database()` does, in a function. */
const ofDocuments: Readonly<Record<string, Effect>> = {
  add: (was) => (was === null ? [0, 0] : ['exists', was]),
  count: (was) => (was === null ? [0, null] : [1, was + 1]),
  read: (was) => [was ?? 'none', was],
  remove: (was) => [was === null ? 0 : 1, null],
}

/**
 * Returns what callers do: bind and unbind accounts, place, move and read orders, and keep documents.
 *
 * @param sample parameters of addOrder
 * @param onMoved gets each acknowledged movement, as `ORDER#STATIONS`
 */
export function actionsOf(client: Client, sample: object, onMoved: (name: string) => void): Action[] {
  const bindAccount = (type: string) => async (bizId: string) =>
    errCodeOf(await client.callFunction('bindAccount', { type, bizId, deliveryId: COURIER, password: PASSWORD }))
  return [
    ['account', 'bind', bindAccount('bind'), (was) => [was === null ? 0 : BOUND_ALREADY, 0]],
    ['account', 'unbind', bindAccount('unbind'), (was) => [was === null ? NOT_BOUND : 0, null]],
    [
      'order',
      'place',
      async (orderId) => errCodeOf(await client.callFunction('addOrder', { ...sample, orderId, bizId: SHOP })),
      (was) => (was === null ? [0, 0] : [ORDERED_ALREADY, was]),
    ],
    [
      'order',
      'move',
      async (order_id) => {
        const movement = { delivery_id: COURIER, order_id, action_type: COLLECTED }
        const order = await client.request('/emulator/orders', movement)
        const stations = stationsIn(readProperty(order, 'path_item_list'))
        if (stations !== undefined) onMoved(`${order_id}#${stations}`)
        return order && (stations ?? 'none')
      },
      (was) => (was === null ? ['none', null] : [was + 1, was + 1]),
    ],
    [
      'order',
      'read',
      async (orderId) => {
        const order = await client.callFunction('getOrder', { orderId, deliveryId: COURIER })
        if (errCodeOf(order) !== 0) return order && 'none'
        const waybillId = readProperty(order, 'waybillId')
        const path = await client.callFunction('getPath', { orderId, deliveryId: COURIER, waybillId })
        return stationsIn(readProperty(path, 'pathItemList'))
      },
      (was) => [was ?? 'none', was],
    ],
    ...Object.entries(ofDocuments).map(
      ([action, effect]): Action => ['document', action, (id) => client.callFunction(NOTES, { action, id }), effect],
    ),
  ]
}
