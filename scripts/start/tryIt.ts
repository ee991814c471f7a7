import { printable } from '../../cloudfunctions/openapi/errors/printable'

const BIND = { type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: '123456789123456789' }
const JSON_TYPE = 'content-type: application/json'

/** A call of a function. */
export interface Call {
  /** The address of the local WeChat. */
  url: string
  functionName: string
  /** Who calls; the cloud itself unless set. */
  openid?: string
}

/**
 * How to call a function, in words that the shells of this machine understand: cmd knows no other quotes than ", and
 * PowerShell's own curl is another program.
 *
 * @param platform as process.platform
 * @param env of this process: MSYSTEM is set by Git Bash
 * @example
 * tryIt({ url: wechat.url, functionName: 'bindAccount' }, process.platform, process.env)
 */
export function tryIt({ url, functionName, openid }: Call, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  const address = `${url}/functions/${encodeURIComponent(functionName)}`
  const data = JSON.stringify(functionName === 'bindAccount' ? BIND : {})
  const caller = openid === undefined ? undefined : printable(openid)
  if (platform !== 'win32' || env.MSYSTEM) {
    return [
      `curl -H '${JSON_TYPE}'`,
      ...(caller === undefined ? [] : [`-H 'x-wx-openid: ${caller}'`]),
      `-d '${data}'`,
      address,
    ].join(' \\\n  ')
  }
  const cmd = [
    `curl -H "${JSON_TYPE}"`,
    ...(caller === undefined ? [] : [`-H "x-wx-openid: ${caller}"`]),
    `-d "${data.replaceAll('"', '\\"')}"`,
    address,
  ]
  const powerShell = [
    'Invoke-RestMethod -Method Post -ContentType application/json',
    ...(caller === undefined ? [] : [`-Headers @{ 'x-wx-openid' = '${caller}' }`]),
    `-Body '${data}'`,
    address,
  ]
  return `cmd:\n${cmd.join(' ')}\n\nPowerShell:\n${powerShell.join(' ')}`
}
