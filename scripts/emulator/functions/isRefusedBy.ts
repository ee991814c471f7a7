import { writeReport } from './channel'
import type { LoadingRule, ModuleRequest } from './LoadingRule'

/** How the loading of a function is limited; it can be sent to another thread. */
export interface Limits {
  /** The function's folder. */
  dir: string
  /** Loads what the cloud could not load too, and reports it. */
  allowUndeclared: boolean
  /** Distinguishes reports from what the function itself writes to the same file descriptor. */
  nonce: string
}

/** Returns a function that decides whether a request fails. */
export function isRefusedBy(
  rule: LoadingRule,
  { allowUndeclared, nonce }: Limits,
): (request: ModuleRequest) => boolean {
  return (it) => {
    if (rule.refusal(it) === undefined) return false
    if (allowUndeclared) writeReport({ nonce, undeclared: { request: it.request, from: it.from } })
    return !allowUndeclared
  }
}
