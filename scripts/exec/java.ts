import { createHash, X509Certificate } from 'node:crypto'

/** The characters of a host name or an address. */
const CHARACTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789-._:[']
/** The start of api.weixin.qq.com, which hardly any other host has. */
const START = 'api.weix'
/** Patterns for all other hosts. Java allows a star at one end of a pattern only. */
const OTHERS = [...START].flatMap((character, at) => {
  const same = START.slice(0, at)
  return [same, ...CHARACTERS.filter((it) => it !== character).map((it) => `${same}${it}*`)].filter(Boolean)
})
/** Java's default for nonProxyHosts: https://docs.oracle.com/en/java/javase/21/core/java-networking.html */
const LOCAL = ['localhost', '127.*', '[::1]']

/** The variables that Java reads, the last one with the highest precedence; the user's own would override ours. */
const VARIABLES = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS']

/**
 * Returns the variables that make Java use an HTTP proxy for WeChat's hosts alone: Java sends a proxy no credentials that
 * are not in the program. nonProxyHosts can only list what to leave out.
 *
 * @param offline uses the proxy for all other hosts too; it refuses them
 * @param own variables of the user; of two different options the later one, which is ours, is valid
 */
export function javaEnvironment(
  proxy: { port: number },
  trustStore: string,
  offline: boolean,
  own: NodeJS.ProcessEnv,
): Record<string, string> {
  const without = (offline ? LOCAL : OTHERS).join('|')
  const scheme = (name: string) => `-D${name}.proxyHost=127.0.0.1 -D${name}.proxyPort=${proxy.port}`
  // The user's may have another type and another password.
  const store = `"-Djavax.net.ssl.trustStore=${trustStore}" -Djavax.net.ssl.trustStoreType=JKS -Djavax.net.ssl.trustStorePassword=${TRUST_STORE_PASSWORD}`
  const options = `${scheme('http')} ${scheme('https')} -Dhttp.nonProxyHosts=${without} ${store}`
  const set = VARIABLES.filter((name, index) => index === 0 || own[name])
  return Object.fromEntries(set.map((name) => [name, [own[name], options].filter(Boolean).join(' ')]))
}

/** The header of the format JKS, which every Java since 1.2 reads. */
const MAGIC = 0xfeedfeed
const VERSION = 2
const TRUSTED_CERTIFICATE = 2

/** The usual password. It protects the digest only. */
const TRUST_STORE_PASSWORD = 'changeit'

/**
 * Writes a trust store for Java in the format JKS (sun.security.provider.JavaKeyStore of OpenJDK).
 *
 * @param certificates each in PEM
 */
export function javaTrustStore(certificates: readonly string[]): Buffer {
  const content = Buffer.concat([
    uint32(MAGIC),
    uint32(VERSION),
    uint32(certificates.length),
    ...certificates.flatMap((pem, index) => {
      const { raw } = new X509Certificate(pem)
      const created = Buffer.alloc(8)
      return [uint32(TRUSTED_CERTIFICATE), utf(`ca-${index}`), created, utf('X.509'), uint32(raw.length), raw]
    }),
  ])
  const digest = createHash('sha1').update(Buffer.from(TRUST_STORE_PASSWORD, 'utf16le').swap16())
  return Buffer.concat([content, digest.update('Mighty Aphrodite').update(content).digest()])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** Returns ASCII text after its length. */
function utf(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])
}
