import { printable } from '../../../cloudfunctions/openapi/errors/printable'
import { quoted, shellHere } from '../../emulator/system/quoted'

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
 * Returns a command that calls a function, for the shells of this machine. In PowerShell, `curl` is another program.
 *
 * @param platform process.platform
 * @param env process.env: Git Bash sets MSYSTEM
 * @example
 * tryIt({ url: wechat.url, functionName: 'getAllAccount', data: {} }, process.platform, process.env)
 */
export function tryIt(call: Call, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  const address = `${call.url}/functions/${encodeURIComponent(call.functionName)}`
  const data = JSON.stringify(call.data)
  const shell = shellHere(platform, env)
  const header = (it: string) => `-H ${quoted(it, shell)}`
  const user = call.openid === undefined ? undefined : printable(call.openid)
  const curl = [
    `curl ${header(JSON_TYPE)}`,
    ...(user === undefined ? [] : [header(`x-wx-openid: ${user}`)]),
    `-d ${quoted(data, shell)}`,
    address,
  ]
  if (shell === 'sh') return curl.join(' \\\n  ')
  const inPowerShell = (text: string) => quoted(text, 'powershell')
  const headers = user === undefined ? '' : `-Headers @{ 'x-wx-openid' = ${inPowerShell(user)} } `
  return `cmd:
${curl.join(' ')}

PowerShell:
Invoke-RestMethod -Method Post -ContentType application/json ${headers}-Body ${inPowerShell(data)} ${address}`
}
