import { createHash } from 'node:crypto'
import type { Order } from '../../state/recordsSchema'

/** Returns the token of a parcel: 64 characters, as users have seen it. */
export function waybillTokenOf({ appid, order_id, waybill_id }: Order): string {
  return createHash('sha384')
    .update(JSON.stringify([appid, order_id, waybill_id]))
    .digest('base64url')
}
