import { meaningOf } from '../../../cloudfunctions/openapi/apis/meaningOf'
import type { Meaning } from '../../../cloudfunctions/openapi/codes/Code'
import { messageOf, type Pair } from '../../../cloudfunctions/openapi/messages/Message'

const IN_NOTE: Pair = ['the note of the API call says which', '见接口调用的说明']

/** The one cause that a code has here, where the usual causes and advice are those of production. */
const CAUSES: Readonly<Record<number, Pair>> = {
  40001: [
    'not issued since the last start or reset, or replaced by a newer one',
    '不是上次启动或重置后签发的，或已被新的取代',
  ],
  40013: ['the fixtures have no mini program with this appid', '初始数据里没有这个 AppID 的小程序'],
  40097: IN_NOTE,
  40125: ['the mini program has another secret in the fixtures', '初始数据里该小程序的 secret 不同'],
  42001: ['its lifetime is over', '已过有效期'],
  9300501: IN_NOTE,
  9300531: IN_NOTE,
  [-504002]: ['the errMsg says why', '原因见 errMsg'],
  [-504003]: [
    'the time limit: timeout in config.json, or --time-limit',
    '时限：config.json 的 timeout，或 --time-limit',
  ],
}

/** Returns what a code means in a call of the local WeChat. */
export function localMeaningOf(errCode: number, api?: string): Meaning {
  const known = CAUSES[errCode]
  const { next, ...usual } = meaningOf(errCode, api)
  return known
    ? { ...usual, cause: messageOf(known), ...(usual.outcomeUnknown && next && { next }) }
    : { ...usual, ...(next && { next }) }
}
