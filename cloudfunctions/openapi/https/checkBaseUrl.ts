/**
 * Checks an address that replaces https://api.weixin.qq.com. The appsecret and passwords are sent there, so it must be https,
 * or http on this machine (tests, the local WeChat).
 *
 * @returns the address without a slash at its end
 * @throws Error if it is anything else
 * @example
 * checkBaseUrl('http://127.0.0.1:8787/') // 'http://127.0.0.1:8787'
 */
export function checkBaseUrl(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) throw new Error('baseUrl is not a URL such as https://api.weixin.qq.com')
  const { href, protocol, hostname, username, password, search, hash } = new URL(baseUrl)
  if (username || password || search || hash) {
    throw new Error('baseUrl may have a path, but no user, password, query or fragment')
  }
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) {
    throw new Error(
      `baseUrl must be https, because the appsecret and passwords are sent there: ${protocol}//${hostname} is not; http is for this machine only (127.0.0.1, localhost, [::1])`,
    )
  }
  return href.replace(/\/+$/, '')
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i

/**
 * Returns whether the host of a URL is this machine.
 *
 * @example
 * isLoopback(new URL('http://127.0.0.1:8787').hostname) // true
 */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname)
}
