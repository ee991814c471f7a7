import { meaningOf } from '../../../cloudfunctions/openapi/apis/meaningOf'
import type { Meaning } from '../../../cloudfunctions/openapi/codes/Code'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'

/** What to do where the usual advice needs the real WeChat: its console, or its community, which needs a real rid. */
const NEXT: Readonly<Record<number, Message>> = {
  40097: { en: 'rule out each of these causes', zh: '逐项排除这些原因' },
  [-504002]: { en: 'look at the log of the function', zh: '查看云函数的日志' },
}

/** Returns what a code means in a call of the local WeChat. */
export function localMeaningOf(errCode: number, api?: string): Meaning {
  const next = NEXT[errCode]
  return { ...meaningOf(errCode, api), ...(next && { next }) }
}
