/** What the log says of every call. */
export interface LoggedAnswer {
  /** The request's id, of which the start is shown; or, where a call has none, the channel that it came through. */
  id: string
  /** The function, or the API. */
  name: string
  /** Undefined where the result has none. */
  errCode: number | undefined
  ms: number
  /** What more is to be said. */
  more?: string
}

/**
 * The line of a call in the log.
 *
 * @example
 * callLine({ id: '3fa9c1d2-7c4e-4b0a-9d43-1f2e3d4c5b6a', name: 'bindAccount', errCode: 0, ms: 35 })
 * // '12:00:01 3fa9c1d2 bindAccount 0 35 ms'
 */
export function callLine({ id, name, errCode, ms, more }: LoggedAnswer): string {
  return `${timeOfDay()} ${shortId(id)} ${name} ${errCode ?? 'ok'} ${ms} ms${more ? `: ${more}` : ''}`
}

/** The line of what a function prints in a call. */
export function outputLine(id: string, text: string): string {
  return `${timeOfDay()} ${shortId(id)} | ${text}`
}

function shortId(id: string): string {
  return id.slice(0, 8).padEnd(8)
}

/** As the clock on the wall shows it. */
function timeOfDay(): string {
  const now = new Date()
  return [now.getHours(), now.getMinutes(), now.getSeconds()].map((it) => String(it).padStart(2, '0')).join(':')
}
