import type { ApiName } from '.'
import type { ParamTexts } from './Api'
import { addOrder, addOrderTexts } from './addOrder'
import { batchGetOrder, batchGetOrderTexts } from './batchGetOrder'
import { bindAccount, bindAccountTexts } from './bindAccount'
import { cancelOrder, cancelOrderTexts } from './cancelOrder'
import { getAllAccount } from './getAllAccount'
import { getAllDelivery } from './getAllDelivery'
import { getOrder, getOrderTexts } from './getOrder'
import { getPath, getPathTexts } from './getPath'
import { getPrinter } from './getPrinter'
import { getQuota, getQuotaTexts } from './getQuota'
import { testUpdateOrder, testUpdateOrderTexts } from './testUpdateOrder'
import { updatePrinter, updatePrinterTexts } from './updatePrinter'

/** What the parameters of each API are, for people. Apart from the registry: what calls APIs need not carry it. */
export const paramTexts = {
  [bindAccount.name]: bindAccountTexts,
  [getAllAccount.name]: {},
  [getAllDelivery.name]: {},
  [getQuota.name]: getQuotaTexts,
  [addOrder.name]: addOrderTexts,
  [getOrder.name]: getOrderTexts,
  [batchGetOrder.name]: batchGetOrderTexts,
  [cancelOrder.name]: cancelOrderTexts,
  [getPath.name]: getPathTexts,
  [getPrinter.name]: {},
  [updatePrinter.name]: updatePrinterTexts,
  [testUpdateOrder.name]: testUpdateOrderTexts,
} as const satisfies Readonly<Record<ApiName, ParamTexts>>
