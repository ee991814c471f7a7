import { type ApiName, apis, type OpenApiResult } from '../apis'
import { OpenApiError } from '../errors/OpenApiError'
import { readProperty } from '../errors/readProperty'
import { toOpenApiError } from '../errors/toOpenApiError'
import { isObject } from '../names/toSnakeCase'
import { type Call, logCall, secretsOf } from './logCall'

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
 * @returns `{ errCode: 0, errMsg }` and what else WeChat said, or exactly `{ errCode, errMsg }` of whatever was thrown
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
  const requestId = readProperty(context, 'request_id')
  const limit = readProperty(context, 'time_limit_in_ms')
  const finish = (outcome: OpenApiResult, late = false) => {
    logCall(call, outcome, { ms: Date.now() - startedAt, requestId, late })
    return outcome
  }
  const outcome = toOutcome(call, run)
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
  const fields: Record<string, unknown> = isObject(result) ? { ...result } : { result }
  const { errCode = 0, errMsg: _, ...data } = fields
  if (errCode !== 0) throw result
  if (data.buffer !== undefined || Object.hasOwn(data, 'result')) {
    throw new OpenApiError(-601001, `openapi.${name}:fail the answer was not WeChat's`)
  }
  return { errCode: 0, errMsg: `openapi.${name}:ok`, ...data }
}

function timeLimitNear(name: ApiName, limit: number): OpenApiResult {
  return {
    errCode: -501002,
    errMsg: `openapi.${name}:fail no answer within the function's time limit of ${limit} ms; ${apis[name].whenLost}`,
  }
}
