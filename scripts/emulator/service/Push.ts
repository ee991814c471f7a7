import type { pushEvents } from '../state/fixturesSchema'

/** A message of WeChat's own accord (消息推送), to a mini program that did not ask for it. */
export interface Push {
  appid: string
  message: Readonly<Record<string, unknown>> & {
    ToUserName: string
    FromUserName: string
    CreateTime: number
    MsgType: 'event'
    Event: (typeof pushEvents)[number]
  }
}
