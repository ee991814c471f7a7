import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RecordsData } from '../emulator/state/recordsSchema'

const DELIVERED = / push call add_express_path: 0 .*\(answered "([^"]+)"\)$/

/** How often the local WeChat sends a push that fails. */
const ATTEMPTS = 4
/** The longest time that all attempts take, in milliseconds: pauses of 1, 2 and 4 s, and four calls on a busy machine. */
const ALL_ATTEMPTS_MS = 15_000

/** Compares movements of orders, `ORDER#STATIONS`, with their pushes. */
export class PushLog {
  private readonly moved = new Map<string, number>()
  private readonly delivered: string[] = []

  /** @param path of the file to which the function appends the pushes that it receives */
  constructor(private readonly path: string) {}

  /** Reads a line of the local WeChat's log. Lines may be missing. */
  read(line: string): void {
    const [, name] = DELIVERED.exec(line) ?? []
    if (name !== undefined) this.delivered.push(name)
  }

  /** Adds a movement that must be pushed, because it was acknowledged. */
  expect(name: string): void {
    this.moved.set(name, Date.now())
  }

  counts(): { delivered: number; repeated: number; givenUp: number } {
    const { delivered, failed } = this.attempts()
    const times = [...failed.values()]
    return {
      delivered: delivered.size,
      repeated: times.reduce((sum, it) => sum + it, 0),
      givenUp: times.filter((it) => it >= ATTEMPTS).length,
    }
  }

  /**
   * Waits until all expected pushes were sent, or the time for them is over.
   *
   * @param since when the last local WeChat started; the pushes of an earlier one stopped with it
   */
  async settle(since: number): Promise<void> {
    const until = Date.now() + ALL_ATTEMPTS_MS
    while (this.notPushed(since).length > 0 && Date.now() < until) await sleep(100)
  }

  /**
   * Returns what is wrong with the pushes.
   *
   * @param records at the end
   * @param since as in settle
   */
  disagreements({ orders }: RecordsData, since: number): string[] {
    const { delivered, failed } = this.attempts()
    const stations = new Map(orders.map((it) => [it.order_id, it.path_item_list.length]))
    const isThere = (name: string) => {
      const [orderId = '', count] = name.split('#')
      return (stations.get(orderId) ?? 0) >= Number(count)
    }
    return [
      ...this.delivered
        .filter((name, at) => this.delivered.indexOf(name) !== at)
        .map((name) => `${name}: pushed again after it was delivered`),
      ...[...delivered, ...failed.keys()]
        .filter((name) => !isThere(name))
        .map((name) => `${name}: pushed, but not on disk`),
      ...this.notPushed(since).map((name) => `${name}: acknowledged, but not pushed`),
    ]
  }

  /** Returns the movements that were neither delivered nor given up. */
  private notPushed(since: number): string[] {
    const { delivered, failed } = this.attempts()
    return [...this.moved]
      .filter(([name, at]) => at > since && !delivered.has(name) && (failed.get(name) ?? 0) < ATTEMPTS)
      .map(([name]) => name)
  }

  /** Reads what the function has written. */
  private attempts(): { delivered: Set<string>; failed: Map<string, number> } {
    const delivered = new Set<string>()
    const failed = new Map<string, number>()
    const text = existsSync(this.path) ? readFileSync(this.path, 'utf8') : ''
    for (const line of text.split('\n').slice(0, -1)) {
      const [name = '', outcome] = line.split(' ')
      if (outcome === 'ok') delivered.add(name)
      else failed.set(name, (failed.get(name) ?? 0) + 1)
    }
    return { delivered, failed }
  }
}
