import { sandbox } from '../../../../../cloudfunctions/openapi/apis/logistics/sandbox'
import type { Courier } from '../../../state/fixturesSchema'
import { type Account, BOUND, CANCELLED } from '../../../state/recordsSchema'
import { quotaOf } from '../../accounts'
import { type ApiCall, type Behaviour, checkOpenid, refuse } from '../../Behaviour'
import { newWaybill } from '../../orders/newWaybill'
import { courierOf, refuseAsCourier, withSwitches } from '../../orders/orders'
import { readOrder, type WireOrder } from '../../orders/readOrder'
import { isSandboxUsedUp } from '../../orders/sandboxCourier'
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
