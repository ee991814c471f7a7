import { cloud } from './cloud'

/** Who calls: the ids of one end user, none when the cloud itself calls, and where the call began. */
export interface EndUser {
  ids: readonly string[]
  /** WeChat's chain of sources, `wx_client,scf` for instance; undefined when the platform names none. */
  source: string | undefined
}

/** What getWXContext calls an end user's ids; in the environment they begin with WX_. */
const WX_IDS = ['OPENID', 'FROM_OPENID', 'UNIONID', 'FROM_UNIONID']

/** Variables of users of QQ mini programs and of CloudBase's web SDK (@cloudbase/node-sdk, src/auth/index.ts). */
const OTHER_IDS = ['QQ_OPENID', 'TCB_CUSTOM_USER_ID', 'TCB_UUID']

/**
 * Who calls, from the platform (environment of the call), never from the event, which the caller writes.
 *
 * The environment is read beside getWXContext, which is `{}` when WX_CONTEXT_KEYS is empty, and which makes a number of
 * an all-digit id that two ids may share (wx-server-sdk, src/api/utils/api/getWXContext.ts).
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-sdk-api/utils/Cloud.getWXContext.html
 * @example
 * endUser() // { ids: ['oUfQ5zL...'], source: 'wx_client' }
 */
export function endUser(): EndUser {
  const { env } = process
  const context = cloud.getWXContext?.() ?? {}
  const idOf = (name: string) => env[`WX_${name}`] || text(context[name])
  const ids = [...WX_IDS.map(idOf), ...OTHER_IDS.map((name) => env[name] || text(context[name]))]
  return { ids: ids.filter((id) => id !== undefined), source: env.TCB_SOURCE || text(context.SOURCE) }
}

function text(value: unknown): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value)
}
