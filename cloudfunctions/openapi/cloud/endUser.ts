import { cloud } from './sdk'

/** Who calls: the ids of an end user (none if the cloud itself calls), and where the call started. */
export interface EndUser {
  ids: readonly string[]
  /** Ids in the environment that the platform does not list for this call. They may be from an earlier call and admit nobody. */
  unlisted: readonly string[]
  /** WeChat's chain of sources, such as `wx_client,scf`; undefined if the platform names none. */
  source: string | undefined
}

/** The names of an end user's ids in getWXContext. In the environment they start with WX_. */
const WX_IDS = ['OPENID', 'FROM_OPENID', 'UNIONID', 'FROM_UNIONID']

/** Variables of users of QQ mini programs and of CloudBase's web SDK (@cloudbase/node-sdk, src/auth/index.ts). */
const OTHER_IDS = ['QQ_OPENID', 'TCB_CUSTOM_USER_ID', 'TCB_UUID']

/**
 * Returns who calls, as the platform says (environment of the call), never as the event says, which the caller writes.
 *
 * The platform adds a call's variables to the environment and removes none (runtime/nodejs/bootstrap.js in
 * @cloudbase/cli 2.12): those of this call are listed in WX_CONTEXT_KEYS and TCB_CONTEXT_KEYS. getWXContext respects the
 * first, but makes a number of an all-digit id, which may be equal for two ids (wx-server-sdk, src/api/utils/api/getWXContext.ts).
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-sdk-api/utils/Cloud.getWXContext.html
 * @example
 * endUser() // { ids: ['oUfQ5zL...'], unlisted: [], source: 'wx_client' }
 */
export function endUser(): EndUser {
  const { env } = process
  const { WX_CONTEXT_KEYS: wxKeys, TCB_CONTEXT_KEYS: otherKeys, TCB_SOURCE: source } = env
  const context = cloud.getWXContext?.() ?? {}
  const ids: string[] = []
  const unlisted: string[] = []
  for (const name of WX_IDS) {
    const listed = text(context[name])
    if (listed === undefined && wxKeys !== undefined) continue
    const id = env[`WX_${name}`] || listed
    if (id !== undefined) ids.push(id)
  }
  for (const name of OTHER_IDS) {
    const id = env[name]
    if (!id) continue
    const isListed = otherKeys === undefined || otherKeys.split(',').includes(name)
    if (isListed) ids.push(id)
    else unlisted.push(id)
  }
  return { ids, unlisted, source: source || text(context.SOURCE) }
}

function text(value: unknown): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value)
}
