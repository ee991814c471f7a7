import { printable } from '../../../cloudfunctions/openapi/errors/printable'

const JSON_TYPE = 'content-type: application/json'

/** A call of a function. */
export interface Call {
  /** The address of the local WeChat. */
  url: string
  functionName: string
  /** What the function is called with. */
  data: object
  /** The user who calls (default: none, the cloud itself). */
  openid?: string | undefined
}

/**
 * Returns a command that calls a function, for the shells of this machine. cmd has no other quotes than ", and in PowerShell
 * `curl` is another program.
 *
 * @param platform process.platform
 * @param env process.env: Git Bash sets MSYSTEM
 * @example
 * tryIt({ url: wechat.url, functionName: 'getAllAccount', data: {} }, process.platform, process.env)
 */
export function tryIt(call: Call, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  const address = `${call.url}/functions/${encodeURIComponent(call.functionName)}`
  const data = JSON.stringify(call.data)
  const user = call.openid === undefined ? undefined : printable(call.openid)
  const curl = (quote: string, body: string) => [
    `curl -H ${quote}${JSON_TYPE}${quote}`,
    ...(user === undefined ? [] : [`-H ${quote}x-wx-openid: ${user}${quote}`]),
    `-d ${quote}${body}${quote}`,
    address,
  ]
  if (platform !== 'win32' || env.MSYSTEM) return curl("'", data).join(' \\\n  ')
  const headers = user === undefined ? '' : `-Headers @{ 'x-wx-openid' = '${user}' } `
  return `cmd:
${curl('"', data.replaceAll('"', '\\"')).join(' ')}

PowerShell:
Invoke-RestMethod -Method Post -ContentType application/json ${headers}-Body '${data}' ${address}`
}
