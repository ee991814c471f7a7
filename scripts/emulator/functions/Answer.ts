/** The outcome of a function call: its result as JSON, or the failure. */
export type Answer = { requestId: string; json: string } | (Failure & { requestId?: string })

/** Why a function returned no result. */
export interface Failure {
  errCode: number
  reason: string
}

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
export function failureMessage({ errCode, reason }: Failure): string {
  const name = errCode === -504002 ? ' functions execute fail' : ''
  return `cloud.callFunction:fail Error: errCode: ${errCode}${name} | errMsg: ${reason}`
}
