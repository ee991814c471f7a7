import type { ApiName } from '../../../../cloudfunctions/openapi/apis'
import type { Behaviour } from '../Behaviour'
import { addOrder } from './logistics/addOrder'
import { batchGetOrder } from './logistics/batchGetOrder'
import { bindAccount } from './logistics/bindAccount'
import { cancelOrder } from './logistics/cancelOrder'
import { getAllAccount } from './logistics/getAllAccount'
import { getAllDelivery } from './logistics/getAllDelivery'
import { getOrder } from './logistics/getOrder'
import { getPath } from './logistics/getPath'
import { getPrinter } from './logistics/getPrinter'
import { getQuota } from './logistics/getQuota'
import { testUpdateOrder } from './logistics/testUpdateOrder'
import { updatePrinter } from './logistics/updatePrinter'

/** The behaviour of each API of the registry, each in the file of its name. */
export const behaviours: Readonly<Record<ApiName, Behaviour>> = {
  'logistics.bindAccount': bindAccount,
  'logistics.getAllAccount': getAllAccount,
  'logistics.getAllDelivery': getAllDelivery,
  'logistics.getQuota': getQuota,
  'logistics.addOrder': addOrder,
  'logistics.getOrder': getOrder,
  'logistics.batchGetOrder': batchGetOrder,
  'logistics.cancelOrder': cancelOrder,
  'logistics.getPath': getPath,
  'logistics.getPrinter': getPrinter,
  'logistics.updatePrinter': updatePrinter,
  'logistics.testUpdateOrder': testUpdateOrder,
}
