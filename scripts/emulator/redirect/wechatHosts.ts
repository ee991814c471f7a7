/**
 * What unmodified clients look for: WeChat's own address, and those of wx-server-sdk and tcb-admin-node (src/utils/httpRequest.js).
 * What begins with a dot stands for every name under it: `<env>.<region>.tcb-api.tencentcloudapi.com` is an environment's
 * (@cloudbase/node-sdk, src/utils/tcbapiendpoint.ts).
 */
export const WECHAT_HOSTS: readonly string[] = [
  'api.weixin.qq.com',
  'tcb-admin.tencentcloudapi.com',
  'tcb-admin.tencentyun.com',
  'tcb-open.tencentcloudapi.com',
  'tcb-open.tencentyun.com',
  'tcb-api.tencentcloudapi.com',
  '.tcb-api.tencentcloudapi.com',
]

/**
 * Whether a name, without a port, is one that the local WeChat answers for.
 *
 * @example
 * isWeChatHost('API.weixin.qq.com.') // true
 */
export function isWeChatHost(name: string): boolean {
  const plain = plainName(name)
  return WECHAT_HOSTS.some((host) => (host.startsWith('.') ? plain.endsWith(host) : plain === host))
}

/** A name without the dot that may end it, in small letters. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}
