/** Why a function gave no result. */
export interface Failure {
  errCode: number
  reason: string
}

/** As users of wx.cloud.callFunction report it, with the code's name only where their messages have it. */
export function failureMessage({ errCode, reason }: Failure): string {
  const name = errCode === -504002 ? ' functions execute fail' : ''
  return `cloud.callFunction:fail Error: errCode: ${errCode}${name} | errMsg: ${reason}`
}
