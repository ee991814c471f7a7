import { type ApiCall, behaviours } from './apis'
import type { State } from './State'
import { WeChatError } from './WeChatError'

/** The service behind both doors: what is bound by a cloud call is seen by an HTTPS call. */
export class WeChat {
  constructor(
    private readonly state: State,
    private readonly log: (line: string) => void,
  ) {}

  /** Whether an API exists. */
  knows(api: string): boolean {
    return Object.hasOwn(behaviours, api)
  }

  /**
   * Answers a call with WeChat's body; a change that it made is on disk by then.
   *
   * @param api the dotted name of an API that exists
   * @param call the mini program that calls and what it sent
   */
  call(api: string, call: Omit<ApiCall, 'state'>): Readonly<Record<string, unknown>> {
    try {
      return behaviours[api]?.({ ...call, state: this.state }) ?? {}
    } catch (error) {
      if (error instanceof WeChatError) return error.toJSON()
      this.log(`${api}: ${String(error)}`)
      return new WeChatError(-1).toJSON()
    }
  }
}
