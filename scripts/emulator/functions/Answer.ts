import * as v from 'valibot'

const returnedSchema = v.object({
  /** The result. */
  json: v.string(),
  /** The errCode of the result, if it has one. */
  resultCode: v.optional(v.number()),
})
export type Returned = v.InferOutput<typeof returnedSchema>

/** The outcome of an invocation, as the function's process reports it. */
export const outcomeSchema = v.union([
  returnedSchema,
  v.object({
    errCode: v.number(),
    /** Why there is no result. */
    reason: v.string(),
    /** Where the function threw. */
    trace: v.optional(v.array(v.string())),
  }),
])
export type Outcome = v.InferOutput<typeof outcomeSchema>

/** The outcome of a function call. */
export type Answer = Outcome & { requestId?: string }

/**
 * Writes an answer as wx.cloud.callFunction returns it.
 *
 * @example
 * answerJson({ requestId: '1', json: '7' }) // '{"errMsg":"cloud.callFunction:ok","requestID":"1","result":7}'
 */
export function answerJson(answer: Answer): string {
  if ('errCode' in answer) return JSON.stringify({ errCode: answer.errCode, errMsg: failureMessage(answer) })
  return `{"errMsg":"cloud.callFunction:ok","requestID":"${answer.requestId}","result":${answer.json}}`
}

/** Returns the errMsg that users of wx.cloud.callFunction report; only -504002 comes with its name. */
export function failureMessage({ errCode, reason }: { errCode: number; reason: string }): string {
  const name = errCode === -504002 ? ' functions execute fail' : ''
  return `cloud.callFunction:fail Error: errCode: ${errCode}${name} | errMsg: ${reason}`
}
