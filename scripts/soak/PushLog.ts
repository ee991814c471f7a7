import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RecordsData } from '../emulator/state/recordsSchema'

const DELIVERED = / push call add_express_path: 0 .*\(answered "([^"]+)"\)$/

/** The local WeChat pushes so often what fails, */
const ATTEMPTS = 4
/** and has done so after so long: its waits of 1, 2 and 4 s, and what a busy machine needs for four calls. */
const ALL_ATTEMPTS_MS = 15_000

/** What became of the pushes of movements, `ORDER#STATIONS`. */
export class PushLog {
  private readonly moved = new Map<string, number>()
  private readonly delivered: string[] = []

  /** @param path of the file in which the function that gets them writes them down */
  constructor(private readonly path: string) {}

  /** Takes a line of the local WeChat's log; it may leave some out. */
  read(line: string): void {
    const [, name] = DELIVERED.exec(line) ?? []
    if (name !== undefined) this.delivered.push(name)
  }

  /** Takes a movement that was answered, and so has to be pushed. */
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
   * Waits until all that has to be pushed was, or has had the time for it.
   *
   * @param since when the last local WeChat started: what an earlier one had to push ended with it
   */
  async settle(since: number): Promise<void> {
    const until = Date.now() + ALL_ATTEMPTS_MS
    while (this.notPushed(since).length > 0 && Date.now() < until) await sleep(100)
  }

  /**
   * What is wrong with the pushes, after they have settled.
   *
   * @param records at the end
   * @param since when the last local WeChat started
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
        .map((name) => `${name}: pushed again, though it was taken`),
      ...[...delivered, ...failed.keys()]
        .filter((name) => !isThere(name))
        .map((name) => `${name}: pushed, and not on disk`),
      ...this.notPushed(since).map((name) => `${name}: answered, and not pushed`),
    ]
  }

  /** Neither taken nor given up. */
  private notPushed(since: number): string[] {
    const { delivered, failed } = this.attempts()
    return [...this.moved]
      .filter(([name, at]) => at > since && !delivered.has(name) && (failed.get(name) ?? 0) < ATTEMPTS)
      .map(([name]) => name)
  }

  /** What the function has written down. */
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
