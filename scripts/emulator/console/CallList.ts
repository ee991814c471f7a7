import type { LoggedCall } from '../control/CallLog'

/** A page that is left open keeps no more. */
export const MAX_CALLS = 1000

/** The last calls as a page keeps them: each once, few of them, however many come. */
export class CallList {
  /** How many have come. */
  seen = 0
  /** By their numbers, the oldest first. */
  private calls = new Map<number, LoggedCall>()

  add(call: LoggedCall): void {
    if (!this.calls.has(call.id)) this.seen++
    this.calls.set(call.id, call)
    const [oldest] = this.calls.keys()
    if (this.calls.size > MAX_CALLS && oldest !== undefined) this.calls.delete(oldest)
  }

  /** Takes those that were fetched; what has come by itself in the meantime is not among them, or is the same. */
  take(fetched: readonly LoggedCall[]): void {
    const came = [...this.calls.values()]
    const known = new Set(fetched.map(({ id }) => id))
    this.calls = new Map()
    this.seen = 0
    for (const call of [...fetched, ...came.filter(({ id }) => !known.has(id))].sort((a, b) => a.id - b.id)) {
      this.add(call)
    }
  }

  addLine({ id, text }: { id: number; text: string }): void {
    const call = this.calls.get(id)
    if (call) this.calls.set(id, { ...call, lines: [...(call.lines ?? []), text] })
  }

  clear(): void {
    this.calls.clear()
    this.seen = 0
  }

  newestFirst(): LoggedCall[] {
    return [...this.calls.values()].reverse()
  }
}
