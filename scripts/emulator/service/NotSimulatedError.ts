import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { didYouMean, nameMistake } from '../schemas/apiName'
import { WeChatError } from './WeChatError'

interface Details {
  errcode: number
  /** WeChat's message for the code, which comes first; undefined if the cloud platform responds. */
  said?: string
  /** A response for a stub; undefined if the response is binary and no stub can give it. */
  answer: object | undefined
  /** What is not simulated, if it is not the whole API. */
  feature?: string
}

/** The response to a call that is not simulated: it says so, and what to do. */
export class NotSimulatedError extends WeChatError {
  /** The same in Chinese, for the log. */
  readonly note: string

  /** @param api the name that a stub would have */
  constructor(
    api: string,
    private readonly details: Details,
  ) {
    const { errcode, said } = details
    // The name comes from outside.
    const name = api.slice(0, 100)
    const { en, zh } = wayOut(api, name, details)
    const near = didYouMean(api)
    const what = `${details.feature ?? name} is not simulated by the local WeChat${near.en}; ${en}`
    super(errcode, said === undefined ? what : `${said}: ${what}`)
    this.note = `本地模拟环境未模拟此接口${near.zh}，${zh}`
  }

  override toJSON(): { errcode: number; errmsg: string } {
    return this.details.said === undefined ? { errcode: this.errcode, errmsg: this.message } : super.toJSON()
  }
}

function wayOut(api: string, name: string, { answer }: Details): Message {
  // The stub would be refused.
  if (nameMistake(api) !== undefined) return { en: 'correct the name', zh: '请改正接口名' }
  if (answer === undefined) {
    return {
      en: 'its response is binary, which a stub cannot return: replace the call in your test',
      zh: '其应答为二进制，无法给出固定应答，请在测试中替换这个调用',
    }
  }
  const stub = JSON.stringify({ api: name, answer })
  return {
    en: `give it a stub in local-wechat.json or by PUT /emulator/stubs: ${stub}`,
    zh: `可在 local-wechat.json 中或用 PUT /emulator/stubs 给出固定应答：${stub}`,
  }
}
