import { addOrder } from './addOrder'
import type { Behaviour } from './Behaviour'
import { batchGetOrder } from './batchGetOrder'
import { cancelOrder } from './cancelOrder'
import { getOrder } from './getOrder'
import { getPath } from './getPath'
import { getPrinter } from './getPrinter'
import { testUpdateOrder } from './testUpdateOrder'
import { updatePrinter } from './updatePrinter'

/** What the local WeChat does for the APIs that ship and print. */
export const orderBehaviours = {
  'logistics.addOrder': addOrder,
  'logistics.batchGetOrder': batchGetOrder,
  'logistics.cancelOrder': cancelOrder,
  'logistics.getOrder': getOrder,
  'logistics.getPath': getPath,
  'logistics.getPrinter': getPrinter,
  'logistics.testUpdateOrder': testUpdateOrder,
  'logistics.updatePrinter': updatePrinter,
} as const satisfies Readonly<Record<string, Behaviour>>
