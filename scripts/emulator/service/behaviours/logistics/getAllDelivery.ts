import type { Behaviour } from '../../Behaviour'

/** Lists the couriers. */
export const getAllDelivery: Behaviour = ({ fixtures }) => {
  const data = fixtures.content().couriers
  return { count: data.length, data }
}
