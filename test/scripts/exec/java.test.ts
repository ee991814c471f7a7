import { createHash, X509Certificate } from 'node:crypto'
import { javaEnvironment, javaTrustStore } from '../../../scripts/exec/java'
import { selfSignedCertificate } from '../../helpers/selfSignedCertificate'

/** As java.net.ProxySelector reads http.nonProxyHosts: a star stands at one end of a name. */
function isDirect(options: string, host: string): boolean {
  const [, patterns = ''] = /-Dhttp\.nonProxyHosts=(\S+)/.exec(options) ?? []
  return patterns.split('|').some((it) => (it.endsWith('*') ? host.startsWith(it.slice(0, -1)) : host === it))
}

describe('the options of Java', () => {
  const environment = (trustStore: string, offline: boolean, own: NodeJS.ProcessEnv = {}) =>
    javaEnvironment({ port: 1234 }, trustStore, offline, own)
  const { JAVA_TOOL_OPTIONS: online = '' } = environment('/tmp/a folder/trust.jks', false)
  const { JAVA_TOOL_OPTIONS: offline = '' } = environment('/tmp/trust.jks', true)

  it.each([
    'repo.maven.apache.org',
    'api.weibo.com',
    'api.mch.weixin.qq.com',
    'api.we',
    'a',
    'apix.weixin.qq.com',
    '10.0.0.1',
    '127.0.0.1',
    'localhost',
    '[::1]',
    '_dmarc.example.com',
  ])('leave %s to it, which would tell the proxy no secret', (host) => {
    expect(isDirect(online, host)).toBe(true)
  })

  it('lead it to the proxy for api.weixin.qq.com', () => {
    expect([isDirect(online, 'api.weixin.qq.com'), isDirect(offline, 'api.weixin.qq.com')]).toEqual([false, false])
  })

  it('lead it to the proxy for all but this machine where it is to reach none', () => {
    expect(['repo.maven.apache.org', 'api.weibo.com'].map((it) => isDirect(offline, it))).toEqual([false, false])
    expect(['127.0.0.1', 'localhost', '[::1]'].map((it) => isDirect(offline, it))).toEqual([true, true, true])
  })

  it('name the proxy and the trust store', () => {
    expect(online.replace(/-Dhttp\.nonProxyHosts=\S+ /, '')).toBe(
      '-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=1234 -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=1234 "-Djavax.net.ssl.trustStore=/tmp/a folder/trust.jks" -Djavax.net.ssl.trustStoreType=JKS -Djavax.net.ssl.trustStorePassword=changeit',
    )
  })

  it("have the last word after the user's own, wherever these are", () => {
    const { JAVA_TOOL_OPTIONS: ours } = environment('/tmp/trust.jks', true)
    const mine = '-Dhttps.proxyHost=mine -Dmine=yes'

    expect(environment('/tmp/trust.jks', true, { JAVA_TOOL_OPTIONS: mine })).toEqual({
      JAVA_TOOL_OPTIONS: `${mine} ${ours}`,
    })
    expect(environment('/tmp/trust.jks', true, { JDK_JAVA_OPTIONS: mine, _JAVA_OPTIONS: mine })).toEqual({
      JAVA_TOOL_OPTIONS: ours,
      JDK_JAVA_OPTIONS: `${mine} ${ours}`,
      _JAVA_OPTIONS: `${mine} ${ours}`,
    })
  })
})

describe('a trust store of Java', () => {
  const { cert } = selfSignedCertificate()
  const { raw } = new X509Certificate(cert)

  it('holds each certificate under a name of its own, after how many there are', () => {
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

  it('ends with the digest that whoever gives the usual password compares', () => {
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
