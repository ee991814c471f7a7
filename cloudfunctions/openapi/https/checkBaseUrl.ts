import { MessageError } from '../messages/Message'

/**
 * Checks an address that replaces https://api.weixin.qq.com. The appsecret and passwords are sent there, so it must be https,
 * or http on this machine (tests, the local WeChat).
 *
 * @param name of the option or variable that holds it, for the messages
 * @returns the address without a slash at its end
 * @throws MessageError if it is anything else
 * @example
 * checkBaseUrl('http://127.0.0.1:8787/') // 'http://127.0.0.1:8787'
 */
export function checkBaseUrl(baseUrl: string, name = 'baseUrl'): string {
  const refuse = (en: string, zh: string) => new MessageError({ en: `${name} ${en}`, zh: `${name} ${zh}` })
  if (!URL.canParse(baseUrl))
    throw refuse(
      'is not a URL such as https://api.weixin.qq.com',
      '不是网址，应为 https://api.weixin.qq.com 这样的形式',
    )
  const { href, protocol, hostname, username, password, search, hash } = new URL(baseUrl)
  if (username || password || search || hash)
    throw refuse(
      'may have a path, but no user, password, query or fragment',
      '可以带路径，但不能带用户名、密码、查询参数或片段',
    )
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname)))
    throw refuse(
      `must be https, because the appsecret and passwords are sent there: ${protocol}//${hostname} is not; http is for this machine only (127.0.0.1, localhost, [::1])`,
      `必须是 https，因为 AppSecret 和密码会发送到那里，而 ${protocol}//${hostname} 不是；http 只能用于本机（127.0.0.1、localhost、[::1]）`,
    )
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
