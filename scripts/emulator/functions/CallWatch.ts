import type { Answer } from './Answer'
import type { Invocation } from './Caller'

/** A call of a function that has come to its end. */
export interface EndedCall extends Omit<Invocation, 'requestId'> {
  /** None where there is no such function. */
  requestId?: string
  /** What it was called with. */
  data: unknown
  answer: Answer
  /** Of its result, where that has one. */
  errCode: number | undefined
  ms: number
}

/** Gets what happens in the calls of functions, to show it elsewhere than in the log. */
export interface CallWatch {
  /** A line that was printed in a call, or that tells how it failed; also after its end. */
  line(requestId: string, text: string): void
  ended(call: EndedCall): void
}
