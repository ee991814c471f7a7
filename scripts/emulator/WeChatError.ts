import { randomBytes } from 'node:crypto'

/**
 * WeChat's messages as they were seen. Where only the code is documented the message is this project's assumption:
 * 9300529, 9300530, 9300532.
 */
const messages = {
  [-1]: 'system error',
  40097: 'invalid args',
  9300503: 'Specified delivery id is not registerred',
  9300520: 'invalid delivery id',
  9300529: 'biz_id already bind',
  9300530: 'biz_id not exist',
  9300531: 'invalid biz_id or password',
  9300532: 'bind request submitted, under review',
} as const

/** A refusal by WeChat: an errcode and the errmsg that goes with it, which ends in a request id. */
export class WeChatError extends Error {
  constructor(readonly errcode: keyof typeof messages) {
    super(messages[errcode])
  }

  /** The body that WeChat sends, https://developers.weixin.qq.com/community/develop/doc/00022e5d5509006c26d08572d60000 */
  toJSON(): { errcode: number; errmsg: string } {
    return { errcode: this.errcode, errmsg: `${this.message} rid: ${createRid()}` }
  }
}

/** A request id in WeChat's form, `xxxxxxxx-xxxxxxxx-xxxxxxxx`. */
function createRid(): string {
  return Array.from({ length: 3 }, () => randomBytes(4).toString('hex')).join('-')
}
