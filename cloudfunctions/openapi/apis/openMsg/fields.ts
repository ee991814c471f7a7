import { type Code, type Codes, code } from '../../codes/Code'
import { foreignOpenid, wrongOpenid } from '../../codes/logistics'
import { requiredText } from '../schemas'

export const waybillToken = requiredText(
  1024,
  'the token of the parcel in the tracking page, to be stored',
  '查询组件的运单 token，请保存',
)

const unknownWaybill: Code = code(
  ['the waybill does not exist', '运单不存在'],
  [
    'mistyped; no track yet, which takes up to a day; deliveryId is missing; or the waybill is of the sandbox',
    '单号写错；还没有轨迹（约需一天）；没有传 deliveryId；或是沙盒运单',
  ],
  ['send deliveryId too, and try again when the courier has collected the parcel', '同时传 deliveryId，揽件后再试'],
)

/** WeChat prints one table for the whole family. */
export const codes = {
  40003: wrongOpenid,
  48001: code(
    ['the api is not authorized', '接口未授权'],
    ['the tracking page (查询组件) is not opened', '没有开通查询组件'],
    ['open it at mp.weixin.qq.com: 功能 - 物流服务', '在 mp.weixin.qq.com 的“功能 - 物流服务”开通查询组件'],
  ),
  // What users see; the page has 9300559.
  931023: unknownWaybill,
  9300507: code(
    ['invalid token', 'token 无效'],
    [
      'waybillToken is incomplete or of follow_waybill; or transId is missing',
      'waybillToken 不完整，或来自 follow_waybill；或缺少 transId',
    ],
    ['send the waybillToken that traceWaybill returned', '使用 traceWaybill 返回的 waybillToken'],
  ),
  9300513: code(
    ['the quota is used up', '调用次数超限'],
    ['100,000 calls a day, 100 for one user', '每天 100,000 次，每个用户 100 次'],
    ['wait until tomorrow', '明天再试'],
  ),
  9300534: foreignOpenid,
  9300559: unknownWaybill,
  // One project's comment only.
  9300561: code(
    ["the receiver's telephone number is wrong", '收件人手机号错误'],
    ['not the number on the waybill', '与面单上的号码不一致'],
    ['send the number on the waybill', '传面单上的收件人号码'],
  ),
} satisfies Codes
