/** The environment (环境) that functions find themselves in. */
export const ENV_ID = 'local'

/**
 * The variables that lead an unmodified wx-server-sdk, 2.0 or later, to a local gateway, and without which it looks for
 * Tencent's own (@cloudbase/node-sdk, src/utils/tcbcontext.ts and cloudplatform.ts).
 *
 * @param gatewayUrl the address of `POST /admin`
 */
export function sdkEnvironment(gatewayUrl: string): Record<string, string> {
  return {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: gatewayUrl }),
    TCB_ENV: ENV_ID,
    SCF_NAMESPACE: ENV_ID,
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TENCENTCLOUD_SESSIONTOKEN: 'local',
  }
}
