/** The id of the environment (环境) that functions run in. */
export const ENV_ID = 'local'

/** The variables that the platform lists as belonging to a call (@cloudbase/node-sdk, src/utils/tcbcontext.ts). */
const CONTEXT_KEYS = ['TCB_ENV', 'TCB_SOURCE', 'TCB_CONTEXT_CNFG', 'TCB_UUID', 'TCB_CUSTOM_USER_ID', 'QQ_OPENID']

/**
 * Returns the variables that redirect an unmodified wx-server-sdk, 2.0 or later, to a local gateway
 * (@cloudbase/node-sdk, src/utils/tcbcontext.ts and cloudplatform.ts).
 *
 * @param gatewayUrl the address of `POST /admin`
 * @param ticket allows a program that is not a function to make cloud calls; functions get one at each invocation
 */
export function sdkEnvironment(gatewayUrl: string, ticket?: string): Record<string, string> {
  const { NO_PROXY, no_proxy } = process.env
  const hosts = NO_PROXY || no_proxy || ''
  return {
    ...(ticket !== undefined && { WX_API_TOKEN: ticket, WX_CONTEXT_KEYS: 'WX_API_TOKEN' }),
    // 2.0 reads URL only with TCB_SDK_GRAY_0 (@cloudbase/node-sdk 2.0.0-beta.6, lib/cloudbase.js), 2.1 to 2.3.0 only with KEYS.
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: gatewayUrl, TCB_SDK_GRAY_0: true }),
    TCB_CONTEXT_KEYS: CONTEXT_KEYS.join(),
    TCB_ENV: ENV_ID,
    SCF_NAMESPACE: ENV_ID,
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TENCENTCLOUD_SESSIONTOKEN: 'local',
    // SDKs before 4.0 use this machine's proxy (request, lib/getProxyFromURI.js). Tests set the variables again and again.
    NO_PROXY: [...new Set([...hosts.split(','), new URL(gatewayUrl).hostname])].filter(Boolean).join(),
  }
}
