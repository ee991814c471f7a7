import { cloud } from './cloud'

/**
 * The id of the end user who calls: their OPENID, or a web user's id; undefined when the cloud itself calls.
 *
 * It comes from the platform (environment of the call), never from the event, which the caller writes.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-sdk-api/utils/Cloud.getWXContext.html
 * @example
 * const caller = endUser() // 'oUfQ5zL...'
 */
export function endUser(): string | undefined {
  const { OPENID, FROM_OPENID } = cloud.getWXContext?.() ?? {}
  return (
    exact(OPENID, process.env.WX_OPENID) ||
    exact(FROM_OPENID, process.env.WX_FROM_OPENID) ||
    // A user of CloudBase's web SDK (@cloudbase/node-sdk, src/auth/index.ts).
    process.env.TCB_UUID ||
    undefined
  )
}

/** The SDK makes a number of an all-digit id (src/api/utils/api/getWXContext.ts), which two ids may share: read its text. */
function exact(id: string | number | undefined, text: string | undefined): string | undefined {
  return typeof id === 'number' ? (text ?? String(id)) : id
}
