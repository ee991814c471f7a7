import type { Message } from '../messages/Message'
import { bindAccountCodes, bindAccountLost, getQuotaCodes } from './accounts'
import { type Codes, type Meaning, meaningIn, NOTHING_CHANGED } from './Code'
import { callFunctionCodes } from './callFunction'
import { httpsCodes } from './https'
import {
  addOrderCodes,
  addOrderLost,
  cancelOrderCodes,
  cancelOrderLost,
  getOrderCodes,
  getPathCodes,
  testUpdateOrderCodes,
  testUpdateOrderLost,
  updatePrinterCodes,
  updatePrinterLost,
} from './orders'
import { platformCodes } from './platform'

/** Codes that no API has in a table of its own: of the cloud platform, of callers of functions, and of access tokens. */
export const sharedCodes: Codes = { ...httpsCodes, ...callFunctionCodes, ...platformCodes }

/** The tables of APIs that have codes of their own. One that several of them have means the same in each. */
const apiCodes: Readonly<Record<string, Codes>> = {
  'logistics.bindAccount': bindAccountCodes,
  'logistics.getQuota': getQuotaCodes,
  'logistics.addOrder': addOrderCodes,
  'logistics.getOrder': getOrderCodes,
  'logistics.batchGetOrder': getOrderCodes,
  'logistics.cancelOrder': cancelOrderCodes,
  'logistics.getPath': getPathCodes,
  'logistics.updatePrinter': updatePrinterCodes,
  'logistics.testUpdateOrder': testUpdateOrderCodes,
}

/** How to find out whether a call took effect whose response was lost. */
const lostResponses: Readonly<Record<string, Message>> = {
  'logistics.bindAccount': bindAccountLost,
  'logistics.getAllAccount': NOTHING_CHANGED,
  'logistics.getAllDelivery': NOTHING_CHANGED,
  'logistics.getQuota': NOTHING_CHANGED,
  'logistics.addOrder': addOrderLost,
  'logistics.getOrder': NOTHING_CHANGED,
  'logistics.batchGetOrder': NOTHING_CHANGED,
  'logistics.cancelOrder': cancelOrderLost,
  'logistics.getPath': NOTHING_CHANGED,
  'logistics.getPrinter': NOTHING_CHANGED,
  'logistics.updatePrinter': updatePrinterLost,
  'logistics.testUpdateOrder': testUpdateOrderLost,
}

/** Every code. */
export const allCodes: Codes = Object.assign({}, ...Object.values(apiCodes), sharedCodes)

/**
 * Returns what an errCode means, what usually causes it and what to do about it, in English and Chinese. The table of the
 * API comes first, then those of the platform, of callers of functions, of access tokens, and of the other APIs.
 *
 * @param api the dotted name of the API that returned the code
 * @example
 * meaningOf(9300529).meaning.zh // '账号已绑定过'
 * meaningOf(9300529, 'logistics.bindAccount').next?.en // 'nothing more to do'
 * meaningOf(123).meaning.zh // '文档中没有这个错误码'
 */
export function meaningOf(errCode: number, api = ''): Meaning {
  return meaningIn([apiCodes[api], allCodes], errCode, lostResponses[api])
}
