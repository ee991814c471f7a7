import { randomBytes } from 'node:crypto'
import { errorMessages } from './errorMessages'

/** A refusal by WeChat: an errcode and the errmsg that goes with it, which ends in a request id. */
export class WeChatError extends Error {
  /**
   * @param errcode WeChat's number
   * @param message for a code that has none in errorMessages.ts
   * @param more what the body says beside them: why a courier refused, for instance
   */
  constructor(
    readonly errcode: number,
    message = errorMessages[errcode] ?? 'error',
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
  }

  /** The body that WeChat sends, https://developers.weixin.qq.com/community/develop/doc/00022e5d5509006c26d08572d60000 */
  toJSON(): Readonly<Record<string, unknown>> & { errcode: number; errmsg: string } {
    return { errcode: this.errcode, errmsg: `${this.message} rid: ${createRid()}`, ...this.more }
  }
}

/** A request id in WeChat's form, `xxxxxxxx-xxxxxxxx-xxxxxxxx`. */
function createRid(): string {
  return Array.from({ length: 3 }, () => randomBytes(4).toString('hex')).join('-')
}
