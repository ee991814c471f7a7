/** What a name of a host, or an address, is made of. */
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789-._:[']
/** So begins api.weixin.qq.com, and hardly anything else. */
const BEGINNING = 'api.weix'
const OTHERS = [...BEGINNING].flatMap((letter, at) => {
  const same = BEGINNING.slice(0, at)
  return [same, ...LETTERS.filter((it) => it !== letter).map((it) => `${same}${it}*`)].filter(Boolean)
})
/** What Java itself leaves out unless told otherwise: https://docs.oracle.com/en/java/javase/21/core/java-networking.html */
const LOCAL = ['localhost', '127.*', '[::1]']

/**
 * JAVA_TOOL_OPTIONS that lead Java to an HTTP proxy. Java tells it no secret that is not in the program, so it must ask it for
 * WeChat alone: it knows only what it is not to ask for, with a star at one end.
 *
 * @param offline leads it there for all other hosts too, where they are refused
 * @param options that hold already: they go before these
 */
export function javaOptions(
  proxy: { port: number },
  trustStore: string,
  offline: boolean,
  options: string | undefined,
): string {
  const without = (offline ? LOCAL : OTHERS).join('|')
  const scheme = (name: string) => `-D${name}.proxyHost=127.0.0.1 -D${name}.proxyPort=${proxy.port}`
  const own = `${scheme('http')} ${scheme('https')} -Dhttp.nonProxyHosts=${without} "-Djavax.net.ssl.trustStore=${trustStore}"`
  return [own, options].filter(Boolean).join(' ')
}
