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
  private readonly states = new Map<string, Set<State>>()

  /**
   * Takes the response to an action into account.
   *
   * @param response undefined if the action may have taken effect or not
   */
  narrow(action: string, id: string, effect: Effect, response: unknown): void {
    const before = this.statesOf(id)
    const possible = new Set<State>(response === undefined ? before : [])
    for (const was of before) {
      const [expected, after] = effect(was)
      if (response === undefined || response === expected) possible.add(after)
    }
    if (possible.size > 0) this.states.set(id, possible)
    else
      this.disagreements.push(`${action} ${id}: returned ${response}, not possible for ${JSON.stringify([...before])}`)
  }

  /** Returns how the records at the end contradict the responses. */
  contradictions(records: ReadonlyMap<string, number>): string[] {
    return [...new Set([...this.states.keys(), ...records.keys()])]
      .filter((id) => !this.statesOf(id).has(records.get(id) ?? null))
      .map((id) => `${id}: ${records.get(id) ?? null} on disk, not one of ${JSON.stringify([...this.statesOf(id)])}`)
  }

  private statesOf(id: string): ReadonlySet<State> {
    return this.states.get(id) ?? new Set([null])
  }
}
