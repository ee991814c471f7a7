import * as v from 'valibot'
import { isEntries, isList, unwrapped } from '../../../cloudfunctions/openapi/apis/schemas'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { snakeCase, toCamelCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { nearest } from '../../../cloudfunctions/openapi/names/nearest'
import { describeIssue } from '../../../cloudfunctions/openapi/params/describeIssue'
import type { Fixtures } from '../state/Fixtures'
import { openidOf } from '../state/fixturesSchema'
import type { Records } from '../state/Records'
import type { Account } from '../state/recordsSchema'
import type { Push } from './pushes'
import { WeChatError } from './WeChatError'

/** The JSON that WeChat returns. */
export type Body = Readonly<Record<string, unknown>>

/** A response that is not JSON. */
export interface Bytes {
  buffer: Buffer
  contentType: string
}

/** One call of an API, whatever its channel. */
export interface ApiCall {
  /** The mini program that calls. */
  appid: string
  wireParams: Readonly<Record<string, unknown>>
  fixtures: Fixtures
  records: Records
  /** The time in seconds, which the clock of payments may be ahead of. */
  now: number
  /** Logs what WeChat's response does not say, without any value of the parameters. */
  log: (why: Message) => void
  /** Sends a push once the changes of the call are stored. Nothing is sent if the call fails. */
  push: (push: Push) => void
}

/** What an API does: returns WeChat's body or throws a WeChatError. It is synchronous. */
export type Behaviour = (call: ApiCall) => Body

/**
 * Returns parameters under our names. Names with capitals are ignored, as users saw over HTTPS, and the log says which name
 * WeChat expects: https://developers.weixin.qq.com/community/develop/doc/000e4eed5bc3607e038bc1b4859400. In cloud calls,
 * wx-server-sdk has converted them before. Null counts as missing: assumed#blank-optional
 */
export function namedParams(params: v.GenericSchema, { wireParams, log }: ApiCall): Record<string, unknown> {
  const ignored = new Set<string>()
  const given: object = JSON.parse(
    JSON.stringify(wireParams, (name, value) => {
      if (!/[A-Z]/.test(name)) return value ?? undefined
      ignored.add(name)
      return undefined
    }),
  )
  const known = ignored.size === 0 ? [] : namesIn(params)
  for (const name of ignored) {
    const near = nearest(name, known)
    if (near === undefined) continue
    const wireName = snakeCase(near)
    log({ en: `${name} is ignored: WeChat expects ${wireName}`, zh: `${name} 不起作用：微信只认 ${wireName}` })
  }
  return toCamelCase({ ...given })
}

/** Returns the names of all parameters, at any depth. */
function namesIn(schema: v.GenericSchema): string[] {
  const inner = unwrapped(schema)
  if (isList(inner)) return namesIn(inner.item)
  if (!isEntries(inner)) return []
  return Object.entries(inner.entries).flatMap(([name, it]) => [name, ...namesIn(it)])
}

/**
 * Refuses a call, and says why: in English and in Chinese.
 *
 * @throws WeChatError
 */
export function refuse({ log }: Pick<ApiCall, 'log'>, errcode: number, en: string, zh: string): never {
  log({ en, zh })
  throw new WeChatError(errcode)
}

/**
 * Validates parameters, and returns them under our names. Types are not converted, unknown names ignored: assumed#wire-types
 *
 * @param api the entry of the registry
 * @throws WeChatError with this errcode (default: 40097, invalid args)
 */
export function read<S extends v.GenericSchema>(
  { params }: { params: S },
  call: ApiCall,
  errcode = 40097,
): v.InferOutput<S> {
  const { success, output, issues } = v.safeParse(params, namedParams(params, call))
  if (success) return output
  const { en, zh } = describeIssue(issues[0], snakeCase).problem
  return refuse(call, errcode, en, zh)
}

/**
 * Checks that an openid is a user of the mini program. If the fixtures do not list its users, any string is one. Members
 * are users too.
 *
 * @throws WeChatError 40003; 9300534 for a user of another mini program, "access_token与openid参数不匹配" in the newer page
 */
export function checkOpenid(call: ApiCall, openid: string): void {
  const { appid, fixtures } = call
  if (openid === '') refuse(call, 40003, 'parameter.openid is missing', '参数 openid 缺失')
  const { users, members = {} } = fixtures.miniProgram(appid) ?? {}
  if ([users ?? [], ...Object.values(members)].flat().map(openidOf).includes(openid)) return
  if (fixtures.content().miniPrograms.some((it) => it.appid !== appid && it.users?.map(openidOf).includes(openid))) {
    refuse(call, 9300534, 'the openid is of a user of another mini program', 'openid 属于另一个小程序')
  }
  if (users) refuse(call, 40003, 'the openid is not in users of the fixtures', 'openid 不在初始数据的 users 中')
}

/**
 * Returns the balance of e-waybills of an account (电子面单余额): the customer's quota_num minus what was used.
 *
 * @example
 * quotaOf(account, fixtures, records) // { quota_num: 99, quota_update_time: 1764000000 }
 */
export function quotaOf(
  { delivery_id, biz_id, create_time }: Omit<Account, 'appid'>,
  fixtures: Fixtures,
  records: Records,
): { quota_num: number; quota_update_time: number } {
  const used = records.quotas.get(delivery_id, biz_id)
  return {
    quota_num: (fixtures.customer(delivery_id, biz_id)?.quota_num ?? 0) - (used?.used ?? 0),
    quota_update_time: used?.update_time ?? create_time,
  }
}
