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
