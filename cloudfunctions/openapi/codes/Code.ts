import { type Message, messageOf, type Pair } from '../messages/Message'

/** What a code means, what usually causes it, and what to do about it. */
export interface Meaning {
  meaning: Message
  cause?: Message
  next?: Message
  /** The call may have taken effect although it failed. The next step is then how to find out. */
  outcomeUnknown?: true
}

export interface Code extends Meaning {
  /** Makes the text of the errMsg, for codes whose own text does not help. */
  remedy?: (api: string, errMsg: string) => string
}

export type Codes = Readonly<Record<number, Code>>

/**
 * Returns an entry of a table of codes.
 *
 * @example
 * code(['invalid URL', 'URL 无效'], ['its path is mistyped', '路径写错'], ['compare it', '核对路径'])
 */
/* @__NO_SIDE_EFFECTS__ */
export function code(meaning: Pair, cause?: Pair, next?: Pair): Code {
  return {
    meaning: messageOf(meaning),
    ...(cause && { cause: messageOf(cause) }),
    ...(next && { next: messageOf(next) }),
  }
}

const UNDOCUMENTED: Meaning = {
  meaning: { en: 'not documented', zh: '文档中没有这个错误码' },
  next: {
    en: 'look the code up at https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html',
    zh: '请查错误码：https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html',
  },
}

/** What a lost response means for a call that only reads. */
export const NOTHING_CHANGED: Message = { en: 'nothing was changed: call again', zh: '没有任何改动，可以直接重试' }

/** What a lost response means for an API that is not known. */
const FIND_OUT: Message = {
  en: 'the outcome is unknown: before you call again, look at the accounts (getAllAccount), the order (getOrder) or the printers (getPrinter)',
  zh: '结果未知：重试之前，先用 getAllAccount（账号）、getOrder（运单）或 getPrinter（打印员）确认是否已生效',
}

/**
 * Returns what a code means in the first of some tables that has it; for an undocumented code, where to look it up.
 *
 * @param ifResponseLost how to find out whether a call of the API took effect
 * @example
 * meaningIn([bindAccount.codes, platformCodes], 9300529).meaning.zh // '账号已绑定过'
 */
export function meaningIn(
  tables: readonly (Codes | undefined)[],
  errCode: number,
  ifResponseLost: Message = FIND_OUT,
): Meaning {
  const { remedy: _, ...meaning }: Code = tables.find((codes) => codes?.[errCode])?.[errCode] ?? UNDOCUMENTED
  return meaning.outcomeUnknown ? { ...meaning, next: ifResponseLost } : meaning
}
