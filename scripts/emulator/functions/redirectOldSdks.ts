import http, { type RequestOptions } from 'node:http'
import https from 'node:https'
import { urlToHttpOptions } from 'node:url'

/** Where wx-server-sdk before 2.0 looks for the gateway, and can be told nothing else (tcb-admin-node, src/utils/httpRequest.js). */
export const OLD_GATEWAYS: readonly string[] = [
  'tcb-admin.tencentcloudapi.com',
  'tcb-admin.tencentyun.com',
  'tcb-open.tencentcloudapi.com',
  'tcb-open.tencentyun.com',
]

/** Sends what old SDKs in this process ask of their gateway, over http or https, to the gateway at this address. */
export function redirectOldSdks(gatewayUrl: string): void {
  const gateway = new URL(gatewayUrl)
  const { hostname, port } = urlToHttpOptions(gateway)
  const send = http.request
  for (const protocol of [http, https]) {
    const request = new Proxy(protocol.request, {
      apply(original, self, args: unknown[]) {
        const [options, ...more] = args
        if (!isForOldGateway(options)) return Reflect.apply(original, self, args)
        // The old Host would be refused as a foreign one (localOnly.ts); the agent may be one for https.
        const kept = Object.entries(options.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'host')
        const headers = { ...Object.fromEntries(kept), host: gateway.host }
        const local = { protocol: 'http:', host: hostname, hostname, port, agent: undefined, headers }
        return Reflect.apply(send, self, [{ ...options, ...local }, ...more])
      },
    })
    Object.assign(protocol, { request })
  }
}

function isForOldGateway(options: unknown): options is RequestOptions {
  if (typeof options !== 'object' || options === null) return false
  const { hostname, host }: RequestOptions = options
  return OLD_GATEWAYS.includes(hostname ?? host ?? '')
}
