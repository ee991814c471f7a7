import type { Api, OpenApiResult, ResultOf, WireParamsOf } from '../apis/Api'
import { okMessage } from '../errors/messages'
import { OpenApiError } from '../errors/OpenApiError'
import { readProperty } from '../errors/readProperty'
import { toOpenApiError } from '../errors/toOpenApiError'
import { isObject } from '../names/isObject'
import { secretsOf } from '../params/secretsOf'
import { toWireParams } from '../params/toWireParams'
import { checkCaller } from './checkCaller'
import { doctor } from './doctor'
import { endUser } from './endUser'
import { logCall } from './logCall'
import { timeLimitOf, withinTimeLimit } from './withinTimeLimit'

/** What the platform tells a function about the invocation, as far as it is used here. */
export interface FunctionContext {
  /** How long the invocation may last before the platform kills it, in milliseconds. */
  time_limit_in_ms?: number
  request_id?: string
}

/**
 * Makes the `main` of a cloud function that offers one API to the admins of the shop: it checks who calls and what is
 * sent, calls WeChat, answers, and logs one line.
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
  callWeChat: (params: WireParamsOf<A>) => Promise<ResultOf<A>>,
): (event?: unknown, context?: FunctionContext) => Promise<OpenApiResult> {
  return async (event, context) => {
    const startedAt = Date.now()
    const request = receive(api, event, context)
    const { answered, caller, wireParams } = request
    const finish = (outcome: OpenApiResult, late = false) => {
      const requestId = readProperty(context, 'request_id')
      logCall(api, { caller, wireParams, outcome, ms: Date.now() - startedAt, requestId, late })
      return outcome
    }
    if (answered) return finish(answered)

    const answer = ask(api, callWeChat, request.wireParams)
    const limitMs = timeLimitOf(context)
    const inTime = await withinTimeLimit(limitMs, answer)
    if (inTime) return finish(inTime)

    answer.then((answered) => finish(answered, true))
    const problem = `no answer within the function's time limit of ${limitMs} ms`
    return finish(new OpenApiError(api.name, -501002, problem, { advice: api.whenLost }).toJSON())
  }
}

type Received<A extends Api> =
  | { caller: string | undefined; wireParams: WireParamsOf<A>; answered?: undefined }
  | { caller: string | undefined; wireParams?: undefined; answered: OpenApiResult }

/** Who calls, and what is sent to WeChat, or what is answered at once. */
function receive<A extends Api>(api: A, event: unknown, context: unknown): Received<A> {
  let caller: string | undefined
  try {
    const user = endUser()
    caller = user.ids[0] ?? user.unlisted[0]
    checkCaller(api.name, user, event, context)
    if (readProperty(event, '$doctor') === true) return { caller, answered: doctor(api, user, event, context) }
    return { caller, wireParams: toWireParams(api, event) }
  } catch (thrown) {
    return { caller, answered: toOpenApiError(api, thrown, secretsOf(api, event)).toJSON() }
  }
}

async function ask<A extends Api>(
  api: A,
  callWeChat: (params: WireParamsOf<A>) => Promise<OpenApiResult>,
  wireParams: WireParamsOf<A>,
): Promise<OpenApiResult> {
  try {
    return toResult(api, await callWeChat(wireParams))
  } catch (thrown) {
    return toOpenApiError(api, thrown, secretsOf(api, wireParams)).toJSON()
  }
}

/** The SDK calls any answer a success that is no JSON with an errcode (src/api/openapi/namespace/generic.ts). */
function toResult(api: Api, result: unknown): OpenApiResult {
  const fields: Record<string, unknown> = isObject(result) ? { ...result } : { result }
  const { errCode = 0, errMsg: _, ...data } = fields
  if (errCode !== 0) throw result
  if (data.buffer !== undefined || Object.hasOwn(data, 'result')) {
    throw new OpenApiError(api.name, -601001, "the answer was not WeChat's", { advice: api.whenLost })
  }
  return { errCode: 0, errMsg: okMessage(api.name), ...data }
}
