/**
 * The documentation's sample:
 * https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.bindAccount.html
 */
import cloud from 'wx-server-sdk'

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

export async function main(event: { type: 'bind' | 'unbind'; bizId: string; deliveryId: string; password: string }) {
  try {
    return await cloud.openapi.logistics.bindAccount({
      type: event.type,
      bizId: event.bizId,
      deliveryId: event.deliveryId,
      password: event.password,
    })
  } catch (error) {
    return error
  }
}
