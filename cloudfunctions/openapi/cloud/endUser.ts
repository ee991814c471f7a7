import { cloud } from './sdk'

/** Who calls: the ids of one end user, none when the cloud itself calls, and where the call began. */
export interface EndUser {
  ids: readonly string[]
  /** Ids in the environment that the platform does not list for this call: an earlier call's, perhaps. They admit nobody. */
  unlisted: readonly string[]
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
 * The platform adds a call's variables to the environment and takes none away (runtime/nodejs/bootstrap.js in
 * @cloudbase/cli 2.12): those of this call are listed in WX_CONTEXT_KEYS and TCB_CONTEXT_KEYS. getWXContext heeds the
 * first, but makes a number of an all-digit id, which two ids may share (wx-server-sdk, src/api/utils/api/getWXContext.ts).
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-sdk-api/utils/Cloud.getWXContext.html
 * @example
 * endUser() // { ids: ['oUfQ5zL...'], unlisted: [], source: 'wx_client' }
 */
export function endUser(): EndUser {
  const { env } = process
  const { WX_CONTEXT_KEYS: wxKeys, TCB_CONTEXT_KEYS: otherKeys, TCB_SOURCE: source } = env
  const context = cloud.getWXContext?.() ?? {}
  const wxIds = WX_IDS.map((name) => {
    const said = text(context[name])
    return said === undefined && wxKeys !== undefined ? undefined : env[`WX_${name}`] || said
  })
  const isListed = (name: string) => otherKeys === undefined || otherKeys.split(',').includes(name)
  const others = OTHER_IDS.filter((name) => env[name])
  return {
    ids: [...wxIds, ...others.filter(isListed).map((name) => env[name])].filter((id) => id !== undefined),
    unlisted: others.filter((name) => !isListed(name)).map((name) => env[name] ?? ''),
    source: source || text(context.SOURCE),
  }
}

function text(value: unknown): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value)
}
