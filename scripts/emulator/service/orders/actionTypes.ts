/**
 * What can happen to a parcel: WeChat's action_type, with a text for who gives none.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getpath.html
 */
export const actionTypes: Readonly<Record<number, string>> = {
  100001: '揽件成功',
  100002: '揽件失败',
  100003: '已分配业务员',
  200001: '运输中',
  300002: '开始派送',
  300003: '签收成功',
  300004: '签收失败',
  400001: '订单取消',
  400002: '订单滞留',
}
