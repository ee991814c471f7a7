import * as v from 'valibot'
import { addOrder } from '../../../../cloudfunctions/openapi/apis/logistics/addOrder'
import { toSnakeCase } from '../../../../cloudfunctions/openapi/names/convertCase'
import { describeIssue } from '../../../../cloudfunctions/openapi/params/describeIssue'
import { orderSchema } from '../../state/recordsSchema'
import { type ApiCall, namedParams } from '../Behaviour'
import { WeChatError } from '../WeChatError'

const wireSchema = v.omit(orderSchema, ['appid', 'waybill_id', 'create_time'])

/** The parameters of addOrder, with the defaults of those that may be left out. */
export type WireOrder = v.InferOutput<typeof wireSchema>

/** A missing parameter or a wrong type (its page), a value that is not accepted (assumed#order-values), a size, the goods. */
const CODES = [47001, 930561, 9300526, 9300535]
const CODES_BY_LIMIT: Readonly<Record<string, number>> = {
  picklist: 930561,
  min_value: 930561,
  max_value: 930561,
  max_bytes: 9300526,
}

/**
 * Validates the parameters of addOrder. Of several mistakes, the first code of CODES is reported.
 * The log says which parameter is wrong, without its value.
 *
 * @throws WeChatError
 */
export function readOrder(call: ApiCall): WireOrder {
  const { log } = call
  // add_source is missing in documents and clients of 2019.
  const given = { addSource: 0, ...namedParams(addOrder.params, call) }
  const { typed, output, issues = [] } = v.safeParse(addOrder.params, given)
  const [mistake] = issues
    .map((it) => ({ errcode: errcodeOf(it), why: describeIssue(it).problem }))
    .filter(({ errcode }) => errcode !== undefined)
    .sort((a, b) => CODES.indexOf(a.errcode ?? 0) - CODES.indexOf(b.errcode ?? 0))
  if (mistake) log(mistake.why)
  if (mistake || !typed) throw new WeChatError(mistake?.errcode ?? 47001)

  const order = v.parse(wireSchema, toSnakeCase(output))
  const { img_url, detail_list } = order.shop
  const pictures = [img_url, ...detail_list.map((it) => it.goods_img_url)]
  if (pictures.some((it) => it !== '' && !/^https?:\/\/\S+$/i.test(it))) {
    log({ en: 'a picture in shop is not an http URL', zh: 'shop 中的图片不是 http 地址' })
    throw new WeChatError(9300535)
  }
  return order
}

/** Returns undefined for a mistake that WeChat finds later, or the courier. */
function errcodeOf({ type, path, input }: v.BaseIssue<unknown>): number | undefined {
  if (path?.[0].key === 'shop') {
    // By an answer of WeChat's staff, a missing picture is 9300526 like a size.
    if (input === undefined) return 9300526
    if (['regex', 'min_value', 'raw_check'].includes(type)) return 9300535
  }
  // Seen: https://developers.weixin.qq.com/community/develop/doc/000e4eed5bc3607e038bc1b4859400
  if (path?.[0].key === 'bizId' && input === undefined) return 930561
  return type === 'raw_check' ? undefined : (CODES_BY_LIMIT[type] ?? 47001)
}
