import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import type { Fixtures } from '../state/Fixtures'
import type { Body } from './Behaviour'
import { WeChatError } from './WeChatError'

/** The API that returns a phone number for a code. */
export const PHONE = 'phonenumber.getPhoneNumber'

/** CloudIDs of the local WeChat: `cloudID:oBuyer` is the phone number of that user. */
const PREFIX = 'cloudID:'

/** Whose data is requested. */
export interface Caller {
  appid: string
  /** The user who called the function; undefined without one. */
  openid?: string | undefined
}

/**
 * Returns the body of getOpenData: assumed#cloud-id
 *
 * @throws WeChatError if a CloudID is unknown or of another user
 */
export function getOpenData(fixtures: Fixtures, caller: Caller, list: readonly string[]): Body {
  return { list: list.map((it) => openDataOf(fixtures, caller, it)) }
}

/** Replaces the CloudIDs among the fields of a function's data; one that getOpenData refuses stays as it is: assumed#cloud-id */
export function withOpenData(fixtures: Fixtures, caller: Caller, data: unknown): unknown {
  if (!isObject(data)) return data
  const opened = (value: unknown) => {
    try {
      return openDataOf(fixtures, caller, value)
    } catch {
      return value
    }
  }
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, opened(value)]))
}

/**
 * Returns the body of phonenumber.getPhoneNumber. The code is the openid of a user; any other one means the caller:
 * assumed#phone-code
 *
 * @throws WeChatError if the fixtures have no phone
 */
export function getPhoneNumber(fixtures: Fixtures, { appid, openid }: Caller, { code }: Body): Body {
  const phone_info = code ? (phoneOf(fixtures, appid, code) ?? phoneOf(fixtures, appid, openid)) : undefined
  if (!phone_info) throw new WeChatError(40029, 'invalid code')
  return { errcode: 0, errmsg: 'ok', phone_info }
}

/** Returns what to do if there is no phone number. */
export function noPhone({ openid = 'oBuyer' }: Caller): Message {
  const user = JSON.stringify({ openid, phone: '13800000000' })
  return {
    en: `Only phone numbers of users in the fixtures are simulated; as code use the openid, as CloudID ${PREFIX}OPENID. Add to users of the mini program: ${user}`,
    zh: `只模拟初始数据里用户的手机号：code 用其 openid，CloudID 用 ${PREFIX}OPENID。请在小程序的 users 里添加：${user}`,
  }
}

function openDataOf(fixtures: Fixtures, { appid, openid }: Caller, cloudID: unknown): object {
  const owner = typeof cloudID === 'string' && cloudID.startsWith(PREFIX) ? cloudID.slice(PREFIX.length) : undefined
  const data = phoneOf(fixtures, appid, owner)
  if (!data) throw new WeChatError(-601005, 'invalid cloudID')
  if (openid !== undefined && openid !== owner) throw new WeChatError(-601007, 'cloudID of another user')
  return { cloudID, data }
}

function phoneOf(fixtures: Fixtures, appid: string, openid: unknown): object | undefined {
  for (const user of fixtures.miniProgram(appid)?.users ?? []) {
    if (typeof user === 'string' || user.openid !== openid) continue
    const watermark = { timestamp: Math.floor(Date.now() / 1000), appid }
    return { phoneNumber: user.phone, purePhoneNumber: user.phone, countryCode: '86', watermark }
  }
  return undefined
}
