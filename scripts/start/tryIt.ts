import { printable } from '../../cloudfunctions/openapi/errors/printable'

const BIND = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' }
const JSON_TYPE = 'content-type: application/json'

/** A call of a function. */
export interface Call {
  /** The address of the local WeChat. */
  url: string
  functionName: string
  /** The user who calls (default: none, the cloud itself). */
  openid?: string
}

/**
 * Returns a command that calls a function, for the shells of this machine. cmd has no other quotes than ", and in PowerShell
 * `curl` is another program.
 *
 * @param platform process.platform
 * @param env process.env: Git Bash sets MSYSTEM
 * @example
 * tryIt({ url: wechat.url, functionName: 'bindAccount' }, process.platform, process.env)
 */
export function tryIt({ url, functionName, openid }: Call, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  const address = `${url}/functions/${encodeURIComponent(functionName)}`
  const data = JSON.stringify(functionName === 'bindAccount' ? BIND : {})
  const user = openid === undefined ? undefined : printable(openid)
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
