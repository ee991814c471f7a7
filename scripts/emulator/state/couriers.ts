import type { GenericSchema } from 'valibot'
import type { Suggested } from '../schemas/apiName'
import { name } from '../schemas/plainSchemas'

/**
 * The couriers that getAllDelivery returned in January 2024, with the service types of the product page
 * https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/express/business/introduction
 * [delivery_id, delivery_name, cash account, service types]; a franchise courier (加盟) has a balance, a direct one has none.
 */
export const franchise = [
  ['YTO', '圆通速递', '', { 0: '普通快递', 1: '圆准达' }],
  ['ZTO', '中通快递', '', { 0: '标准快件' }],
  ['BEST', '百世快递', '', { 1: '普通快递' }],
  ['YUNDA', '韵达快递', '', { 0: '标准快件' }],
  ['STO', '申通快递', '', { 1: '标准快递' }],
  ['ANE', '安能物流', '', { 95: 'MINI小包', 22: '特准快运' }],
  ['UCE', '优速快递', '', { 0: '大包裹' }],
  ['HHTT', '天天快递', '', { 0: '标准快递' }],
  ['JTSD', '极兔快递', '', { 0: '标准快递' }],
] as const
export const direct = [
  ['SF', '顺丰速运', 'SF_CASH', { 0: '标准快递', 1: '顺丰即日', 2: '顺丰特快', 3: '顺丰标快', 4: '顺丰标快（协议）' }],
  ['DB', '德邦快递', 'DB_CASH', { 1: '大件快递3.60', 2: '特准快件' }],
  ['EMS', '中国邮政速递物流', '', { 6: '标准快递', 9: '快递包裹' }],
  ['JDL', '京东快递', '', { 0: '特惠送' }],
  ['PJ', '品骏快递', '', { 1: '普通快递' }],
] as const

/** The id of a courier: one of the default fixtures', or another. */
export type DeliveryId = Suggested<(typeof franchise | typeof direct)[number][0]>

/** The id of a courier in the fixtures. */
export const deliveryId: GenericSchema<DeliveryId> = name
