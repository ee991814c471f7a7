import { type Code, type Codes, code } from './Code'

// Codes of several APIs of the family.

/** 9300525, in the APIs that use an account. */
export const notBound: Code = code(
  ['the account is not bound', '账号未绑定'],
  ['never bound, or still under review', '尚未绑定，或仍在审核中'],
  ['bind it first, or wait for its review', '先绑定，或等待审核通过'],
)

/** 9300531, in the APIs for which the courier checks the account. */
export const wrongPassword: Code = code(
  ['wrong account or password', '账号或密码错误'],
  [
    'the courier refused biz_id and password; some couriers refuse here what the 物流助手 console at mp.weixin.qq.com accepts',
    '快递公司不认可该客户编码或密码；有的账号在接口被拒，在 mp.weixin.qq.com 的物流助手里却能绑定',
  ],
  [
    'ask the outlet for code and password, or bind in the console',
    '向快递网点核对客户编码和密码，或在物流助手后台绑定',
  ],
)

/** 9300503, in every API with a deliveryId. */
export const unknownCourier: Code = code(
  ['unknown courier', '快递公司 ID 未注册'],
  [
    'deliveryId is not in the list of getAllDelivery; JD Express is JDL, not JD',
    'deliveryId 不在 getAllDelivery 的列表中；京东快递是 JDL，不是 JD',
  ],
  ['use a deliveryId from getAllDelivery', '以 getAllDelivery 返回的 deliveryId 为准'],
)

/** 40003, in the APIs with an openid. */
export const wrongOpenid: Code = code(
  ['invalid openid', 'openid 无效'],
  ['the user has it in another mini program or official account', '这是用户在另一个小程序或公众号里的 openid'],
  ['send the openid that the user has in this mini program', '传用户在本小程序中的 openid'],
)

/** 9300534, in the APIs with an openid. The newest page names the first of the two, the older one the second. */
export const foreignOpenid: Code = code(
  ['openid or wxAppid does not belong to the mini program', 'openid 与小程序不匹配，或 wxAppid 与小程序主体不同'],
  [
    'the openid belongs to another mini program; or the App and the mini program have different owners',
    'openid 来自另一个小程序；或 App 与小程序不属于同一主体',
  ],
  [
    'send the openid of the buyer in this mini program, or the wxAppid of an App with the same owner',
    '传买家在本小程序中的 openid，或同主体 App 的 wxAppid',
  ],
)

/** 40199, in the APIs that look up a waybill: https://developers.weixin.qq.com/community/develop/doc/000acab8e347b8c501025211e66800 */
export const unknownWaybill: Code = code(
  ['the waybill was not found', '运单不存在'],
  ['only waybills that addOrder made can be found', '只能查询通过 addOrder 生成的运单'],
  [
    'send deliveryId and waybillId as they were when the order was placed',
    '使用下单时的 deliveryId 和返回的 waybillId',
  ],
)

/** 930561. WeChat does not say which parameter. */
export const wrongArgs: Code = code(
  ['invalid arguments', '参数有误'],
  ['a parameter is missing, or does not fit the others', '缺少参数，或参数之间不匹配'],
  ['compare each parameter with the document', '对照文档检查各个参数'],
)

/** 930563, in the APIs with an orderId: https://developers.weixin.qq.com/community/develop/doc/000cc6e06944981b30797918a54400 */
export const unknownOrder: Code = code(
  ['the order does not exist', '订单不存在'],
  [
    'orderId, deliveryId and waybillId do not belong together; in the sandbox, the order was not placed with TEST and test_biz_id',
    'orderId、deliveryId、waybillId 不对应；沙盒中，下单时没有使用 TEST 和 test_biz_id',
  ],
  ['send the ids that addOrder returned', '使用 addOrder 返回的各个 ID'],
)

/** 9300528, reported by users only: https://developers.weixin.qq.com/community/develop/doc/00000c29f24070553bbe4afac56c00 */
const wrongWaybill: Code = code(
  ['invalid waybill id', '运单 ID 无效'],
  ['it belongs to another order or another courier', 'waybillId 不属于该订单或该快递公司'],
  ['send the waybillId that addOrder returned', '使用 addOrder 返回的 waybillId'],
)

/** 9300501, in the APIs that call the courier. */
export const courierRefused: Code = code(
  ['the courier refused', '快递公司侧逻辑错误'],
  [
    'the reason is in delivery_resultcode and delivery_resultmsg, which a cloud call does not return; or Chinese was sent as \\uXXXX',
    '具体原因在 delivery_resultcode 和 delivery_resultmsg 中，云调用拿不到；或中文被转义成了 \\uXXXX',
  ],
  [
    'read the reason over HTTPS, with createOpenApi or npm run call; or within seven days with /cgi-bin/openapi/rid/get and the rid',
    '通过 HTTPS 查看原因：用 createOpenApi 或 npm run call 调用，或在七天内凭 rid 调用 /cgi-bin/openapi/rid/get 查询',
  ],
)

/** 9300502, in the same APIs. */
export const courierDown: Code = code(
  ["the courier's system failed", '快递公司系统错误'],
  ['it is down or slow', '快递公司的系统繁忙或故障'],
  [
    'try again later; before you place an order again, check with getOrder whether it exists',
    '稍后再试；重新下单之前，先用 getOrder 确认运单是否已生成',
  ],
)

/** Of getOrder and batchGetOrder, whose pages document none; users report these, of these APIs or of the ones beside them. */
export const getOrderCodes = {
  40199: unknownWaybill,
  930563: unknownOrder,
  9300503: unknownCourier,
  9300528: wrongWaybill,
} satisfies Codes
