/** What a soak has found. */
export interface SoakReport {
  calls: number
  /** Calls that got no answer: the local WeChat was killed, or was not there. */
  lost: number
  /** Calls that got no answer, or one that tells of a failure: what was asked for may be done or not. */
  unknown: number
  killedFunctions: number
  killedEmulators: number
  savedFixtures: number
  brokenFixtures: number
  orders: number
  pushes: { delivered: number; repeated: number; givenUp: number }
  /** What the records say against what was answered; none is right. */
  disagreements: string[]
  /** How long the local WeChat took to end, in milliseconds. */
  endedInMs: number
  processesLeft: number
  /** Resident memory of the last local WeChat, in MB: after its first quarter, and at the end. */
  memoryMB: { early: number; late: number }
}
