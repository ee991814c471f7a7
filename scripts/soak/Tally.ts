/** What the callers of a soak have seen together. */
export class Tally {
  calls = 0
  /** Calls that got no answer: the local WeChat was killed, or was not there. */
  lost = 0
  /** Calls that got no answer, or one that tells of a failure: what was asked for may be done or not. */
  unknown = 0
  /** What cannot be if all is right. */
  readonly disagreements: string[] = []
}
