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
import { queryTrace } from './openMsg/queryTrace'
import { traceWaybill } from './openMsg/traceWaybill'
import { getOrder as getShippingOrder } from './wxa/sec/order/getOrder'
import { getOrderList } from './wxa/sec/order/getOrderList'
import { isTradeManaged } from './wxa/sec/order/isTradeManaged'
import { notifyConfirmReceive } from './wxa/sec/order/notifyConfirmReceive'
import { uploadCombinedShippingInfo } from './wxa/sec/order/uploadCombinedShippingInfo'
import { uploadShippingInfo } from './wxa/sec/order/uploadShippingInfo'

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
  'wxa.sec.order.isTradeManaged': isTradeManaged,
  'wxa.sec.order.uploadShippingInfo': uploadShippingInfo,
  'wxa.sec.order.uploadCombinedShippingInfo': uploadCombinedShippingInfo,
  'wxa.sec.order.getOrder': getShippingOrder,
  'wxa.sec.order.getOrderList': getOrderList,
  'wxa.sec.order.notifyConfirmReceive': notifyConfirmReceive,
  'openMsg.traceWaybill': traceWaybill,
  'openMsg.queryTrace': queryTrace,
}
