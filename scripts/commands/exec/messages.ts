import type { Say } from '../terminal/language'

/**
 * Returns what exec prints when a command has exited.
 *
 * @param wechat requests: how many the local WeChat received; failedConnections: how many TLS connections to it failed
 * @param bypassing the programs that connected to the real WeChat; undefined where that cannot be seen
 */
export function summary(
  { requests, failedConnections }: { requests: number; failedConnections: number },
  bypassing: readonly string[] | undefined,
  say: Say,
): string {
  const lines = [
    say({ en: `Requests that the local WeChat received: ${requests}.`, zh: `本地模拟环境收到的请求数：${requests}。` }),
    bypassing === undefined &&
      say({
        en: 'Whether a client also connected to the real WeChat can be seen on Linux only.',
        zh: '客户端是否还连接了真正的微信，只有在 Linux 上才能看到。',
      }),
    failedConnections > 0 &&
      say({
        en: `TLS connections to the local WeChat that failed before anything was sent: ${failedConnections}. The client probably trusts only certificates of its own: add those in the file SSL_CERT_FILE to them, or give it the base address in WX_API_BASE.`,
        zh: `到本地模拟环境的 TLS 连接失败次数：${failedConnections}（没有发出任何数据）。客户端可能只信任自带的证书：请加入 SSL_CERT_FILE 文件里的证书，或让客户端使用 WX_API_BASE 中的地址。`,
      }),
    ...(bypassing ?? []).map((program) =>
      say({
        en: `${program} connected to the real WeChat: exec cannot redirect this client. Give it the base address in WX_API_BASE.`,
        zh: `${program} 连接了真正的微信：exec 无法重定向这个客户端。请让它使用 WX_API_BASE 中的地址。`,
      }),
    ),
  ]
  return lines.filter(Boolean).join('\n')
}
