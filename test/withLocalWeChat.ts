import { createLocalWeChat, type LocalWeChat, type LocalWeChatOptions } from '../scripts/emulator/createLocalWeChat'

/** The document's sample: https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.bindAccount.html */
export const sample = { type: 'bind', password: '123456789123456789', bizId: '123456', deliveryId: 'YUNDA' } as const

/** A local WeChat of its own for each test of a file, with what a test does to it. */
export function withLocalWeChat(options: LocalWeChatOptions = {}) {
  let wechat: LocalWeChat
  beforeEach(async () => {
    wechat = await createLocalWeChat(options)
  })
  afterEach(() => wechat.close())
  return {
    url: (path = '') => `${wechat.url}${path}`,
    /** Calls a function as a user does, or without an openid as the cloud does. */
    callFunction: (name: string, data: unknown, openid?: string): Promise<unknown> =>
      callFunction(wechat.url, name, data, openid),
  }
}

/** `POST /functions/NAME`; the whole answer. */
export async function callFunction(url: string, name: string, data: unknown, openid?: string): Promise<unknown> {
  const response = await fetch(`${url}/functions/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(openid === undefined ? {} : { 'x-wx-openid': openid }) },
    body: JSON.stringify(data),
  })
  return response.json()
}
