/** The couriers whose id in order shipping (get_delivery_list) is another one than in 物流助手, by the latter. */
const others: Readonly<Record<string, string>> = {
  YUNDA: 'YD',
  BEST: 'HTKY',
  DB: 'DBL',
  JDL: 'JD',
  UCE: 'UC',
  ANE: 'ANEKY',
}

/**
 * Returns the `expressCompany` of a courier: the id that order shipping has for a `deliveryId` of addOrder. An id of which no
 * other form is known stays as it is.
 *
 * @example
 * expressCompanyOf('YUNDA') // 'YD'
 * expressCompanyOf('SF') // 'SF'
 */
export function expressCompanyOf(deliveryId: string): string {
  return Object.hasOwn(others, deliveryId) ? (others[deliveryId] ?? deliveryId) : deliveryId
}
