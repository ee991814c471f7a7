import * as v from 'valibot'
import { says } from '../../../../messages/issues'
import type { Message } from '../../../../messages/Message'
import {
  conditional,
  described,
  flag,
  oneOfNumbers,
  optional,
  optionalText,
  required,
  requiredText,
} from '../../../schemas'
import { expressCompanyOf } from './couriers'
import { MERCHANT, TRADE_NO, TRANSACTION_ID } from './payment'

const MAX_DESCRIPTION = 120
/** Such as 189****1234, 021-****1234, ****1234, 0**2-***1234 and 021-**34-12. */
const MASKED = /\*.*(\d-?){4}$/

const phone = (en: string, zh: string) =>
  optional(`of the ${en}, masked: 138****1234`, `${zh}联系方式，掩码传输：138****1234`)

/** Which payment, and how its goods travel: what WeChat itself checks. */
const shipping = {
  orderKey: described(
    conditional(
      {
        orderNumberType: described(
          oneOfNumbers(1, 2),
          '1 mchid and outTradeNo, 2 transactionId, without those of the other',
          '1 用 mchid 和 outTradeNo，2 用 transactionId，不要同时传另一种的单号',
        ),
        transactionId: optional(...TRANSACTION_ID),
        mchid: optional(...MERCHANT),
        outTradeNo: optional(...TRADE_NO),
      },
      [
        { needs: 'transactionId', if: 'orderNumberType', is: 2 },
        { needs: 'mchid', if: 'orderNumberType', is: 1 },
        { needs: 'outTradeNo', if: 'orderNumberType', is: 1 },
      ],
    ),
    'the payment',
    '支付单',
  ),
  logisticsType: described(
    oneOfNumbers(1, 2, 3, 4),
    '1 courier, 2 delivery within the city, 3 virtual goods, 4 picked up by the buyer',
    '物流模式：1 快递，2 同城配送，3 虚拟商品，4 用户自提',
  ),
  deliveryMode: described(oneOfNumbers(1, 2), '1 one parcel, 2 several', '发货模式：1 统一发货，2 分拆发货'),
  isAllDelivered: v.optional(
    flag(
      'whether this is the last parcel: only then WeChat notifies the buyer',
      '是否已全部发货，为 true 时才通知用户',
    ),
  ),
  shippingList: described(
    v.pipe(
      v.array(
        v.object({
          trackingNo: optionalText(
            128,
            'the number of the waybill; needed for couriers (logisticsType 1)',
            '物流单号，快递（logisticsType 为 1）须填',
          ),
          expressCompany: optionalText(
            128,
            'the courier, an id of get_delivery_list, not of 物流助手 (expressCompanyOf converts it); needed for couriers',
            '物流公司编码，见 get_delivery_list，与物流助手的不同（可用 expressCompanyOf 转换），快递须填',
          ),
          itemDesc: v.pipe(
            required('the goods in the parcel, up to 120 characters', '商品信息，最多 120 个字'),
            v.check(
              (it) => [...it].length <= MAX_DESCRIPTION,
              says({ en: `has more than ${MAX_DESCRIPTION} characters`, zh: `超过 ${MAX_DESCRIPTION} 个字` }),
            ),
          ),
          contact: described(
            v.optional(
              v.object({
                consignorContact: phone('sender', '寄件人'),
                receiverContact: phone('receiver', '收件人'),
              }),
            ),
            'one of the two telephone numbers; SF needs it',
            '联系方式，二选一，顺丰须填',
          ),
        }),
      ),
      v.minLength(1, says({ en: 'is empty', zh: '不能为空' })),
      v.maxLength(15, says({ en: 'has more than 15 elements', zh: '超过 15 项' })),
    ),
    'the parcels; only one in deliveryMode 1',
    '物流信息列表，deliveryMode 为 1 时只能有一项',
  ),
}

/** When, and to whom. */
const upload = {
  uploadTime: described(
    v.pipe(
      v.string(),
      v.check(
        (it) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(it) && Date.parse(it) > 0,
        says({
          en: 'should be in RFC 3339, such as 2022-12-15T13:29:35.120+08:00 or new Date().toISOString()',
          zh: '应为 RFC 3339 格式，例如 2022-12-15T13:29:35.120+08:00 或 new Date().toISOString()',
        }),
      ),
    ),
    'now, in RFC 3339: new Date().toISOString(); of a correction, later than before',
    '上传时间，RFC 3339 格式：new Date().toISOString()；更新时须晚于上次',
  ),
  payer: described(
    v.object({
      openid: requiredText(128, "the payer's openid in the mini program", '支付者在小程序中的 openid'),
    }),
    'who paid',
    '支付者',
  ),
}

const SPLIT = [{ needs: 'isAllDelivered', if: 'deliveryMode', is: 2 }] as const

/** An order of a combined upload, as WeChat checks it. */
export const subOrder = conditional(shipping, SPLIT)

/** An upload for one payment, as WeChat checks it. */
export const singleUpload = conditional({ ...shipping, ...upload }, SPLIT)

/** An upload for payments that were made together. */
export function combinedUpload<const S extends v.GenericSchema<object, Shipping>>(order: S) {
  return v.object({
    orderKey: shipping.orderKey,
    subOrders: described(v.array(order), 'the orders', '子单物流详情'),
    ...upload,
  })
}

export type Shipping = v.InferOutput<typeof subOrder>

/** A mistake that depends on several parameters: at which, and WeChat's code, unless WeChat accepts it. */
interface Mistake {
  path: readonly (string | number)[]
  message: Message
  errcode?: number
}

/** The numbers that do not belong to a type. */
const FOREIGN = { 1: ['transactionId'], 2: ['mchid', 'outTradeNo'] } as const

/** Finds what is wrong between the parameters of an upload. Of 物流助手's couriers only those with a known counterpart are. */
export function mistakesIn({ orderKey, deliveryMode, logisticsType, shippingList }: Shipping): Mistake[] {
  const { orderNumberType: type } = orderKey
  const foreign = FOREIGN[type].filter((name) => orderKey[name] !== undefined)
  const ofParcels = shippingList.flatMap(({ trackingNo, expressCompany, contact }, at): Mistake[] => {
    const mistake = (name: string, message: Message, errcode?: number): Mistake => ({
      path: ['shippingList', at, ...name.split('.')],
      message,
      ...(errcode && { errcode }),
    })
    const right = expressCompany && expressCompanyOf(expressCompany)
    const contacts = Object.entries(contact ?? {})
    return [
      ...(logisticsType === 1 && !trackingNo ? [mistake('trackingNo', REQUIRED, 268485226)] : []),
      ...(logisticsType === 1 && !expressCompany ? [mistake('expressCompany', REQUIRED, 268485227)] : []),
      ...(right === expressCompany
        ? []
        : [
            mistake('expressCompany', {
              en: `should be ${JSON.stringify(right)}: this courier has another id in 物流助手`,
              zh: `应为 ${JSON.stringify(right)}：发货信息与物流助手的快递公司 ID 不同`,
            }),
          ]),
      ...(right === 'SF' && contacts.length === 0 ? [mistake('contact', CONTACT)] : []),
      ...contacts.filter(([, it]) => !MASKED.test(it ?? '')).map(([name]) => mistake(`contact.${name}`, NOT_MASKED)),
    ]
  })
  return [
    ...foreign.map((name) => ({
      path: ['orderKey', name],
      message: {
        en: `should be left out if orderNumberType is ${type}`,
        zh: `多余：orderNumberType 为 ${type} 时不要传`,
      },
    })),
    ...(deliveryMode === 1 && shippingList.length > 1
      ? [{ path: ['shippingList'], message: ONE_PARCEL, errcode: 268485228 }]
      : []),
    ...ofParcels,
  ]
}

const REQUIRED: Message = {
  en: 'is missing: it is required if logisticsType is 1',
  zh: '缺失：logisticsType 为 1 时必填',
}
const CONTACT: Message = { en: 'is missing: SF needs one of its two numbers', zh: '缺失：顺丰须传其中一个联系方式' }
const NOT_MASKED: Message = {
  en: 'should be masked but for its last four digits, such as 138****1234',
  zh: '应隐藏中间几位，保留后四位，例如 138****1234',
}
const ONE_PARCEL: Message = {
  en: 'should have one element if deliveryMode is 1: join the goods of the parcel in its itemDesc',
  zh: '在 deliveryMode 为 1 时只能有一项：请把包裹里的商品合并写在 itemDesc 里',
}

/** Adds the mistakes that depend on several parameters to a schema of an upload. */
export function checked<const S extends v.GenericSchema<object, Shipping>>(schema: S) {
  const check = v.rawCheck<v.InferOutput<S>>(({ dataset: { typed, value }, addIssue }) => {
    for (const { path, message } of typed ? mistakesIn(value) : []) {
      const [first = '', ...rest] = path
      const item = (key: string | number) => ({ type: 'unknown', origin: 'value', input: value, key, value }) as const
      addIssue({ message: says(message), path: [item(first), ...rest.map(item)] })
    }
  })
  return v.pipe(schema, check)
}

/** After a lost response of an upload. */
export const IF_LOST: Message = {
  en: 'the outcome is unknown: look with getOrder of wxa.sec.order first, since a repeated upload may use up the one re-shipping',
  zh: '结果未知：先用 wxa.sec.order 的 getOrder 查看，重复上传可能用掉唯一一次重新发货的机会',
}
