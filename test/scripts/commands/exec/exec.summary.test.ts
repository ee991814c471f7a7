import { summary } from '../../../../scripts/commands/exec'
import { sayIn } from '../../../../scripts/commands/terminal/language'

describe('summary', () => {
  it('says what exec cannot check on systems other than Linux', () => {
    const wechat = { requests: 2, failedConnections: 0, otherProtocols: 0, escapedBodies: 0 }

    expect(summary(wechat, undefined, sayIn(['--lang', 'en'], {}))).toBe(
      'Requests that the local WeChat received: 2.\nWhether a client also connected to the real WeChat can be seen on Linux only.',
    )
    expect(summary(wechat, undefined, sayIn(['--lang', 'zh'], {}))).toBe(
      '本地模拟环境收到的请求数：2。\n客户端是否还连接了真正的微信，只有在 Linux 上才能看到。',
    )
  })

  it('names each problem in Chinese too', () => {
    const counts = { requests: 0, failedConnections: 1, otherProtocols: 2, escapedBodies: 3 }
    expect(summary(counts, ['curl'], sayIn(['--lang', 'zh'], {}))).toBe(
      '本地模拟环境收到的请求数：0。\n到本地模拟环境的 TLS 连接失败次数：1（没有发出任何数据）。客户端可能只信任自带的证书：请加入 SSL_CERT_FILE 文件里的证书，或让客户端使用 WX_API_BASE 中的地址。\n因客户端不支持 HTTP/1.1（ALPN）而失败的 TLS 连接数：2。请在客户端启用 HTTP/1.1：本地模拟环境不支持 HTTP/2。\n请求体把中文转义成 \\uXXXX 的请求数：3。微信不会还原这种转义，请直接发送 UTF-8，例如 Python 中用 json.dumps(body, ensure_ascii=False).encode()。\ncurl 连接了真正的微信：exec 无法重定向这个客户端。请让它使用 WX_API_BASE 中的地址。',
    )
  })
})
