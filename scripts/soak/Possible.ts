/** What a call may do to a record: the response, and the state after it. */
export interface Effect<S> {
  response: unknown
  after: S
}

/** The states that a record may have, given all responses so far. Lost responses add states, others remove some. */
export class Possible<S> {
  constructor(public states: readonly S[]) {}

  /**
   * Takes the response of a call into account.
   *
   * @param effects what the call may do in a state
   * @param response undefined if it is lost: then the call may have taken effect or not
   * @returns false if the response is not possible
   */
  narrow(effects: (state: S) => Effect<S>[], response: unknown): boolean {
    const all = this.states.flatMap(effects)
    const next =
      response === undefined
        ? [...this.states, ...all.map(({ after }) => after)]
        : all.filter((it) => it.response === response).map(({ after }) => after)
    if (next.length > 0) this.states = [...new Map(next.map((it) => [JSON.stringify(it), it])).values()]
    return next.length > 0
  }

  includes(state: S): boolean {
    return this.states.some((it) => JSON.stringify(it) === JSON.stringify(state))
  }
}
