import type { ApiName } from '../../../../cloudfunctions/openapi/apis'
import { WeChatError } from '../WeChatError'
import type { Behaviour } from './Behaviour'
import { bindAccount } from './bindAccount'
import { getAllAccount } from './getAllAccount'
import { getAllDelivery } from './getAllDelivery'
import { getQuota } from './getQuota'

/** Until the local WeChat ships. */
const notYet: Behaviour = () => {
  throw new WeChatError(40066)
}

/** What the local WeChat does for each API of the registry; an API's behaviour is in the file of its name. */
export const behaviours: Readonly<Record<ApiName, Behaviour>> = {
  'logistics.bindAccount': bindAccount,
  'logistics.getAllAccount': getAllAccount,
  'logistics.getAllDelivery': getAllDelivery,
  'logistics.getQuota': getQuota,
  'logistics.addOrder': notYet,
  'logistics.getOrder': notYet,
  'logistics.batchGetOrder': notYet,
  'logistics.cancelOrder': notYet,
  'logistics.getPath': notYet,
  'logistics.getPrinter': notYet,
  'logistics.updatePrinter': notYet,
  'logistics.testUpdateOrder': notYet,
}
