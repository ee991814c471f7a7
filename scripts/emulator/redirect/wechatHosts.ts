/**
 * The hosts of WeChat's API, the main one first, with the spare ones that WeChat documents:
 * https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Interface_field_description.html
 */
export const API_HOSTS: readonly string[] = ['api', 'api2', 'sh.api', 'sz.api', 'hk.api'].map(
  (name) => `${name}.weixin.qq.com`,
)

/**
 * The hosts that unmodified clients connect to: WeChat's own, and those of wx-server-sdk and tcb-admin-node
 * (src/utils/httpRequest.js). A leading dot means every name under it: each environment has a host
 * `<env>.<region>.tcb-api.tencentcloudapi.com` (@cloudbase/node-sdk, src/utils/tcbapiendpoint.ts).
 */
export const WECHAT_HOSTS: readonly string[] = [
  ...API_HOSTS,
  'tcb-admin.tencentcloudapi.com',
  'tcb-admin.tencentyun.com',
  'tcb-open.tencentcloudapi.com',
  'tcb-open.tencentyun.com',
  'tcb-api.tencentcloudapi.com',
  '.tcb-api.tencentcloudapi.com',
]

/**
 * Checks whether the local WeChat answers for a host.
 *
 * @param name the host, without a port
 * @example
 * isWeChatHost('API.weixin.qq.com.') // true
 */
export function isWeChatHost(name: string): boolean {
  const plain = plainName(name)
  return WECHAT_HOSTS.some((host) => (host.startsWith('.') ? plain.endsWith(host) : plain === host))
}

/** Returns a host in lower case, without a dot at its end. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}
