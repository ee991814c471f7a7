import { sandbox } from '../../../../../cloudfunctions/openapi/apis/logistics/sandbox'
import type { Behaviour } from '../../Behaviour'

/** Lists the couriers. */
export const getAllDelivery: Behaviour = ({ fixtures }) => {
  const data = fixtures
    .content()
    .couriers.filter(({ delivery_id }) => delivery_id !== sandbox.deliveryId)
    .map(({ can_cancel, cancels_moved, no_goods_code, min_insured_value, ...listed }) => listed)
  return { count: data.length, data }
}
