import type { Api, OpenApiResult, ResultOf, WireParams } from '../apis/Api'
import { isOpenApiError, OpenApiError, okMessage } from '../errors/OpenApiError'
import { readProperty } from '../errors/readProperty'
import { toOpenApiError } from '../errors/toOpenApiError'
import { MAX_TIMER_MS, withTimeLimit } from '../errors/withTimeLimit'
import { isObject } from '../names/isObject'
import { secretsOf } from '../params/pickParams'
import { toWireParams } from '../params/toWireParams'
import { checkCaller } from './checkCaller'
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
 * @returns a function of event and context that never rejects: it resolves to `{ errCode: 0, errMsg, ...data }`, or to
 *   exactly `{ errCode, errMsg }` of the failure
 * @example
 * export const main = cloudFunction(getQuota, (params) => cloud.openapi.logistics.getQuota(params))
 */
export function cloudFunction<A extends Api>(
  api: A,
  callWeChat: (params: WireParams) => Promise<ResultOf<A>>,
): (event?: unknown, context?: FunctionContext) => Promise<OpenApiResult> {
  return async (event, context) => {
    const startedAt = Date.now()
    const limitMs = timeLimitOf(context)
    const { caller, ...request } = receive(api, event, context, limitMs)
    const finish = (outcome: Outcome, late = false): OpenApiResult => {
      const requestId = readProperty(context, 'request_id')
      const ms = Date.now() - startedAt
      logCall(api, { caller, wireParams: request.wireParams, outcome, ms, requestId, late })
      return isOpenApiError(outcome) ? outcome.toJSON() : outcome
    }
    if (request.outcome) return finish(request.outcome)

    const outcome = outcomeOf(api, callWeChat, request.wireParams)
    if (limitMs === undefined) return finish(await outcome)
    const inTime = await withTimeLimit(limitMs - Math.min(MARGIN_MS, limitMs / 2), outcome, () => undefined)
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

function receive(api: Api, event: unknown, context: unknown, limitMs: number | undefined): Received {
  let caller: string | undefined
  try {
    const user = endUser()
    caller = user.ids[0] ?? user.unlisted[0]
    checkCaller(api.name, user, event, context)
    if (readProperty(event, '$doctor') === true) return { caller, outcome: doctor(api, user, event, limitMs) }
    return { caller, wireParams: toWireParams(api, event) }
  } catch (thrown) {
    return { caller, outcome: toOpenApiError(api, thrown, secretsOf(api, event)) }
  }
}

async function outcomeOf(
  api: Api,
  callWeChat: (params: WireParams) => Promise<OpenApiResult>,
  wireParams: WireParams,
): Promise<Outcome> {
  try {
    return toResult(api, await callWeChat(wireParams))
  } catch (thrown) {
    return toOpenApiError(api, thrown, secretsOf(api, wireParams))
  }
}

/** The SDK treats any response that is not JSON with an errcode as a success (src/api/openapi/namespace/generic.ts). */
function toResult(api: Api, result: unknown): OpenApiResult {
  const fields: Record<string, unknown> = isObject(result) ? { ...result } : { result }
  const { errCode = 0, errMsg: _, ...data } = fields
  if (errCode !== 0) throw result
  if (data.buffer !== undefined || Object.hasOwn(data, 'result')) {
    throw new OpenApiError(api.name, -601001, 'the response is not from WeChat', { next: api.ifResponseLost })
  }
  return { errCode: 0, errMsg: okMessage(api.name), ...data }
}
