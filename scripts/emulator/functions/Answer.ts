import type { Failure } from './Failure'

/** What came of calling a function: its result as JSON text, or why there is none. */
export type Answer = { requestId: string; json: string } | (Failure & { requestId?: string })
