import { addOrder } from '../openapi/apis/logistics/addOrder'
import { cloudFunction } from '../openapi/cloud/cloudFunction'
import { cloud } from '../openapi/cloud/sdk'

/**
 * Places an order with a courier and gets its waybill.
 *
 * @param event `addSource`, `orderId`, `openid`, `deliveryId`, `bizId`, `sender`, `receiver`, `cargo`, `shop`, `insured`, `service` and more
 * @param context the platform's information about the invocation
 * @returns `{ errCode: 0, errMsg, orderId, waybillId, waybillData }`, or the code and message of the failure
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_addorder.html
 * @example
 * await main({
 *   addSource: 0,
 *   orderId: '01234567890123456789',
 *   openid: 'oABC123456',
 *   deliveryId: 'SF',
 *   bizId: 'xyz',
 *   sender: { name: '张三', mobile: '18666666666', province: '广东省', city: '广州市', area: '海珠区', address: 'XX路XX号' },
 *   receiver: { name: '王小蒙', mobile: '18610000000', province: '广东省', city: '广州市', area: '天河区', address: 'XX路XX号' },
 *   cargo: { count: 1, weight: 5.5, spaceX: 30.5, spaceY: 20, spaceZ: 20, detailList: [{ name: '抱枕', count: 1 }] },
 *   shop: { wxaPath: '/index/index', imgUrl: 'https://mmbiz.qpic.cn/...', goodsName: '抱枕', goodsCount: 1 },
 *   insured: { useInsured: 0 },
 *   service: { serviceType: 0, serviceName: '标准快递' },
 *   expectTime: 0,
 * }) // { errCode: 0, errMsg: 'openapi.logistics.addOrder:ok', orderId: '01234567890123456789', waybillId: '123456789', waybillData: [...] }
 */
export const main = cloudFunction(addOrder, (params) => cloud.openapi.logistics.addOrder(params))
