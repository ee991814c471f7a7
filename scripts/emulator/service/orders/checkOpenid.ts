import type { ApiCall } from '../behaviours/Behaviour'
import { WeChatError } from '../WeChatError'

/**
 * Checks that an openid is a user's of the mini program: any text is one, unless the fixtures list its users. A member is
 * a user too.
 *
 * @throws WeChatError 40003; 9300534, by the newer of two documents "access_token与openid参数不匹配", for another's user
 */
export function checkOpenid({ appid, fixtures, tell }: ApiCall, openid: string): void {
  const others = fixtures.content().miniPrograms.filter((it) => it.appid !== appid)
  const { users, members = {} } = fixtures.miniProgram(appid) ?? {}
  const own = [...(users ?? []), ...Object.values(members).flat()]
  if (openid !== '' && own.includes(openid)) return
  if (openid !== '' && others.some((it) => it.users?.includes(openid))) {
    tell({ en: 'the openid is of a user of another mini program', zh: 'openid 属于另一个小程序' })
    throw new WeChatError(9300534)
  }
  if (openid !== '' && users === undefined) return
  tell(
    openid === ''
      ? { en: 'the openid is missing', zh: '缺少 openid' }
      : { en: 'the openid is none of users in the fixtures', zh: 'openid 不在初始数据的 users 中' },
  )
  throw new WeChatError(40003)
}
