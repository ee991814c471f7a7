import { sandbox } from '../../../../../cloudfunctions/openapi/apis/logistics/sandbox'
import type { Behaviour } from '../../Behaviour'
import { splitCourier } from '../../orders/orders'

/** Lists the couriers. */
export const getAllDelivery: Behaviour = ({ fixtures }) => {
  const data = fixtures
    .content()
    .couriers.filter(({ delivery_id }) => delivery_id !== sandbox.deliveryId)
    .map((it) => splitCourier(it).listed)
  return { count: data.length, data }
}
