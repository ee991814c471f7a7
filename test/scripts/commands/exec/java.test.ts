import { createHash, X509Certificate } from 'node:crypto'
import { javaEnvironment, javaTrustStore } from '../../../../scripts/commands/exec/java'
import { API_HOSTS } from '../../../../scripts/emulator/redirect/wechatHosts'
import { selfSignedCertificate } from '../../../helpers/selfSignedCertificate'

/** Matches as java.net.ProxySelector does: a star is allowed at both ends of a pattern. */
function matches(pattern: string, host: string): boolean {
  const plain = pattern.replace(/^\*|\*$/g, '')
  if (!pattern.startsWith('*')) return pattern.endsWith('*') ? host.startsWith(plain) : host === plain
  return pattern.endsWith('*') ? host.includes(plain) : host.endsWith(plain)
}

describe('javaEnvironment', () => {
  const TRUST_STORE = '/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T/wx-logistics-abcdef/trust.jks'
  const environment = (offline: boolean, own: NodeJS.ProcessEnv = {}) =>
    javaEnvironment({ http: 12345, socks: 54321 }, TRUST_STORE, offline, own)
  const online = environment(false)
  const offline = environment(true)

  /** Whether Java connects to a host directly: without the HTTP proxy, and without the SOCKS proxy. */
  const areDirect = ({ JAVA_TOOL_OPTIONS = '', _JAVA_OPTIONS = '' }: Record<string, string>, host: string) =>
    [/-Dhttp\.nonProxyHosts=(\S+)/.exec(JAVA_TOOL_OPTIONS), /-DsocksNonProxyHosts=(\S+)/.exec(_JAVA_OPTIONS)].map(
      (found) =>
        String(found?.[1])
          .split('|')
          .some((pattern) => matches(pattern, host)),
    )

  it.each([
    'repo.maven.apache.org',
    'api.weibo.com',
    'api.mch.weixin.qq.com',
    'mp.weixin.qq.com',
    'api.q.qq.com',
    'api.we',
    'api',
    'a',
    'apix.weixin.qq.com',
    'amazon.com',
    'shop.com',
    'sh.cn',
    '10.0.0.1',
    '222.222.2.2',
    '127.0.0.1',
    'localhost',
    '[::1]',
    '_dmarc.example.com',
  ])('makes Java connect to %s directly', (host) => {
    expect(areDirect(online, host)).toEqual([true, true])
  })

  it.each(API_HOSTS)('makes Java connect to %s through the proxies', (host) => {
    expect([areDirect(online, host), areDirect(offline, host)]).toEqual([
      [false, false],
      [false, false],
    ])
  })

  it('makes Java connect to all hosts but this machine through the proxies with --offline', () => {
    for (const host of ['repo.maven.apache.org', 'api.weibo.com'])
      expect(areDirect(offline, host)).toEqual([false, false])
    for (const host of ['127.0.0.1', 'localhost', '[::1]']) expect(areDirect(offline, host)).toEqual([true, true])
  })

  it('fits into the 1023 characters that Java 8 reads of each variable', () => {
    expect(Object.values(online).filter((it) => it.length > 1023)).toEqual([])
  })

  const store = '-Djavax.net.ssl.trustStoreType=JKS -Djavax.net.ssl.trustStorePassword=changeit'

  it('names the proxies and the trust store', () => {
    expect(offline).toEqual({
      JAVA_TOOL_OPTIONS: `-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=12345 -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=12345 -Dhttp.nonProxyHosts=localhost|127.*|[::1] ${store}`,
      _JAVA_OPTIONS: `-DsocksProxyHost=127.0.0.1 -DsocksProxyPort=54321 -DsocksNonProxyHosts=localhost|127.*|[::1] "-Djavax.net.ssl.trustStore=${TRUST_STORE}"`,
    })
  })

  it("overrides the user's own options with later ones", () => {
    const { JAVA_TOOL_OPTIONS: http, _JAVA_OPTIONS: socks } = offline
    const mine = '-Dhttps.proxyHost=mine -Dmine=yes'

    expect(environment(true, { JAVA_TOOL_OPTIONS: mine })).toEqual({
      JAVA_TOOL_OPTIONS: `${mine} ${http}`,
      _JAVA_OPTIONS: socks,
    })
    expect(environment(true, { JDK_JAVA_OPTIONS: mine })._JAVA_OPTIONS).toBe(`${http} ${socks}`)
    expect(environment(true, { JDK_JAVA_OPTIONS: mine, _JAVA_OPTIONS: mine })).toEqual({
      JAVA_TOOL_OPTIONS: http,
      _JAVA_OPTIONS: `${mine} ${http} ${socks}`,
    })
  })
})

describe('javaTrustStore', () => {
  const { cert } = selfSignedCertificate()
  const { raw } = new X509Certificate(cert)

  it('writes the number of certificates, then each under a unique name', () => {
    const entry = (alias: string) =>
      Buffer.concat([
        Buffer.from('00000002' + '0004', 'hex'),
        Buffer.from(alias),
        Buffer.from(`0000000000000000${'0005'}${Buffer.from('X.509').toString('hex')}`, 'hex'),
        Buffer.from(raw.length.toString(16).padStart(8, '0'), 'hex'),
        raw,
      ])
    const content = Buffer.concat([Buffer.from('feedfeed0000000200000002', 'hex'), entry('ca-0'), entry('ca-1')])

    expect(javaTrustStore([cert, cert]).subarray(0, -20)).toEqual(content)
  })

  it('ends with the digest for the default password', () => {
    const store = javaTrustStore([])
    const password = Buffer.from([...'changeit'].flatMap((letter) => [0, letter.charCodeAt(0)]))
    const digest = createHash('sha1')
      .update(password)
      .update('Mighty Aphrodite')
      .update(store.subarray(0, -20))
      .digest()

    expect(store.subarray(-20)).toEqual(digest)
  })
})
