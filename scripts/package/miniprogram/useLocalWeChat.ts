/**
 * Redirects wx.cloud.callFunction to a local WeChat while a mini program runs in the developer tools. A file of wx-logistics
 * to copy beside app.js:
 *
 *     const { useLocalWeChat } = require('./useLocalWeChat.js')
 *
 *     App({
 *       onLaunch() {
 *         wx.cloud.init()
 *         useLocalWeChat({ openid: 'oAdmin' })
 *       },
 *     })
 *
 * Not tried in the developer tools themselves (assumed#simulator): wx.cloud.callFunction can be replaced, and wx.request
 * reaches this machine if domains are not checked (不校验合法域名, `urlCheck: false`).
 */

interface Call {
  name: string
  data?: object
  success?: (result: object) => void
  fail?: (error: Error) => void
  complete?: (outcome: object) => void
}

interface CallAnswer {
  errCode?: number
  errMsg?: string
}

declare const wx: {
  cloud: object
  getDeviceInfo?: () => { platform: string }
  getSystemInfoSync: () => { platform: string }
  request: (options: {
    url: string
    method: 'POST'
    header: Record<string, string>
    data: string
    success: (response: { data: CallAnswer | string | null }) => void
    fail: (error: { errMsg: string }) => void
  }) => void
}

/**
 * Makes wx.cloud.callFunction call the functions of a local WeChat, with the same results and errors. Does nothing outside
 * of the developer tools, for example on a phone.
 *
 * @param options.url the address of the local WeChat (default: http://127.0.0.1:8787)
 * @param options.openid the user who calls (default: a visitor who has not logged in)
 */
export function useLocalWeChat(options: { url?: string | undefined; openid?: string | undefined } = {}): void {
  const { platform } = wx.getDeviceInfo ? wx.getDeviceInfo() : wx.getSystemInfoSync()
  if (platform !== 'devtools') return
  const url = (options.url || 'http://127.0.0.1:8787').replace(/\/$/, '')
  // The parameters of calls may be secret.
  if (!/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(url)) throw new Error(`${url} is not a local WeChat`)
  const header: Record<string, string> = { 'content-type': 'application/json', 'x-wx-source': 'wx_client' }
  if (options.openid) header['x-wx-openid'] = options.openid

  const send = ({ name, data = {} }: Call) =>
    new Promise<object>((resolve, reject) => {
      wx.request({
        url: `${url}/functions/${encodeURIComponent(name)}`,
        method: 'POST',
        header,
        data: JSON.stringify(data),
        success: (response) => {
          const answer = typeof response.data === 'object' && response.data ? response.data : {}
          if (answer.errCode !== undefined) reject(failure(answer.errCode, String(answer.errMsg)))
          else if (answer.errMsg === 'cloud.callFunction:ok') resolve(answer)
          else reject(failure(-1, `cloud.callFunction:fail the server at ${url} is not a local WeChat`))
        },
        fail: (error) => {
          const start = `no local WeChat responds at ${url}: start it with npx wx-logistics start`
          reject(failure(-1, `cloud.callFunction:fail ${start} (${error.errMsg})`))
        },
      })
    })

  const callFunction = (call: Call) => {
    const { success, fail, complete } = call
    const answered = send(call)
    if (!success && !fail && !complete) return answered
    answered.then(
      (result) => {
        if (success) success(result)
        if (complete) complete(result)
      },
      (error) => {
        if (fail) fail(error)
        if (complete) complete(error)
      },
    )
    return undefined
  }
  Object.defineProperty(wx.cloud, 'callFunction', { configurable: true, writable: true, value: callFunction })
  console.info(`wx.cloud.callFunction calls the local WeChat at ${url}`)
}

/** Returns an error like those of wx.cloud.callFunction. */
function failure(errCode: number, errMsg: string): Error {
  return Object.assign(new Error(errMsg), { errCode, errMsg })
}
