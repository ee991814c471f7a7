import { appendFileSync, readFileSync } from 'node:fs'

/**
 * State of a record: null if it does not exist, otherwise how often it was changed: the stations of an order, the count of a
 * document, 0 for an account.
 */
export type State = number | null

/** Returns the response to an action on a record, and the state of the record after it. */
export type Effect = (was: State) => [response: unknown, after: State]

/** The states that records may have, given all responses. Lost responses add states, others remove some. */
export class Model {
  readonly disagreements: string[] = []
  private readonly states = new Map<string, readonly State[]>()

  /**
   * Takes the response to an action into account.
   *
   * @param response undefined if the action may have taken effect or not
   */
  narrow(action: string, id: string, effect: Effect, response: unknown): void {
    const before = this.statesOf(id)
    const possible = before.flatMap((was) => {
      const [expected, after] = effect(was)
      return response === undefined ? [was, after] : response === expected ? after : []
    })
    if (possible.length > 0) this.states.set(id, [...new Set(possible)])
    else this.disagreements.push(`${action} ${id}: returned ${response}, not possible for ${JSON.stringify(before)}`)
  }

  /** Returns how the records at the end contradict the responses. */
  contradictions(records: ReadonlyMap<string, number>): string[] {
    return [...new Set([...this.states.keys(), ...records.keys()])].flatMap((id) => {
      const [state, possible] = [records.get(id) ?? null, this.statesOf(id)]
      return possible.includes(state) ? [] : `${id}: ${state} on disk, not one of ${JSON.stringify(possible)}`
    })
  }

  private statesOf(id: string): readonly State[] {
    return this.states.get(id) ?? [null]
  }
}

/** The attempts of a push that succeeded, or failed each time. */
const COMPLETE = /^(failed ){0,3}ok $|^(failed ){4}$/

/** Compares movements of orders, `ORDER#STATIONS`, with the pushes that the function has received. */
export class Pushes {
  /** The movements that must be pushed: acknowledged since the local WeChat started. */
  readonly moved = new Set<string>()

  /** @param path of the file to which the function appends each push and its outcome, `ORDER#STATIONS ok` */
  constructor(private readonly path: string) {
    appendFileSync(path, '')
  }

  /** Returns the attempts of each push, `failed ok `. */
  attempts(): Map<string, string> {
    const attempts = new Map<string, string>()
    for (const [, name = '', outcome] of readFileSync(this.path, 'utf8').matchAll(/(.+) (.+)\n/g)) {
      attempts.set(name, `${attempts.get(name) ?? ''}${outcome} `)
    }
    return attempts
  }

  /** Returns the movements that were not pushed until success, or four times, and those pushed again after it. */
  incomplete(): string[] {
    const attempts = this.attempts()
    return [...this.moved]
      .filter((name) => !COMPLETE.test(attempts.get(name) ?? ''))
      .map((name) => `${name}: acknowledged, but its pushes were: ${attempts.get(name) ?? ''}`)
  }

  /** Returns the pushes of movements that are not on disk. */
  unfounded(stations: ReadonlyMap<string, number>): string[] {
    return [...this.attempts().keys()].flatMap((name) => {
      const [orderId = '', count] = name.split('#')
      return (stations.get(orderId) ?? 0) < Number(count) ? `${name}: pushed, but not on disk` : []
    })
  }
}

/** The highest values that are accepted. Stopping takes 2000 ms on a quiet machine. Memory grows a little without a leak. */
const LIMITS = { processesLeft: 0, msToStop: 4000, memoryGrowthMB: 100 }

/** The findings of a soak. */
export interface SoakReport {
  /** How often things happened. */
  happened: Readonly<Record<string, number>>
  measured: Readonly<typeof LIMITS>
  /** How records, responses and pushes contradict each other. */
  disagreements: readonly string[]
}

/** Returns what failed, and what did not happen and so was not tested. */
export function whatIsWrong({ happened, measured, disagreements }: SoakReport): string[] {
  const never = Object.keys(happened).filter((name) => !happened[name])
  const limits: Readonly<Record<string, number>> = LIMITS
  return [
    ...disagreements,
    ...never.map((name) => `${name}: 0, so it was not tested`),
    ...Object.entries(measured).flatMap(([name, value]) => {
      const limit = limits[name] ?? 0
      return value > limit ? `${name}: ${value}, more than ${limit}` : []
    }),
  ]
}
