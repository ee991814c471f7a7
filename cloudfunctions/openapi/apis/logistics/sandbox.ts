/**
 * The courier and the customer code of WeChat's sandbox.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/platform-capabilities/industry/express/business/express_sanbox.html
 */
export const sandbox = { deliveryId: 'TEST', bizId: 'test_biz_id' } as const
