/** A text for people, in both languages. */
export interface Text {
  en: string
  zh: string
}

/** What a code means, what usually causes it, and what to do about it. */
export interface Meaning {
  meaning: Text
  cause?: Text
  next?: Text
  /** The call may have taken effect although it failed. */
  outcomeUnknown?: true
}

export interface Code extends Meaning {
  /** Makes the text of the errMsg, for codes whose own text does not help. */
  remedy?: (api: string, errMsg: string) => string
}

export type Codes = Readonly<Record<number, Code>>

const UNDOCUMENTED: Meaning = {
  meaning: { en: 'not documented', zh: '文档中没有这个错误码' },
  next: {
    en: 'look the code up at https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html',
    zh: '请查错误码：https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html',
  },
}

/**
 * Returns what a code means in the first of some tables that has it; for an undocumented code, where to look it up.
 *
 * @example
 * meaningIn([bindAccount.codes, platformCodes], 9300529).meaning.zh // '账号已绑定过'
 */
export function meaningIn(tables: readonly (Codes | undefined)[], errCode: number): Meaning {
  const { remedy: _, ...meaning }: Code = tables.find((codes) => codes?.[errCode])?.[errCode] ?? UNDOCUMENTED
  return meaning
}
