import { createHash, X509Certificate } from 'node:crypto'
import { API_HOSTS } from '../../emulator/redirect/wechatHosts'

/** The characters of a host name or an address. */
const CHARACTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789-._:']
const USED = [...new Set(API_HOSTS.join(''))]
/** The starts of WeChat's hosts, so long that other hosts made of the same characters hardly have them. */
const STARTS = ['api.w', 'api2', 'sh', 'sz', 'hk']
/**
 * Patterns for all other hosts. Java allows a star at the ends of a pattern only. Few enough for Java 8, which ignores a
 * variable of more than 1023 characters (OpenJDK 8, hotspot/src/share/vm/runtime/arguments.cpp).
 */
const OTHERS = [
  ...CHARACTERS.filter((it) => !USED.includes(it)).map((it) => `*${it}*`),
  ...new Set(STARTS.flatMap((start) => [...start].flatMap((_, length) => otherHosts(start.slice(0, length))))),
  ...USED.filter((it) => it !== 'm').map((it) => `*${it}`),
  ...USED.filter((it) => !'q.'.includes(it)).map((it) => `*${it}.com`),
]
/** Java's default for nonProxyHosts: https://docs.oracle.com/en/java/javase/21/core/java-networking.html */
const LOCAL = ['localhost', '127.*', '[::1]']

/** Returns patterns for the hosts that are a beginning of WeChat's, or continue it differently. */
function otherHosts(beginning: string): string[] {
  const others = USED.map((it) => `${beginning}${it}`).filter((it) => !STARTS.some((start) => start.startsWith(it)))
  return [beginning, ...others.map((it) => `${it}*`)].filter(Boolean)
}

/**
 * Returns the variables that make Java use an HTTP proxy for WeChat's hosts alone, because Java sends a proxy no credentials
 * that are not in the program, and a SOCKS proxy for clients that ignore the HTTP proxy, such as Apache HttpClient.
 *
 * @param ports of the proxies
 * @param offline uses the proxies for all other hosts too; they refuse them
 * @param own variables of the user; of two different options the later one, which is ours, is valid
 */
export function javaEnvironment(
  ports: { http: number; socks: number },
  trustStore: string,
  offline: boolean,
  own: NodeJS.ProcessEnv,
): Record<string, string> {
  const without = (offline ? LOCAL : OTHERS).join('|')
  const proxy = (name: string, port: number) => `-D${name}Host=127.0.0.1 -D${name}Port=${port}`
  // The user's trust store may have another type and another password.
  const http = `${proxy('http.proxy', ports.http)} ${proxy('https.proxy', ports.http)} -Dhttp.nonProxyHosts=${without} -Djavax.net.ssl.trustStoreType=JKS -Djavax.net.ssl.trustStorePassword=${TRUST_STORE_PASSWORD}`
  const socks = `${proxy('socksProxy', ports.socks)} -DsocksNonProxyHosts=${without} "-Djavax.net.ssl.trustStore=${trustStore}"`
  const { JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS, _JAVA_OPTIONS } = own
  const join = (...options: (string | undefined)[]) => options.filter(Boolean).join(' ')
  return {
    JAVA_TOOL_OPTIONS: join(JAVA_TOOL_OPTIONS, http),
    // Java gives it precedence over the other two.
    _JAVA_OPTIONS: join(_JAVA_OPTIONS, (JDK_JAVA_OPTIONS || _JAVA_OPTIONS) && http, socks),
  }
}

/** The start of a trust store: the magic number of the format JKS, and its version 2, which every Java since 1.2 reads. */
const HEADER = Buffer.from('feedfeed00000002', 'hex')
const TRUSTED_CERTIFICATE = 2

/** The usual password. It protects the digest only. */
const TRUST_STORE_PASSWORD = 'changeit'

/**
 * Writes a trust store for Java in the format JKS (sun.security.provider.JavaKeyStore of OpenJDK).
 *
 * @param certificates each in PEM
 */
export function javaTrustStore(certificates: readonly string[]): Buffer {
  const entries = certificates.map((pem, index) => {
    const { raw } = new X509Certificate(pem)
    const created = Buffer.alloc(8)
    const parts = [uint32(TRUSTED_CERTIFICATE), utf(`ca-${index}`), created, utf('X.509'), uint32(raw.length), raw]
    return Buffer.concat(parts)
  })
  const content = Buffer.concat([HEADER, uint32(certificates.length), ...entries])
  const digest = createHash('sha1').update(Buffer.from(TRUST_STORE_PASSWORD, 'utf16le').swap16())
  return Buffer.concat([content, digest.update('Mighty Aphrodite').update(content).digest()])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** Returns a short ASCII string, after its length in two bytes. */
function utf(text: string): Buffer {
  return Buffer.from([0, text.length, ...Buffer.from(text)])
}
