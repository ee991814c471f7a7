import type { Counts } from '../../emulator/routes/Services'
import type { Say } from '../terminal/language'

/**
 * Returns what exec prints when a command has exited.
 *
 * @param bypassing the programs that connected to the real WeChat; undefined where that cannot be seen
 */
export function summary(
  { requests, failedConnections, otherProtocols, escapedBodies }: Counts,
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
    otherProtocols > 0 &&
      say({
        en: `TLS connections to the local WeChat that failed because the client does not offer HTTP/1.1 (ALPN): ${otherProtocols}. Turn HTTP/1.1 on in the client: the local WeChat does not speak HTTP/2.`,
        zh: `因客户端不支持 HTTP/1.1（ALPN）而失败的 TLS 连接数：${otherProtocols}。请在客户端启用 HTTP/1.1：本地模拟环境不支持 HTTP/2。`,
      }),
    escapedBodies > 0 &&
      say({
        en: `Requests whose body escapes Chinese as \\uXXXX, which WeChat does not decode: ${escapedBodies}. Send UTF-8, in Python for example json.dumps(body, ensure_ascii=False).encode().`,
        zh: `请求体把中文转义成 \\uXXXX 的请求数：${escapedBodies}。微信不会还原这种转义，请直接发送 UTF-8，例如 Python 中用 json.dumps(body, ensure_ascii=False).encode()。`,
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
