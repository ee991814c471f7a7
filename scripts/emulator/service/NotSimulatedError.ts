import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import { didYouMean, nameMistake } from '../state/nameMistake'
import { WeChatError } from './WeChatError'

/** What stands before the sentence, as WeChat or an SDK has it. */
interface Refusal {
  errcode: number
  /** WeChat's own words for the code; none where it is the cloud platform that refuses. */
  said?: string
  /** What a stub may answer; undefined where none can. */
  answer: object | undefined
}

/** What is asked for is not simulated here; it says so, and what to do. */
export class NotSimulatedError extends WeChatError {
  /** The same in Chinese, for the log. */
  readonly note: string

  /**
   * @param api by which a stub would name it
   * @param refusal the code, and what more
   */
  constructor(
    api: string,
    private readonly refusal: Refusal,
  ) {
    const { errcode, said } = refusal
    const name = shortened(api)
    const { en, zh } = wayOut(api, name, refusal)
    const what = `${name} is not simulated by the local WeChat${didYouMean(api)}; ${en}`
    super(errcode, said === undefined ? what : `${said}: ${what}`)
    this.note = `本地模拟环境未模拟此接口，${zh}`
  }

  override toJSON(): { errcode: number; errmsg: string } {
    return this.refusal.said === undefined ? { errcode: this.errcode, errmsg: this.message } : super.toJSON()
  }
}

function wayOut(api: string, name: string, { answer }: Refusal): Text {
  // A stub of that name would be refused.
  if (nameMistake(api) !== undefined) return { en: 'correct the name', zh: '请改正接口名' }
  if (answer === undefined) {
    return {
      en: 'its answer is binary, so that no stub can give it: replace the call in your test',
      zh: '其应答为二进制，无法用 stub 给出，请在测试中替换该调用',
    }
  }
  const stub = JSON.stringify({ api: name, answer })
  return {
    en: `give it a stub in local-wechat.json or by PUT /emulator/stubs: ${stub}`,
    zh: '可用 stub 给出固定应答',
  }
}

/** A name comes from outside and may be of any length. */
function shortened(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}...` : name
}
