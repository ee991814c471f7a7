import * as v from 'valibot'
import { addOrder } from '../../../../cloudfunctions/openapi/apis/logistics/addOrder'
import { snakeCase, toSnakeCase } from '../../../../cloudfunctions/openapi/names/convertCase'
import { describeIssue } from '../../../../cloudfunctions/openapi/params/describeIssue'
import { orderSchema } from '../../state/recordsSchema'
import { type ApiCall, namedParams, refuse } from '../Behaviour'

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
  // add_source is missing in documents and clients of 2019.
  const given: Record<string, unknown> = { addSource: 0, ...namedParams(addOrder.params, call) }
  readNumbers(given)
  const fromApp = given.addSource === 2
  const { output, issues = [] } = v.safeParse(addOrder.params, given)
  const [mistake] = issues
    .map((it) => ({ errcode: errcodeOf(it, fromApp), why: describeIssue(it, snakeCase).problem }))
    .filter(({ errcode }) => errcode !== undefined)
    .sort((a, b) => CODES.indexOf(a.errcode ?? 0) - CODES.indexOf(b.errcode ?? 0))
  if (mistake) refuse(call, mistake.errcode ?? 47001, mistake.why.en, mistake.why.zh)

  const order = v.parse(wireSchema, toSnakeCase(output))
  // Seen: https://developers.weixin.qq.com/community/develop/doc/0002a03c6f087001d9696029c51400; for an App: assumed#shop-optional
  if (!fromApp && given.shop === undefined) refuse(call, 9300535, 'parameter.shop is missing', '参数 shop 缺失')
  const { img_url, detail_list } = order.shop
  const pictures = [img_url, ...detail_list.map((it) => it.goods_img_url)]
  if (pictures.some((it) => it !== '' && !/^https?:\/\/\S+$/i.test(it))) {
    refuse(call, 9300535, 'a picture in shop is not an http URL', 'shop 中的图片不是 http 地址')
  }
  return order
}

/** What WeChat forwards to the courier if it is missing, or does not require: assumed#order-optional */
const OPTIONAL: readonly string[] = ['service', 'insured', 'cargo.detailList']

/** Replaces strings that should be numbers, which WeChat accepts: assumed#numeric-strings */
function readNumbers(params: object): void {
  for (const { type, path = [], input } of v.safeParse(addOrder.params, params).issues ?? []) {
    const { input: parent, key } = path.at(-1) ?? {}
    if (type === 'number' && typeof input === 'string' && /^\d+(\.\d+)?$/.test(input)) {
      Object.assign(Object(parent), { [String(key)]: Number(input) })
    }
  }
}

/** Returns undefined for a mistake that WeChat finds later, or the courier. */
function errcodeOf({ type, path, input }: v.BaseIssue<unknown>, fromApp: boolean): number | undefined {
  if (input === undefined && OPTIONAL.includes((path ?? []).map(({ key }) => key).join('.'))) return undefined
  if (path?.[0].key === 'shop') {
    if (fromApp && type === 'raw_check') return undefined
    // By an answer of WeChat's staff, a missing picture is 9300526 like a size.
    if (input === undefined) return 9300526
    if (['regex', 'min_value', 'raw_check'].includes(type)) return 9300535
  }
  // Seen: https://developers.weixin.qq.com/community/develop/doc/000e4eed5bc3607e038bc1b4859400
  if (path?.[0].key === 'bizId' && input === undefined) return 930561
  return type === 'raw_check' ? undefined : (CODES_BY_LIMIT[type] ?? 47001)
}
