import { setTimeout as sleep } from 'node:timers/promises'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import type { Tally } from './Tally'

/** What came of a call; neither where its answer was lost. */
export interface Answer {
  errCode: unknown
  result: unknown
}

/** Until it is started again. */
const LOST_PAUSE_MS = 100

/** Calls the local WeChat and counts the calls. */
export class Client {
  constructor(
    private readonly url: string,
    private readonly tally: Tally,
  ) {}

  /** Calls a function; the errCode is the platform's or, where there is a result, that of the result. */
  async callFunction(name: string, data: object): Promise<Answer> {
    const answer = await this.request('POST', `/functions/${name}`, data)
    const result = readProperty(answer, 'result')
    return { errCode: readProperty(answer, 'errCode') ?? readProperty(result, 'errCode'), result }
  }

  /** What a path of the local WeChat answers; undefined where the answer was lost. */
  async request(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    this.tally.calls++
    try {
      const response = await fetch(`${this.url}${path}`, {
        method,
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      return await response.json()
    } catch {
      this.tally.lost++
      await sleep(LOST_PAUSE_MS)
      return undefined
    }
  }
}
