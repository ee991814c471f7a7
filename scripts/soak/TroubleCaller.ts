import { setTimeout as sleep } from 'node:timers/promises'
import type { Caller } from './Caller'
import type { Client } from './Client'
import type { Tally } from './Tally'
import type { Trouble } from './troubles'

/** What each function is asked for, and what it returns if it comes to that. */
const CALLS: readonly { name: Trouble; event: object; returns?: string }[] = [
  { name: 'block', event: {} },
  { name: 'flood', event: {}, returns: 'flooded' },
  { name: 'flood', event: { forever: true } },
  { name: 'fork', event: {}, returns: 'forked' },
  { name: 'fork', event: { detached: true }, returns: 'forked' },
  { name: 'fork', event: { exit: true } },
  { name: 'crash', event: { how: 'exit' } },
  { name: 'crash', event: { how: 'abort' } },
  { name: 'crash', event: { how: 'throw' } },
]

/** Else nothing but trouble would run. */
const MAX_PAUSE_MS = 1000

const ENDED = -504002
const TIMED_OUT = -504003

/** Calls functions that block, flood, fork and crash. */
export class TroubleCaller implements Caller {
  constructor(
    private readonly client: Client,
    private readonly tally: Tally,
  ) {}

  async call(): Promise<void> {
    const wanted = CALLS[Math.floor(Math.random() * CALLS.length)]
    if (wanted === undefined) return
    const { name, event, returns } = wanted
    await sleep(Math.random() * MAX_PAUSE_MS)
    const { errCode, result } = await this.client.callFunction(name, event)
    if (errCode === undefined && result === undefined) this.tally.unknown++
    else if (errCode !== ENDED && errCode !== TIMED_OUT && (returns === undefined || result !== returns)) {
      this.tally.disagreements.push(`${name} ${JSON.stringify(event)}: answered ${JSON.stringify({ errCode, result })}`)
    }
  }

  /** It keeps nothing. */
  disagreements(): string[] {
    return []
  }
}
