import type { Api, OpenApiResult, ResultOf, WireParams } from '../apis/Api'
import { isOpenApiError, OpenApiError } from '../errors/OpenApiError'
import { readProperty } from '../errors/readProperty'
import { secretsOf } from '../errors/redact'
import { toOpenApiError } from '../errors/toOpenApiError'
import { MAX_TIMER_MS, withTimeLimit } from '../errors/withTimeLimit'
import { toWireParams } from '../params/toWireParams'
import { callInCloud } from './callInCloud'
import { type Allow, checkCaller } from './checkCaller'
import { doctor } from './doctor'
import { endUser } from './endUser'
import { logCall } from './logCall'

/** Time to return a result before the platform kills the function, in milliseconds. */
const MARGIN_MS = 200

/** What the platform says about an invocation, as far as it is used here. */
export interface FunctionContext {
  /** How long the invocation may last before the platform kills it, in milliseconds. */
  time_limit_in_ms?: number
  request_id?: string
}

/**
 * Makes the `main` of a cloud function that offers one API to the admins of the shop. It checks the caller and the
 * parameters, calls WeChat, and logs one line.
 *
 * @param api the API
 * @param callWeChat makes the cloud call with WeChat's names
 * @param allow decides who may call (default: the users in ADMIN_OPENIDS and the cloud itself)
 * @returns a function of event and context that never rejects: it resolves to `{ errCode: 0, errMsg, ...data }`, or to
 *   exactly `{ errCode, errMsg }` of the failure
 * @example
 * export const main = cloudFunction(getQuota, (params) => cloud.openapi.logistics.getQuota(params))
 */
export function cloudFunction<A extends Api>(
  api: A,
  callWeChat: (params: WireParams) => Promise<ResultOf<A>>,
  allow?: Allow,
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

    const outcome: Promise<Outcome> = callInCloud(api, callWeChat, request.wireParams).catch((error) => error)
    if (limitMs === undefined) return finish(await outcome)
    const leftMs = limitMs - Math.min(MARGIN_MS, limitMs / 2) - (Date.now() - startedAt)
    const inTime = await withTimeLimit(leftMs, outcome, () => undefined)
    if (inTime) return finish(inTime)

    outcome.then((late) => finish(late, true))
    const problem = `no response within the function's time limit of ${limitMs} ms`
    return finish(new OpenApiError(api.name, -501002, problem, { next: api.ifResponseLost }))
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
