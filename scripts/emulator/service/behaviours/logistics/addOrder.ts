import * as v from 'valibot'
import { addOrder as api } from '../../../../../cloudfunctions/openapi/apis/logistics/addOrder'
import { sandbox } from '../../../../../cloudfunctions/openapi/apis/logistics/sandbox'
import { snakeCase, toSnakeCase } from '../../../../../cloudfunctions/openapi/names/convertCase'
import { describeIssue } from '../../../../../cloudfunctions/openapi/params/describeIssue'
import type { Courier } from '../../../state/fixturesSchema'
import { type Account, BOUND, CANCELLED, orderSchema } from '../../../state/recordsSchema'
import { type ApiCall, type Behaviour, checkOpenid, namedParams, quotaOf, refuse } from '../../Behaviour'
import { courierOf, refuseAsCourier, withSwitches } from '../../orders/orders'
import { isSandboxUsedUp } from '../../orders/sandboxCourier'
import { newWaybill } from '../../orders/waybill'
import { WeChatError } from '../../WeChatError'

/** The appid of an app or a web page. Whether it belongs to the same open platform account is not known here. */
const APPID = /^wx\w+$/i

/**
 * Places an order and returns its waybill. Order of the checks: assumed#order-checks
 */
export const addOrder: Behaviour = (call) => {
  const { appid, fixtures, records, log } = call
  const wire = readOrder(call)
  checkBuyer(call, wire)

  const courier = courierOf(fixtures, wire.delivery_id)
  checkService(call, courier, wire.service)
  const account = accountOf(call, courier, wire.biz_id)
  // Of a cancelled order too, since the courier would return the same waybill: assumed#order-id-reuse
  const earlier = records.orders.get(appid, wire.order_id)
  if (earlier?.order_status === CANCELLED)
    refuse(call, 9300522, 'this order_id was used by an order that is cancelled', '该 order_id 已被一个取消的订单用过')
  if (earlier) throw new WeChatError(9300522)
  const now = Math.floor(Date.now() / 1000)
  if (isSandbox(wire) && isSandboxUsedUp(records.orders.all(), appid, now)) throw new WeChatError(930564)

  if (!isComplete(wire.sender)) refuseAsCourier(call, 20002, '发件人信息不完整', NO_WAYBILL)
  if (!isComplete(wire.receiver)) refuseAsCourier(call, 20004, '收件人信息不完整', NO_WAYBILL)
  const { no_goods_code, min_insured_value } = withSwitches(courier)
  // Cash was seen to be accepted, accounts to be refused: assumed#no-goods
  if (wire.cargo.detail_list.length === 0 && account && no_goods_code !== 0) {
    log({ en: 'cargo.detail_list is missing', zh: '缺少 cargo.detail_list' })
    refuseAsCourier(call, no_goods_code, '托寄物信息不能为空', { waybill_data: [] })
  }
  if (wire.insured.use_insured === 1 && wire.insured.insured_value < min_insured_value) {
    refuseAsCourier(call, 20008, '保价信息不符合要求', NO_WAYBILL)
  }
  if (courier.can_get_quota === 1 && account) useQuota(call, account, now)
  if (wire.delivery_id === 'SF' && wire.expect_time === undefined) {
    log({
      en: 'the order has its waybill, but SF does not collect the parcel without expect_time',
      zh: '已生成运单，但未传 expect_time，顺丰不会上门揽件',
    })
  }

  const waybill = newWaybill(wire, now)
  records.orders.put({ ...wire, appid, create_time: now, ...waybill })
  // Seen: https://developers.weixin.qq.com/community/develop/doc/0004049e878540068780f766e66400
  return {
    errcode: 0,
    errmsg: 'ok',
    order_id: wire.order_id,
    ...waybill,
    delivery_resultcode: 0,
    delivery_resultmsg: 'success',
    is_correct_sender: 0,
    is_correct_receiver: 0,
  }
}

/**
 * `waybill_data` of a refusal was seen as `{}` over HTTPS, as `[]` in WeChat's debug tool:
 * https://developers.weixin.qq.com/community/personal/oCJUsw-nlrt9LMw490XtqSLNhxWs/answer?page=6
 */
const NO_WAYBILL = { waybill_data: {} }

const isSandbox = ({ delivery_id }: WireOrder) => delivery_id === sandbox.deliveryId

/** Checks the buyer. An order from an App (add_source 2) needs no openid, and any is accepted: assumed#app-openid */
function checkBuyer(call: ApiCall, wire: WireOrder): void {
  const { appid, fixtures } = call
  if (wire.add_source === 2 && !APPID.test(wire.wx_appid)) throw new WeChatError(9300536)
  if (isSandbox(wire)) {
    const members = Object.values(fixtures.miniProgram(appid)?.members ?? {}).flat()
    if (members.includes(wire.openid)) return
    refuse(
      call,
      930559,
      'the sandbox accepts members of the mini program only: add the openid to miniPrograms.members in the fixtures',
      '沙盒只对小程序成员开放：请在初始数据 miniPrograms.members 中加入该 openid',
    )
  }
  if (wire.add_source === 0) checkOpenid(call, wire.openid)
}

/** Checks that a courier offers this service_type. A service_name of another one reaches the courier: assumed#service-pair */
function checkService({ wireParams, log }: ApiCall, courier: Courier, service: WireOrder['service']): void {
  if ((wireParams.service ?? undefined) === undefined || courier.service_type.length === 0) return
  const offered = courier.service_type.filter(({ service_type }) => service_type === service.service_type)
  if (offered.some(({ service_name }) => service_name === service.service_name)) return
  log({
    en: "the courier does not offer this pair of service_type and service_name: see getAllDelivery. If WeChat's lists the pair, add it to couriers in the fixtures",
    zh: '该快递公司不提供此 service_type 与 service_name 的组合，见 getAllDelivery。如果微信的 getAllDelivery 列出了该组合，请写入初始数据的 couriers',
  })
  if (offered.length === 0) throw new WeChatError(9300510)
}

/** Returns the bound account that pays; undefined in the sandbox and for cash (现付), where none needs to be bound. */
function accountOf({ appid, records }: ApiCall, courier: Courier, biz_id: string): Account | undefined {
  const { delivery_id, can_use_cash, cash_biz_id } = courier
  const isOfSandbox = delivery_id === sandbox.deliveryId && biz_id === sandbox.bizId
  if (isOfSandbox || (can_use_cash === 1 && cash_biz_id === biz_id)) return undefined
  const account = records.accounts.get(appid, delivery_id, biz_id)
  if (account?.status_code !== BOUND) throw new WeChatError(9300525)
  return account
}

/** Checks what a courier requires: assumed#party-incomplete. It does not require area: some towns have no districts. */
function isComplete({ name, tel, mobile, province, city, address }: WireOrder['sender']): boolean {
  return [name, tel || mobile, province, city, address].every((it) => it.trim() !== '')
}

/** Takes one e-waybill, which a cancelled order does not give back: assumed#quota-count */
function useQuota(call: ApiCall, account: Account, now: number): void {
  const { fixtures, records } = call
  const { delivery_id, biz_id } = account
  if (quotaOf(account, fixtures, records).quota_num <= 0) {
    // Seen: https://developers.weixin.qq.com/community/personal/oCJUsw-nlrt9LMw490XtqSLNhxWs/answer?page=6
    refuseAsCourier(call, 20007, '抱歉, 您没有足够的单号了,请尽快联系网点申购,面单类型:普通', NO_WAYBILL)
  }
  const used = records.quotas.get(delivery_id, biz_id)?.used ?? 0
  records.quotas.put({ delivery_id, biz_id, used: used + 1, update_time: now })
}

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
  const given: Record<string, unknown> = { addSource: 0, ...namedParams(api.params, call) }
  readNumbers(given)
  const fromApp = given.addSource === 2
  const { output, issues = [] } = v.safeParse(api.params, given)
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
  for (const { type, path = [], input } of v.safeParse(api.params, params).issues ?? []) {
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
