import { isApiName } from '../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { inBoth, type Message } from '../../../cloudfunctions/openapi/messages/Message'
import { type Line, lineIn } from '../system/system'

/** What the log says about every call. */
export interface LoggedOutcome {
  /** The request id, of which the log shows the start; the channel for a call without one. */
  id: string
  /** The function or the API. */
  name: string
  /** Undefined for a result without an errCode. */
  errCode: number | undefined
  ms: number
  /** What is appended; what is missing is left out. */
  more?: readonly (Line | false | undefined)[]
}

/**
 * Returns the log line of a call.
 *
 * @example
 * callLine({ id: '3fa9c1d2-7c4e-4b0a-9d43-1f2e3d4c5b6a', name: 'bindAccount', errCode: 0, ms: 35 }).en
 * // '12:00:01 3fa9c1d2 bindAccount 0 35 ms'
 */
export function callLine({ id, name, errCode, ms, more = [] }: LoggedOutcome): Message {
  const start = `${linePrefix(id)} ${name} ${errCode ?? 'ok'} ${ms} ms`
  return inBoth((language) => {
    const texts = more.map((it) => it && lineIn(language, it)).filter(Boolean)
    return texts.length > 0 ? `${start}: ${texts.join(' ')}` : start
  })
}

/** Returns the log line of what a function prints during a call. */
export function outputLine(id: string, text: string): string {
  return `${linePrefix(id)} | ${text}`
}

/** Returns the local time and the start of an id. */
function linePrefix(id: string): string {
  const now = new Date()
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map((it) => String(it).padStart(2, '0')).join(':')
  return `${time} ${id.slice(0, 8).padEnd(8)}`
}

/**
 * Checks whether a printed line is what a function of this project logs about a call that succeeded
 * (cloudfunctions/openapi/cloud/cloudFunction.ts). The log need not show it: the line of the call itself says the same.
 *
 * @param requestId the request during which the line was printed
 */
export function isOwnLogLine(line: string, requestId: string): boolean {
  if (!line.startsWith('{"api":"')) return false
  try {
    const it: unknown = JSON.parse(line)
    return (
      isApiName(String(readProperty(it, 'api'))) &&
      readProperty(it, 'errCode') === 0 &&
      readProperty(it, 'requestId') === requestId &&
      readProperty(it, 'late') === undefined
    )
  } catch {
    return false
  }
}
