import { setTimeout as sleep } from 'node:timers/promises'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'

/** Pause after a lost response, in milliseconds: the local WeChat is being restarted. */
const LOST_PAUSE_MS = 100
/** Pause after a call that may yet take effect, in milliseconds: a function that ran out of time has sent its request. */
const LATE_MS = 1000

/** Calls the local WeChat, and counts the calls and the responses. */
export class Client {
  readonly happened = { calls: 0, responses: 0 }

  constructor(private readonly url: string) {}

  /** @returns the response of a path; undefined if it is lost: the local WeChat was killed, or was not running */
  async request(path: string, body?: object): Promise<unknown> {
    this.happened.calls++
    try {
      const headers = { 'content-type': 'application/json' }
      const init = body && { method: 'POST', headers, body: JSON.stringify(body) }
      const answer = await (await fetch(`${this.url}${path}`, init)).json()
      this.happened.responses++
      return answer
    } catch {
      return sleep(LOST_PAUSE_MS)
    }
  }

  /** @returns the result of a function; undefined if the call may have taken effect or not */
  async callFunction(name: string, data: object): Promise<unknown> {
    const result = readProperty(await this.request(`/functions/${name}`, data), 'result')
    return Number(readProperty(result, 'errCode')) < 0 ? sleep(LATE_MS) : result
  }
}

/** Returns an item of a list that is not empty, at random. */
export function pick<T>(list: readonly T[]): T {
  return list.reduce((picked, item, at) => (Math.random() * (at + 1) < 1 ? item : picked))
}
