import type { Message } from '../messages/Message'
import { notBound, unknownCourier, wrongPassword } from './accounts'
import type { Code, Codes } from './Code'

/** 40003, in the APIs with an openid. */
const wrongOpenid: Code = {
  meaning: { en: 'invalid openid', zh: 'openid 无效' },
  cause: {
    en: 'the user has it in another mini program or official account',
    zh: '这是用户在另一个小程序或公众号里的 openid',
  },
  next: { en: 'send the openid that the user has in this mini program', zh: '传用户在本小程序中的 openid' },
}

/** 40199, in the APIs that look up a waybill: https://developers.weixin.qq.com/community/develop/doc/000acab8e347b8c501025211e66800 */
const unknownWaybill: Code = {
  meaning: { en: 'the waybill was not found', zh: '运单不存在' },
  cause: { en: 'only waybills that addOrder made can be found', zh: '只能查询通过 addOrder 生成的运单' },
  next: {
    en: 'send deliveryId and waybillId as they were when the order was placed',
    zh: '使用下单时的 deliveryId 和返回的 waybillId',
  },
}

/** 930561. WeChat does not say which parameter. */
const wrongArgs: Code = {
  meaning: { en: 'invalid arguments', zh: '参数有误' },
  cause: { en: 'a parameter is missing, or does not fit the others', zh: '缺少参数，或参数之间不匹配' },
  next: { en: 'compare each parameter with the document', zh: '对照文档检查各个参数' },
}

/** 930563, in the APIs with an orderId: https://developers.weixin.qq.com/community/develop/doc/000cc6e06944981b30797918a54400 */
const unknownOrder: Code = {
  meaning: { en: 'the order does not exist', zh: '订单不存在' },
  cause: {
    en: 'orderId, deliveryId and waybillId do not belong together; in the sandbox, the order was not placed with TEST and test_biz_id',
    zh: 'orderId、deliveryId、waybillId 不对应；沙盒中，下单时没有使用 TEST 和 test_biz_id',
  },
  next: { en: 'send the ids that addOrder returned', zh: '使用 addOrder 返回的各个 ID' },
}

/** 9300528, reported by users only: https://developers.weixin.qq.com/community/develop/doc/00000c29f24070553bbe4afac56c00 */
const wrongWaybill: Code = {
  meaning: { en: 'invalid waybill id', zh: '运单 ID 无效' },
  cause: { en: 'it belongs to another order or another courier', zh: 'waybillId 不属于该订单或该快递公司' },
  next: { en: 'send the waybillId that addOrder returned', zh: '使用 addOrder 返回的 waybillId' },
}

/** 9300501, in the APIs that call the courier. */
const courierRefused: Code = {
  meaning: { en: 'the courier refused', zh: '快递公司侧逻辑错误' },
  cause: {
    en: 'the reason is in delivery_resultcode and delivery_resultmsg, which a cloud call does not return; or Chinese was sent as \\uXXXX',
    zh: '具体原因在 delivery_resultcode 和 delivery_resultmsg 中，云调用拿不到；或中文被转义成了 \\uXXXX',
  },
  next: {
    en: 'read the reason over HTTPS, with createOpenApi or npm run call; or within seven days with /cgi-bin/openapi/rid/get and the rid',
    zh: '通过 HTTPS 查看原因：用 createOpenApi 或 npm run call 调用，或在七天内凭 rid 调用 /cgi-bin/openapi/rid/get 查询',
  },
}

/** 9300502, in the same APIs. */
const courierDown: Code = {
  meaning: { en: "the courier's system failed", zh: '快递公司系统错误' },
  cause: { en: 'it is down or slow', zh: '快递公司的系统繁忙或故障' },
  next: {
    en: 'try again later; before you place an order again, check with getOrder whether it exists',
    zh: '稍后再试；重新下单之前，先用 getOrder 确认运单是否已生成',
  },
}

// What a call may have done if its response was lost, and how to find out.
export const addOrderLost: Message = {
  en: 'the outcome is unknown: look for this orderId with getOrder before you place it again; 9300522 then means that the first call placed it',
  zh: '结果未知：先用 getOrder 查这个 orderId，再决定是否重下；重下返回 9300522，说明第一次已下单',
}
export const cancelOrderLost: Message = {
  en: 'the outcome is unknown: check orderStatus with getOrder (1: cancelled), or call again; 9300524 then means that the first call cancelled it',
  zh: '结果未知：用 getOrder 查看 orderStatus（1 为已取消），或再调用一次；返回 9300524，说明第一次已取消',
}
export const testUpdateOrderLost: Message = {
  en: 'the outcome is unknown: check with getPath',
  zh: '结果未知：用 getPath 查看轨迹',
}
export const updatePrinterLost: Message = {
  en: 'the outcome is unknown: check with getPrinter, and call again if it does not show the change',
  zh: '结果未知：用 getPrinter 查看，如果没有变化，再调用一次',
}

/**
 * Source, where no other is given: https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_addorder.html
 * and its older form, https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.addOrder.html
 */
export const addOrderCodes = {
  40003: wrongOpenid,
  930559: {
    meaning: { en: 'the openid may not be used in the sandbox', zh: '沙盒环境 openid 无效' },
    cause: {
      en: 'it is not the openid of an admin, operator or developer of the mini program',
      zh: '该 openid 不是小程序管理员、运营者或开发者的',
    },
    next: { en: 'order for a member of the mini program', zh: '换成小程序成员的 openid' },
  },
  930561: wrongArgs,
  930564: {
    meaning: { en: 'the quota of the sandbox is used up', zh: '沙盒环境调用无配额' },
    cause: { en: 'ten orders were placed today', zh: '今天已下满十单' },
    next: { en: 'wait until tomorrow', zh: '明天再试' },
  },
  9300501: courierRefused,
  9300502: courierDown,
  9300503: unknownCourier,
  9300510: {
    meaning: { en: 'invalid service type', zh: '服务类型无效' },
    cause: {
      en: 'the courier does not offer this pair of serviceType and serviceName',
      zh: '该快递公司没有这一组 serviceType 和 serviceName',
    },
    next: {
      en: 'send a pair from getAllDelivery, or one of the account from getAllAccount; in the sandbox (TEST) send 1 and test_service_name',
      zh: '使用 getAllDelivery 或 getAllAccount（该账号）返回的一组；沙盒（TEST）固定为 1 和 test_service_name',
    },
  },
  // Reported by users only: https://developers.weixin.qq.com/community/develop/doc/00000c29f24070553bbe4afac56c00
  9300522: {
    meaning: { en: 'the order id is repeated', zh: '订单 ID 重复' },
    cause: {
      en: 'placed earlier, or by an earlier attempt whose response was lost',
      zh: '之前已下单，或上一次下单其实已成功，只是没有收到响应',
    },
    next: {
      en: 'look at it with getOrder; use a new orderId for a new order',
      zh: '用 getOrder 查看该运单；新订单换一个 orderId',
    },
  },
  9300525: notBound,
  9300526: {
    meaning: { en: 'a parameter is too long', zh: '参数字段长度不正确' },
    cause: {
      en: 'a string exceeds its limit in bytes; or goodsImgUrl is missing in shop.detailList',
      zh: '文本超过字节上限；或 shop.detailList 中缺少 goodsImgUrl',
    },
    next: { en: 'shorten it, or add the picture', zh: '缩短文本，或补上图片地址' },
  },
  9300531: wrongPassword,
  // The newest page names the first of the two, the older one the second.
  9300534: {
    meaning: {
      en: 'openid or wxAppid does not belong to the mini program',
      zh: 'openid 与小程序不匹配，或 wxAppid 与小程序主体不同',
    },
    cause: {
      en: 'the openid belongs to another mini program; or the App and the mini program have different owners',
      zh: 'openid 来自另一个小程序；或 App 与小程序不属于同一主体',
    },
    next: {
      en: 'send the openid of the buyer in this mini program, or the wxAppid of an App with the same owner',
      zh: '传买家在本小程序中的 openid，或同主体 App 的 wxAppid',
    },
  },
  9300535: {
    meaning: { en: 'invalid goods in shop', zh: 'shop 中的商品信息无效' },
    cause: {
      en: 'imgUrl or goodsName is empty or invalid, or goodsCount is 0',
      zh: '商品图片地址或商品名称为空、不合法，或商品数量为 0',
    },
    next: {
      en: 'fill in imgUrl, goodsName and goodsCount, or detailList',
      zh: '补全 imgUrl、goodsName、goodsCount，或填写 detailList',
    },
  },
  9300536: {
    meaning: { en: 'invalid wxAppid', zh: 'wxAppid 无效' },
    cause: {
      en: 'addSource is 2, and the App is not bound to the same open platform account as the mini program',
      zh: 'addSource 为 2，但 App 与小程序没有绑定同一个开放平台账号',
    },
    next: { en: 'bind both to one open platform account', zh: '把两者绑定到同一个开放平台账号' },
  },
  // Reported by users only, with an empty text: https://developers.weixin.qq.com/community/develop/doc/00000c29f24070553bbe4afac56c00
  9909001: {
    meaning: { en: 'not documented, and WeChat returns no text', zh: '文档没有说明，微信也没有返回文字' },
    cause: { en: 'unknown', zh: '原因不明' },
    next: {
      en: 'check with getOrder whether the order exists; ask in the WeChat community with the rid',
      zh: '用 getOrder 确认运单是否已生成；带上 rid 到微信开放社区提问',
    },
  },
} satisfies Codes

/** Source: https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.cancelOrder.html */
export const cancelOrderCodes = {
  40199: unknownWaybill,
  930561: wrongArgs,
  930563: unknownOrder,
  9300501: courierRefused,
  // Documented for addOrder only: assumed#sibling-codes
  9300502: courierDown,
  9300503: unknownCourier,
  9300506: {
    meaning: { en: 'the parcel is on its way, so the order cannot be cancelled', zh: '运单已有轨迹，不能取消' },
    cause: { en: 'the courier has collected it', zh: '快递员已揽件' },
    next: { en: 'ask the courier to stop the parcel', zh: '联系快递公司拦截' },
  },
  9300524: {
    meaning: { en: 'cancelling failed', zh: '取消运单失败' },
    cause: {
      en: 'mostly because the order was cancelled before, or by an earlier attempt whose response was lost',
      zh: '多为重复取消：之前已取消，或上一次取消其实已成功，只是没有收到响应',
    },
    next: { en: 'check orderStatus with getOrder: 1 is cancelled', zh: '用 getOrder 查看 orderStatus：1 为已取消' },
  },
} satisfies Codes

export const testUpdateOrderCodes = {
  // Reported by users only, with a blank text: https://developers.weixin.qq.com/community/personal/oCJUsw0sLZwFjys81h22Oh2S5AXI/question
  [-2]: {
    meaning: { en: 'not documented, and WeChat returns no text', zh: '文档没有说明，微信也没有返回文字' },
    cause: { en: 'unknown', zh: '原因不明' },
    next: { en: 'try again later', zh: '稍后再试' },
  },
  // Reported by users only: https://developers.weixin.qq.com/community/personal/oCJUsw7p1Z2G7VWqIZatSwOpC7ik/follow
  930563: unknownOrder,
} satisfies Codes

export const updatePrinterCodes = {
  // Documented for addOrder only: assumed#sibling-codes
  40003: wrongOpenid,
  // https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.updatePrinter.html
  9300517: {
    meaning: { en: 'invalid updateType', zh: 'updateType 无效' },
    cause: { en: 'it is neither bind nor unbind', zh: 'updateType 不是 bind 或 unbind' },
    next: { en: 'send bind or unbind', zh: '改为 bind 或 unbind' },
  },
} satisfies Codes

/** Of getOrder and batchGetOrder, whose pages document none; users report these, of these APIs or of the ones beside them. */
export const getOrderCodes = {
  40199: unknownWaybill,
  930563: unknownOrder,
  9300503: unknownCourier,
  9300528: wrongWaybill,
} satisfies Codes

/** 9300503 is documented for other APIs only: assumed#sibling-codes */
export const getPathCodes = { 40199: unknownWaybill, 9300503: unknownCourier } satisfies Codes
