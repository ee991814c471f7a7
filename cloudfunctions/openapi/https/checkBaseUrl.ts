import { isLoopback } from './isLoopback'

/**
 * Checks an address in the place of https://api.weixin.qq.com: the appsecret and passwords go there, so it must be https,
 * or http on this very machine (tests, the local WeChat).
 *
 * @returns the address without a slash at its end
 * @throws Error when it is anything else
 * @example
 * checkBaseUrl('http://127.0.0.1:8787/') // 'http://127.0.0.1:8787'
 */
export function checkBaseUrl(baseUrl: string): string {
  const url = parse(baseUrl)
  if (!url) throw new Error('baseUrl is no URL; it looks like https://api.weixin.qq.com')
  const { protocol, hostname, username, password, search, hash } = url
  if (username || password || search || hash) {
    throw new Error('baseUrl may have a path but neither a user, a password, a query nor a fragment')
  }
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) {
    throw new Error(
      `baseUrl must be https, for the appsecret and passwords go there: ${protocol}//${hostname} is not; http is for this machine only (127.0.0.1, localhost, [::1])`,
    )
  }
  return url.href.replace(/\/+$/, '')
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}
