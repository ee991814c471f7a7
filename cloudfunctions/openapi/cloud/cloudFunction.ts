import type { Api, OpenApiResult, ResultOf, WireParams } from '../apis/Api'
import { meaningIn } from '../codes/Code'
import { platformCodesFor } from '../codes/platform'
import { isOpenApiError, OpenApiError, ridIn } from '../errors/OpenApiError'
import { printable } from '../errors/printable'
import { messageOf, readProperty } from '../errors/readProperty'
import { BLANK, redact, redactor, secretsOf } from '../errors/redact'
import { toOpenApiError } from '../errors/toOpenApiError'
import { MAX_TIMER_MS, withTimeLimit } from '../errors/withTimeLimit'
import { snakeCase, toCamelCase } from '../names/convertCase'
import { looksRight } from '../params/pickParams'
import { toWireParams } from '../params/toWireParams'
import { callInCloud } from './callInCloud'
import { type Allow, checkCaller } from './checkCaller'
import { doctor } from './doctor'
import { endUser } from './endUser'

/** Time to return a result before the platform kills the function, in milliseconds. */
const MARGIN_MS = 200

/** What the platform says about an invocation, as far as it is used here. */
export interface FunctionContext {
  /** How long the invocation may last before the platform kills it, in milliseconds. */
  time_limit_in_ms?: number
  request_id?: string
}

/**
 * Runs after a call that reached WeChat, with the checked parameters under our names, without secrets, and the result, which
 * it cannot change. The function waits for it until its time limit. A failure is only logged.
 */
export type OnDone<P = Readonly<Record<string, unknown>>, R = OpenApiResult> = (params: P, result: R) => unknown

/**
 * Makes the `main` of a cloud function that offers one API to the admins of the shop. It checks the caller and the
 * parameters, calls WeChat, and logs one line.
 *
 * @param api the API
 * @param callWeChat makes the cloud call with WeChat's names
 * @param allow decides who may call (default: the users in ADMIN_OPENIDS and the cloud itself)
 * @param onDone runs after a call, for instance to keep a record of it
 * @returns a function of event and context that never rejects: it resolves to `{ errCode: 0, errMsg, ...data }`, or to
 *   exactly `{ errCode, errMsg }` of the failure
 * @example
 * export const main = cloudFunction(getQuota, (params) => cloud.openapi.logistics.getQuota(params))
 */
export function cloudFunction<A extends Api>(
  api: A,
  callWeChat: (params: WireParams) => Promise<ResultOf<A>>,
  allow?: Allow,
  onDone?: OnDone,
): (event?: unknown, context?: FunctionContext) => Promise<OpenApiResult> {
  return async (event, context) => {
    const startedAt = Date.now()
    const limitMs = timeLimitOf(context)
    const { caller, ...request } = await receive({ api, allow, limitMs }, event, context)
    const finish = (outcome: Outcome, late = false): OpenApiResult => {
      const requestId = readProperty(context, 'request_id')
      const ms = Date.now() - startedAt
      logCall(api, { caller, wireParams: request.wireParams, outcome, ms, requestId, late })
      return isOpenApiError(outcome) ? outcome.toJSON() : outcome
    }
    if (request.outcome) return finish(request.outcome)

    let known: Outcome | undefined
    const outcome: Promise<Outcome> = callInCloud(api, callWeChat, request.wireParams)
      .catch((error) => error)
      .then(async (it) => {
        known = it
        await done(api, onDone, request.wireParams, it)
        return it
      })
    if (limitMs === undefined) return finish(await outcome)
    const leftMs = limitMs - Math.min(MARGIN_MS, limitMs / 2) - (Date.now() - startedAt)
    const inTime = await withTimeLimit(leftMs, outcome, () => known)
    if (inTime) return finish(inTime)

    outcome.then((late) => finish(late, true))
    const problem = `no response within the function's time limit of ${limitMs} ms`
    return finish(new OpenApiError(api.name, -501002, problem, { next: api.ifResponseLost }))
  }
}

async function done(api: Api, onDone: OnDone | undefined, wireParams: WireParams, outcome: Outcome): Promise<void> {
  const shown = Object.entries(wireParams).filter(([name]) => !api.secrets.some((it) => snakeCase(it) === name))
  try {
    const result = isOpenApiError(outcome) ? outcome.toJSON() : { ...outcome }
    await onDone?.(toCamelCase(Object.fromEntries(shown)), result)
  } catch (thrown) {
    const onDone = redact(messageOf(thrown), secretsOf(api, wireParams))
    console.error(printable(JSON.stringify({ api: api.name, onDone })))
  }
}

/**
 * Returns how long the platform lets an invocation last, in milliseconds.
 *
 * @param context the function's second argument
 * @returns undefined if the context does not say (assumed#time-limit-known), or if it is longer than any timer
 * @example
 * timeLimitOf({ time_limit_in_ms: 3000 }) // 3000
 */
export function timeLimitOf(context: unknown): number | undefined {
  const limit = readProperty(context, 'time_limit_in_ms')
  return typeof limit === 'number' && limit > 0 && limit <= MAX_TIMER_MS ? limit : undefined
}

/** The caller, and either the parameters to send to WeChat or the outcome of a call that is not sent. */
type Received = { caller: string | undefined } & (
  | { wireParams: WireParams; outcome?: undefined }
  | { wireParams?: undefined; outcome: Outcome }
)

type Outcome = OpenApiResult | OpenApiError

interface Receiver {
  api: Api
  allow: Allow | undefined
  limitMs: number | undefined
}

async function receive({ api, allow, limitMs }: Receiver, event: unknown, context: unknown): Promise<Received> {
  let caller: string | undefined
  try {
    const user = endUser()
    caller = user.ids[0] ?? user.unlisted[0]
    const isDoctor = readProperty(event, '$doctor') === true
    await checkCaller({ api: api.name, allow: isDoctor ? undefined : allow }, user, event, context)
    if (isDoctor) return { caller, outcome: doctor(api, user, event, limitMs) }
    return { caller, wireParams: toWireParams(api, event) }
  } catch (thrown) {
    return { caller, outcome: toOpenApiError(api, thrown, secretsOf(api, event)) }
  }
}

/** A call that has ended. */
interface Call {
  caller?: string | undefined
  wireParams?: object | undefined
  outcome: OpenApiResult
  ms: number
  requestId: unknown
  /** The response came after the function had stopped waiting for it. */
  late?: boolean
}

/** Number of characters of an id that the log shows. No id of a courier, caller or request is longer. */
const MAX_LENGTH = 64

/**
 * Logs one line of JSON for a call: enough to find it again, and for a failure also its message, the usual cause and the
 * next step, in both languages. It contains no secret.
 *
 * @example
 * logCall(bindAccount, { caller: 'oAdmin', wireParams, outcome, ms: 41, requestId: 'r-1' })
 * // {"api":"logistics.bindAccount","type":"bind","deliveryId":"YUNDA","bizId":"...3456","caller":"oAdmin","errCode":0,"ms":41,"requestId":"r-1"}
 */
export function logCall(api: Api, { caller, wireParams, outcome, ms, requestId, late = false }: Call): void {
  const blank = redactor(secretsOf(api, wireParams))
  const safe = (text: unknown) => (typeof text === 'string' ? blank(text).slice(0, MAX_LENGTH) : undefined)
  const line: Record<string, unknown> = { api: api.name }
  for (const [param, how] of Object.entries(api.logged)) {
    const value = readProperty(wireParams, snakeCase(param))
    const shown = looksRight(param, value) ? value : BLANK
    line[param] = how === 'whole' ? safe(shown) : endOf(shown, blank)
  }
  const { errCode } = outcome
  Object.assign(line, { caller: safe(caller), errCode, ms, requestId: safe(requestId), late: late || undefined })
  if (errCode !== 0) Object.assign(line, explain(api, outcome))
  console.log(printable(JSON.stringify(line)))
}

/** Returns the last characters of a string. The whole string is checked, because a part of a secret would not be found. */
function endOf(value: unknown, blank: (text: string) => string): string | undefined {
  if (typeof value !== 'string') return undefined
  return value !== BLANK && blank(value) === value ? `...${value.slice(-4)}` : BLANK
}

function explain(api: Api, outcome: OpenApiResult): object {
  const { errCode, errMsg } = outcome
  const known = meaningIn([api.codes, platformCodesFor(errMsg)], errCode, api.ifResponseLost)
  const { cause, next } = isOpenApiError(outcome) ? outcome.explain(known) : known
  return { errMsg, rid: ridIn(errMsg), cause, next }
}
