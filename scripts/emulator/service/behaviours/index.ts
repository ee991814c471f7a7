import type { ApiName } from '../../../../cloudfunctions/openapi/apis'
import type { Behaviour } from '../Behaviour'
import { addOrder } from './addOrder'
import { batchGetOrder } from './batchGetOrder'
import { bindAccount } from './bindAccount'
import { cancelOrder } from './cancelOrder'
import { getAllAccount } from './getAllAccount'
import { getAllDelivery } from './getAllDelivery'
import { getOrder } from './getOrder'
import { getPath } from './getPath'
import { getPrinter } from './getPrinter'
import { getQuota } from './getQuota'
import { testUpdateOrder } from './testUpdateOrder'
import { updatePrinter } from './updatePrinter'

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
