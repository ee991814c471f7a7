import { createLocalWeChat, type LocalWeChat, type LocalWeChatOptions } from '../../scripts/emulator/createLocalWeChat'

/** The document's sample: https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.bindAccount.html */
export const sample = { type: 'bind', password: '123456789123456789', bizId: '123456', deliveryId: 'YUNDA' } as const

/** A local WeChat of its own for each test of a file, with what a test does to it. */
export function withLocalWeChat(options: LocalWeChatOptions = {}) {
  let wechat: LocalWeChat
  beforeEach(async () => {
    wechat = await createLocalWeChat(options)
  })
  afterEach(() => wechat.close())
  const https = async (method: string, path: string, body?: string): Promise<unknown> => {
    const response = await fetch(`${wechat.url}${path}`, { method, ...(body !== undefined && { body }) })
    return response.json()
  }
  return {
    url: (path = '') => `${wechat.url}${path}`,
    /** Calls a function as a user does, or without an openid as the cloud does. */
    callFunction: (name: string, data: unknown, openid?: string): Promise<unknown> =>
      callFunction(wechat.url, name, data, openid),
    /** One request of api.weixin.qq.com. */
    https,
    /** An access_token of the default mini program. */
    async token(): Promise<string> {
      const secret = 'appid=wx0000000000000000&secret=local-secret'
      return Object(await https('GET', `/cgi-bin/token?grant_type=client_credential&${secret}`)).access_token
    },
    /** `/emulator/...` */
    async control(method: string, path: string, body?: unknown) {
      const response = await fetch(`${wechat.url}/emulator/${path}`, {
        method,
        ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      })
      return { status: response.status, body: Object(await response.json()) }
    },
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
