import { TRUST_STORE_PASSWORD } from './javaTrustStore'

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

/** What Java heeds, the last most; the others only of whoever has set them, who else would have the last word there. */
const VARIABLES = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS']

/**
 * The variables that lead Java to an HTTP proxy. Java tells it no secret that is not in the program, so it must ask it for
 * WeChat alone: it knows only what it is not to ask for, with a star at one end.
 *
 * @param offline leads it there for all other hosts too, where they are refused
 * @param own variables of the user: their options go before these, for of two that differ the latter holds
 */
export function javaEnvironment(
  proxy: { port: number },
  trustStore: string,
  offline: boolean,
  own: NodeJS.ProcessEnv,
): Record<string, string> {
  const without = (offline ? LOCAL : OTHERS).join('|')
  const scheme = (name: string) => `-D${name}.proxyHost=127.0.0.1 -D${name}.proxyPort=${proxy.port}`
  // The user's may be of another type, with another password.
  const store = `"-Djavax.net.ssl.trustStore=${trustStore}" -Djavax.net.ssl.trustStoreType=JKS -Djavax.net.ssl.trustStorePassword=${TRUST_STORE_PASSWORD}`
  const options = `${scheme('http')} ${scheme('https')} -Dhttp.nonProxyHosts=${without} ${store}`
  const set = VARIABLES.filter((name, index) => index === 0 || own[name])
  return Object.fromEntries(set.map((name) => [name, [own[name], options].filter(Boolean).join(' ')]))
}
