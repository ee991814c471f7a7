import type { ApiName } from '.'
import type { ParamTexts } from './Api'
import { addOrderTexts } from './addOrder'
import { batchGetOrderTexts } from './batchGetOrder'
import { bindAccountTexts } from './bindAccount'
import { cancelOrderTexts } from './cancelOrder'
import { getOrderTexts } from './getOrder'
import { getPathTexts } from './getPath'
import { getQuotaTexts } from './getQuota'
import { testUpdateOrderTexts } from './testUpdateOrder'
import { updatePrinterTexts } from './updatePrinter'

/** The descriptions of the parameters of each API. They are apart from the registry: code that calls APIs does without them. */
export const paramTexts: Readonly<Record<ApiName, ParamTexts>> = {
  'logistics.bindAccount': bindAccountTexts,
  'logistics.getAllAccount': {},
  'logistics.getAllDelivery': {},
  'logistics.getQuota': getQuotaTexts,
  'logistics.addOrder': addOrderTexts,
  'logistics.getOrder': getOrderTexts,
  'logistics.batchGetOrder': batchGetOrderTexts,
  'logistics.cancelOrder': cancelOrderTexts,
  'logistics.getPath': getPathTexts,
  'logistics.getPrinter': {},
  'logistics.updatePrinter': updatePrinterTexts,
  'logistics.testUpdateOrder': testUpdateOrderTexts,
}
