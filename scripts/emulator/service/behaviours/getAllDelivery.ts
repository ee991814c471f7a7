import type { Behaviour } from './Behaviour'

/** Lists the couriers. */
export const getAllDelivery: Behaviour = ({ state }) => {
  const data = state.couriers()
  return { count: data.length, data }
}
