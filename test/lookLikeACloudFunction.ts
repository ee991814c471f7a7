/**
 * Gives this process what the SDK looks for in a cloud function, without which it looks for Tencent's own gateway.
 *
 * @param gatewayUrl where cloud calls go
 * @param env who calls, for instance
 */
export function lookLikeACloudFunction(gatewayUrl: string, env: Record<string, string> = {}): void {
  Object.assign(process.env, {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: gatewayUrl }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: 'test-env',
    TCB_ENV: 'test-env',
    TENCENTCLOUD_SECRETID: 'id',
    TENCENTCLOUD_SECRETKEY: 'key',
    TENCENTCLOUD_SESSIONTOKEN: 'token',
    ...env,
  })
}
