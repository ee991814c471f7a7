import type { Fault } from '../../scripts/emulator/control/Faults'

/** A fault of any API. */
export type FaultOfAnyApi<F = Fault> = F extends unknown ? Omit<F, 'api'> : never

/** Every fault of a cloud call that can be configured, and the errCode with which the SDK reports it. */
export const faults = [
  { fault: { kind: 'errcode', errcode: 45009, errmsg: 'reach max api daily quota limit' }, errCode: 45009 },
  { fault: { kind: 'platform', code: 'EXCEED_REQUEST_LIMIT' }, errCode: -501003 },
  { fault: { kind: 'platform', code: 'SERVER_TIMEOUT' }, errCode: -501002 },
  { fault: { kind: 'platform', code: 'SIGN_PARAM_INVALID' }, errCode: -501001 },
  { fault: { kind: 'http', status: 500 }, errCode: -501001 },
  { fault: { kind: 'empty' }, errCode: -601001 },
  { fault: { kind: 'html' }, errCode: -601001 },
  { fault: { kind: 'cut' }, errCode: -501001 },
] as const satisfies readonly { fault: FaultOfAnyApi; errCode: number }[]

/** The fault after which no response arrives in time. */
export const never = { kind: 'delay', ms: 60_000 } as const

/** The end of the errMsg after each failure of bindAccount with an unknown outcome. */
export const UNKNOWN_OUTCOME =
  'the outcome is unknown: call again; after a bind 9300529, after an unbind 9300530 then means that the first call took effect (or look at getAllAccount)'
