import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { createLocalWeChat, type LocalWeChat, type LocalWeChatOptions } from '../../scripts/emulator/createLocalWeChat'
import { callFunction } from './callFunction'
import { controlOf } from './controlOf'

export { callFunction } from './callFunction'

/** The document's sample: https://developers.weixin.qq.com/miniprogram/dev/api-backend/open-api/express/by-business/logistics.bindAccount.html */
export const sample = { type: 'bind', password: '123456789123456789', bizId: '123456', deliveryId: 'YUNDA' } as const

/**
 * Starts one local WeChat for all tests of the file or the describe block, and resets it before each. Returns
 * functions that use it.
 *
 * @param options options, or a function that returns them just before the start
 */
export function withLocalWeChat(options: LocalWeChatOptions | (() => LocalWeChatOptions) = {}) {
  let wechat: LocalWeChat
  const control = controlOf(() => wechat.url)
  beforeAll(async () => {
    const given = typeof options === 'function' ? options() : options
    // The functions of tests load wx-server-sdk by its path in this repository.
    wechat = await createLocalWeChat({ allowUndeclared: true, ...given })
  })
  beforeEach(() => control('POST', 'reset'))
  afterAll(() => wechat.close())
  const https = async (method: string, path: string, body?: string): Promise<unknown> => {
    const response = await fetch(`${wechat.url}${path}`, { method, ...(body !== undefined && { body }) })
    return response.json()
  }
  return {
    url: (path = '') => `${wechat.url}${path}`,
    endpoints: () => wechat.endpoints,
    /** Allows cloud calls from programs that are not functions. */
    ticket: () => wechat.ticket,
    /** Calls a function as a user, or as the cloud if there is no openid. */
    callFunction: (name: string, data: unknown, openid?: string): Promise<unknown> =>
      callFunction(wechat.url, name, data, openid),
    /** Sends a request to a path of api.weixin.qq.com. */
    https,
    /** Returns an access_token of the default mini program. */
    async token(): Promise<string> {
      const secret = 'appid=wx0000000000000000&secret=local-secret'
      const answer = await https('GET', `/cgi-bin/token?grant_type=client_credential&${secret}`)
      return String(readProperty(answer, 'access_token'))
    },
    /** Sends a request to `/emulator/...`. */
    control,
  }
}
