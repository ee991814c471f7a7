import { setTimeout as sleep } from 'node:timers/promises'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import type { Document } from '../emulator/database/Documents'
import type { RecordsData } from '../emulator/state/recordsSchema'
import type { Possible } from './Possible'

/** The records at the end. */
export interface RecordsOnDisk extends RecordsData {
  /** The documents of the collection that documentCaller uses. */
  notes: readonly Document[]
}

/** Calls the local WeChat again and again, and knows what the responses mean for its records. */
export interface Caller {
  call(): Promise<void>
  /** Returns how the records contradict the responses. */
  disagreements(records: RecordsOnDisk): string[]
}

/** Pause after a lost response, in milliseconds: the local WeChat is being restarted. */
const LOST_PAUSE_MS = 100

/** Calls the local WeChat, and counts the calls and what is wrong with the responses. */
export class Client {
  calls = 0
  /** Calls without a response: the local WeChat was killed, or was not running. */
  lost = 0
  /** Calls without a response, or with the failure of a function: they may have taken effect or not. */
  unknown = 0
  /** Responses about documents. */
  documents = 0
  readonly disagreements: string[] = []

  constructor(private readonly url: string) {}

  /** Calls a function. Both results are undefined if the response is lost. */
  async callFunction(name: string, data: object): Promise<{ errCode: unknown; result: unknown }> {
    const answer = await this.request('POST', `/functions/${name}`, data)
    const result = readProperty(answer, 'result')
    return { errCode: readProperty(answer, 'errCode') ?? readProperty(result, 'errCode'), result }
  }

  /** @returns the response of a path of the local WeChat; undefined if it is lost */
  async request(method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> {
    this.calls++
    try {
      const response = await fetch(`${this.url}${path}`, {
        method,
        ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      return await response.json()
    } catch {
      this.lost++
      await sleep(LOST_PAUSE_MS)
      return undefined
    }
  }

  /**
   * Compares a response with the possible states of a record.
   *
   * @param response undefined if the call may have taken effect or not
   */
  check<S>(name: string, possible: Possible<S>, call: (state: S) => Effect<S>[], response: unknown): void {
    const before = JSON.stringify(possible.states)
    if (response === undefined) this.unknown++
    if (!possible.narrow(call, response))
      this.disagreements.push(`${name}: returned ${response}, not possible for ${before}`)
  }
}

type Effect<S> = ReturnType<Parameters<Possible<S>['narrow']>[0]>[number]

/** Returns WeChat's error code; undefined if the platform or the function failed. */
export function wechatCode(errCode: unknown): number | undefined {
  return typeof errCode === 'number' && errCode >= 0 ? errCode : undefined
}

export function pick<T>(list: readonly T[]): T | undefined {
  return list[Math.floor(Math.random() * list.length)]
}
