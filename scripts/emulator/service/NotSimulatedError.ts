import { type Advice, inLanguage, type Message } from '../../../cloudfunctions/openapi/messages/Message'
import { didYouMean, nameMistake } from '../schemas/apiName'
import { WeChatError } from './WeChatError'

interface Details {
  errcode: number
  /** WeChat's message for the code, which comes first; undefined if the cloud platform responds. */
  said?: string
  /** A response for a stub; undefined if no stub is proposed. */
  answer: object | undefined
  /** What to do instead of a stub (default: as for a binary response, which no stub can give). */
  instead?: Message
  /** What is not simulated, if it is not the whole API. */
  feature?: string
}

/** The response to a call that is not simulated: it says so, and what to do. */
export class NotSimulatedError extends WeChatError {
  /** The same in both languages, for the log. */
  readonly note: Advice

  /** @param api the name that a stub would have */
  constructor(
    api: string,
    private readonly details: Details,
  ) {
    const { errcode, said } = details
    // The name comes from outside.
    const name = api.slice(0, 100)
    const { en, zh, ...code } = wayOut(api, name, details)
    const near = didYouMean(api)
    const what = details.feature ?? name
    const note = {
      en: `${said === undefined ? '' : `${said}: `}${what} is not simulated by the local WeChat${near.en}; ${en}`,
      zh: `本地模拟环境未模拟 ${what}${near.zh}，${zh}`,
      ...code,
    }
    super(errcode, inLanguage('en', note))
    this.note = note
  }

  override toJSON(): { errcode: number; errmsg: string } {
    return this.details.said === undefined ? { errcode: this.errcode, errmsg: this.message } : super.toJSON()
  }
}

function wayOut(api: string, name: string, { answer, instead }: Details): Advice {
  // The stub would be refused.
  if (nameMistake(api) !== undefined) return { en: 'correct the name', zh: '请改正接口名' }
  if (answer === undefined) {
    return (
      instead ?? {
        en: 'its response is binary, which a stub cannot return: replace the call in your test',
        zh: '它的返回是二进制，无法配置模拟返回，请在测试中替换这个调用',
      }
    )
  }
  return {
    en: 'give it a stub in local-wechat.json or by PUT /emulator/stubs:',
    zh: '可在 local-wechat.json 中或用 PUT /emulator/stubs 配置模拟返回：',
    code: JSON.stringify({ api: name, ...(proposals[name] ?? { answer }) }),
  }
}

const ok = { errcode: 0, errmsg: 'ok' }

/** A PNG of one pixel, instead of the image of a code. */
const image = {
  base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  contentType: 'image/png',
}

/** What stubs return that messages propose, for APIs whose callers read more than errcode and errmsg. */
export const proposals: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    [
      ...['wxacode.get', 'wxacode.getUnlimited', 'wxacode.createQRCode'],
      ...['/wxa/getwxacode', '/wxa/getwxacodeunlimit', '/cgi-bin/wxaapp/createwxaqrcode'],
    ].map((api) => [api, image]),
  ),
  'img.aiCrop': {
    answer: {
      ...ok,
      results: [{ crop_left: 0, crop_top: 0, crop_right: 100, crop_bottom: 100 }],
      img_size: { w: 100, h: 100 },
    },
  },
}
