import { type ApiName, apis, type OpenApiResult } from './apis'
import { type Call, logCall, secretsOf } from './logCall'
import { OpenApiError } from './OpenApiError'
import { toOpenApiError } from './toOpenApiError'

/** What the platform tells a function about the invocation, as far as it is used here. */
export interface FunctionContext {
  /** How long the invocation may last before the platform kills it, in milliseconds. */
  time_limit_in_ms?: number
  request_id?: string
}

/** Node's timers count no further: a longer limit needs none. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** Time to get an answer out before the platform's kill, in milliseconds. */
const MARGIN_MS = 200

/**
 * Runs one call and answers for it, whatever happens: never rejects, and logs one line.
 *
 * @param name the dotted name of the API
 * @param context the function's second argument
 * @param run makes the call, noting in `call` what it learns
 * @returns exactly `{ errCode, errMsg }`: errCode 0, or the code and message of whatever was thrown
 * @example
 * answer('logistics.bindAccount', context, async (call) => {
 *   call.wireParams = toWireParams(call.api, event)
 *   return cloud.openapi.logistics.bindAccount(call.wireParams)
 * })
 */
export async function answer(
  name: ApiName,
  context: FunctionContext | undefined,
  run: (call: Call) => Promise<OpenApiResult>,
): Promise<OpenApiResult> {
  const call: Call = { api: name }
  const startedAt = Date.now()
  const finish = (outcome: OpenApiResult, late = false) => {
    logCall(call, { errCode: outcome.errCode, ms: Date.now() - startedAt, requestId: context?.request_id, late })
    return outcome
  }
  const outcome = toOutcome(call, run)
  const limit = context?.time_limit_in_ms
  if (typeof limit !== 'number' || !(limit > 0 && limit <= MAX_TIMER_MS)) return finish(await outcome)

  let timer: NodeJS.Timeout | undefined
  const timeUp = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limit - Math.min(MARGIN_MS, limit / 2), undefined)
  })
  const inTime = await Promise.race([outcome, timeUp])
  clearTimeout(timer)
  if (inTime) return finish(inTime)

  outcome.then((answered) => finish(answered, true))
  return finish(timeLimitNear(name, limit))
}

async function toOutcome(call: Call, run: (call: Call) => Promise<OpenApiResult>): Promise<OpenApiResult> {
  try {
    return checkResult(call.api, await run(call))
  } catch (thrown) {
    return toOpenApiError(call.api, thrown, secretsOf(call)).toJSON()
  }
}

/** The SDK calls any answer a success that is no JSON with an errcode (src/api/openapi/namespace/generic.ts). */
function checkResult(name: ApiName, result: unknown): OpenApiResult {
  const { errCode = 0, buffer, result: text } = Object(result)
  if (errCode !== 0) throw result
  if (result === undefined || result === null || buffer !== undefined || text !== undefined) {
    throw new OpenApiError(-601001, `openapi.${name}:fail the answer was not WeChat's`)
  }
  return { errCode: 0, errMsg: `openapi.${name}:ok` }
}

function timeLimitNear(name: ApiName, limit: number): OpenApiResult {
  return {
    errCode: -501002,
    errMsg: `openapi.${name}:fail no answer within the function's time limit of ${limit} ms; ${apis[name].whenLost}`,
  }
}
