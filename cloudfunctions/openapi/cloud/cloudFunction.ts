import type { ApiName, OpenApiResult, Result, WireParams } from '../apis'
import { toWireParams } from '../params/toWireParams'
import { answer, type FunctionContext } from './answer'
import { checkCaller } from './checkCaller'
import { endUser } from './endUser'

/**
 * Makes the `main` of a cloud function that offers one API to the admins of the shop: it checks who calls and what is
 * sent, calls WeChat, and answers.
 *
 * @param name the dotted name of the API
 * @param callWeChat makes the cloud call with WeChat's names
 * @returns a function of event and context that never rejects: it resolves to `{ errCode: 0, errMsg, ...data }`, or to
 *   exactly `{ errCode, errMsg }` of the failure
 * @example
 * export const main = cloudFunction('logistics.getQuota', (params) => cloud.openapi.logistics.getQuota(params))
 */
export function cloudFunction<N extends ApiName>(
  name: N,
  callWeChat: (params: WireParams<N>) => Promise<Result<N>>,
): (event?: unknown, context?: FunctionContext) => Promise<OpenApiResult> {
  return (event, context) =>
    answer(name, context, async (call) => {
      const caller = endUser()
      call.caller = caller.ids[0] ?? caller.unlisted[0]
      checkCaller(name, caller, event, context)
      const wireParams = toWireParams(name, event)
      call.wireParams = wireParams
      return callWeChat(wireParams)
    })
}
