import type { LoggedCall } from '../control/CallLog'

/** How many calls the page keeps: as many as `GET /emulator/calls` returns. */
export const MAX_CALLS = 200

/** The last calls, each once, however many come. */
export class CallList {
  /** How many calls have come. */
  seen = 0
  /** By id, the oldest first. */
  private calls = new Map<number, LoggedCall>()

  add(call: LoggedCall): void {
    if (!this.calls.has(call.id)) this.seen++
    this.calls.set(call.id, call)
    const [oldest] = this.calls.keys()
    if (this.calls.size > MAX_CALLS && oldest !== undefined) this.calls.delete(oldest)
  }

  /** Adds fetched calls to those that came while they were fetched. */
  take(fetched: readonly LoggedCall[]): void {
    const all = [...this.calls.values(), ...fetched].sort((a, b) => a.id - b.id)
    this.clear()
    for (const call of all) this.add(call)
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
