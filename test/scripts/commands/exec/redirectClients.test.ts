import { spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import os from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Redirected, redirectClients } from '../../../../scripts/commands/exec/redirectClients'
import { selfSignedCertificate } from '../../../helpers/selfSignedCertificate'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
const folder = temporaryFolder()
let redirected: Redirected
afterEach(() => redirected.close())

async function redirect(
  own: NodeJS.ProcessEnv = {},
  options: { offline?: boolean } = {},
): Promise<Record<string, string>> {
  redirected = await redirectClients(
    { url: wechat.url(), endpoints: wechat.endpoints(), ticket: wechat.ticket() },
    own,
    options,
  )
  return Object.fromEntries(Object.entries(redirected.env).map(([name, value]) => [name, String(value)]))
}

const certificatesOf = (file = '') => readFileSync(file, 'utf8').match(/-----BEGIN.+?-----END CERTIFICATE-----/gs) ?? []
const subjectsOf = (file = '') => certificatesOf(file).map((pem) => new X509Certificate(pem).subject)
const authority = () => new X509Certificate(wechat.endpoints().ca).subject
const trim = (pem: string) => pem.trim()

describe('redirectClients', () => {
  it('sets the variables, and writes files that only the user can read', async () => {
    jest.spyOn(os, 'tmpdir').mockReturnValue(folder.path())
    const env = await redirect({ MINE: 'kept', PATH: '/bin' })
    const dir = dirname(env.SSL_CERT_FILE ?? '')

    expect(env).toMatchObject({
      MINE: 'kept',
      PATH: '/bin',
      WX_API_BASE: wechat.url(),
      HTTP_PROXY: expect.stringMatching(/^http:\/\/exec:[0-9a-f]{32}@127\.0\.0\.1:\d+$/),
      NO_PROXY: '127.0.0.1,localhost,::1',
      NODE_OPTIONS: expect.stringMatching(/^--require ".*\/dist\/emulator\/preload\.js"$/),
      REQUESTS_CA_BUNDLE: env.SSL_CERT_FILE,
      CURL_CA_BUNDLE: env.SSL_CERT_FILE,
      PHP_INI_SCAN_DIR: `:${join(dir, 'php')}`,
      PYTHONPATH: join(dir, 'python'),
      RUBYLIB: join(dir, 'ruby'),
      RUBYOPT: '-rwx_logistics_exec',
      PERL_LWP_ENV_PROXY: '1',
      PERL_LWP_SSL_CA_FILE: env.SSL_CERT_FILE,
      MOJO_PROXY: '1',
      MOJO_CA_FILE: env.SSL_CERT_FILE,
      BUN_OPTIONS: expect.stringMatching(/^--preload \/.*\/dist\/emulator\/preload\.js$/),
    })
    expect([env.http_proxy, env.HTTPS_PROXY, env.https_proxy]).toEqual(Array(3).fill(env.HTTP_PROXY))
    expect(env.no_proxy).toBe(env.NO_PROXY)
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((it) => it.isFile())
    expect(files.map(({ name }) => name).sort()).toEqual([
      'ca.pem',
      'exec.ini',
      'node.pem',
      'sitecustomize.py',
      'trust.jks',
      'wgetrc',
      'wx_logistics_exec.rb',
    ])
    for (const { parentPath, name } of files) expect(statSync(join(parentPath, name)).mode & 0o777).toBe(0o600)
    redirected.close()
    expect(existsSync(dir)).toBe(false)
  })

  it.each([':', '"', "'", '$', '\\'])(
    'writes to /tmp if the folder for temporary files contains %j',
    async (character) => {
      jest.spyOn(os, 'tmpdir').mockReturnValue(folder.path(`a${character}b`))
      const { SSL_CERT_FILE } = await redirect()

      expect(SSL_CERT_FILE).toMatch(/^\/tmp\/wx-logistics-\w+\/ca\.pem$/)
    },
  )

  it('writes the private key of the authority to no file or variable', async () => {
    const env = await redirect()
    const dir = dirname(env.SSL_CERT_FILE ?? '')
    const all = readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((it) => it.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))

    expect([...all, ...Object.values(env)].filter((it) => it.includes('PRIVATE KEY'))).toEqual([])
  })

  it('adds the authority to the certificates that the user trusts, in a file or a folder', async () => {
    const [first, second, third, fourth] = Array.from({ length: 4 }, () => selfSignedCertificate().cert.trim())
    folder.write({
      'ssl.pem': `${first}\n`,
      'requests/one.pem': `# a comment\n${second}\n`,
      'requests/none.txt': 'nothing',
      'curl.pem': String(third),
      'node.pem': String(fourth),
    })
    const env = await redirect({
      SSL_CERT_FILE: folder.path('ssl.pem'),
      REQUESTS_CA_BUNDLE: folder.path('requests'),
      CURL_CA_BUNDLE: folder.path('curl.pem'),
      NODE_EXTRA_CA_CERTS: folder.path('node.pem'),
    })
    const all = certificatesOf(env.SSL_CERT_FILE)

    expect(all).toEqual(expect.arrayContaining([first, second, third, fourth, trim(wechat.endpoints().ca)]))
    expect(all.length).toBeGreaterThan(100)
    expect(new Set(all.map((it) => new X509Certificate(it).fingerprint256)).size).toBe(all.length)
    expect(certificatesOf(env.NODE_EXTRA_CA_CERTS)).toEqual([fourth, trim(wechat.endpoints().ca)])
  })

  it('adds only the authority for Node, and ignores files that do not exist', async () => {
    const env = await redirect({ NODE_EXTRA_CA_CERTS: '/no/such', SSL_CERT_FILE: '/no/such', WGETRC: '/no/such' })

    expect(subjectsOf(env.NODE_EXTRA_CA_CERTS)).toEqual([authority()])
    expect(subjectsOf(env.SSL_CERT_FILE)).toContain(authority())
    expect(readFileSync(env.WGETRC ?? '', 'utf8')).toMatch(/^\nca_certificate=/)
  })

  it("adds to the user's own wgetrc, folders of PHP and Python, and options of Java", async () => {
    folder.write({ wgetrc: 'tries = 3\n' })
    const env = await redirect({
      WGETRC: folder.path('wgetrc'),
      PHP_INI_SCAN_DIR: '/my/php',
      PYTHONPATH: '/my/python',
      JAVA_TOOL_OPTIONS: '-Dmine=yes',
    })
    const dir = dirname(env.SSL_CERT_FILE ?? '')

    const { origin, username, password } = new URL(String(env.HTTPS_PROXY))

    expect(readFileSync(env.WGETRC ?? '', 'utf8')).toBe(
      `tries = 3\n\nca_certificate=${env.SSL_CERT_FILE}\nuse_proxy=on\nhttp_proxy=${origin}\nhttps_proxy=${origin}\nproxy_user=${username}\nproxy_password=${password}\nno_proxy=\n`,
    )
    expect(env.PHP_INI_SCAN_DIR).toBe(`/my/php:${join(dir, 'php')}`)
    expect(env.PYTHONPATH).toBe(`${join(dir, 'python')}:/my/python`)
    expect(env.JAVA_TOOL_OPTIONS).toMatch(/^-Dmine=yes -Dhttp\.proxyHost=127\.0\.0\.1 /)
    expect(env._JAVA_OPTIONS).toContain(` "-Djavax.net.ssl.trustStore=${join(dir, 'trust.jks')}"`)
  })

  it("adds to the user's own options of Ruby and Bun", async () => {
    const env = await redirect({ RUBYOPT: '-w', RUBYLIB: '/my/ruby', BUN_OPTIONS: '--smol' })

    expect([env.RUBYOPT, env.RUBYLIB]).toEqual(['-w -rwx_logistics_exec', expect.stringMatching(/\/ruby:\/my\/ruby$/)])
    expect(env.BUN_OPTIONS).toMatch(/^--preload \/.* --smol$/)
  })

  it.each([
    ['10.0.0.0/8,.other.example', '10.0.0.0/8,.other.example'],
    ['mine.example:8080 192.168.1.1', 'mine.example:8080,192.168.1.1'],
    ['localhost,127.0.0.1', ''],
    ['*,api.weixin.qq.com,weixin.qq.com,.qq.com,*.QQ.com:443,com,[::1]', ''],
    ['.tencentcloudapi.com,env-1.ap-shanghai.tcb-api.tencentcloudapi.com', ''],
  ])("keeps the user's NO_PROXY without what includes WeChat's hosts: %s", async (own, kept) => {
    const local = '127.0.0.1,localhost,::1'

    expect(await redirect({ no_proxy: own })).toMatchObject({ NO_PROXY: [local, kept].filter(Boolean).join() })
    redirected.close()
    expect(await redirect({ NO_PROXY: own }, { offline: true })).toMatchObject({ no_proxy: local })
  })

  it("trusts the certificates of the user's wgetrc and SSL_CERT_DIR", async () => {
    const [first, second, third] = Array.from({ length: 3 }, () => selfSignedCertificate().cert.trim())
    folder.write({
      'mine.pem': String(first),
      'one/it.pem': String(second),
      'two/it.pem': String(third),
      wgetrc: `CA-Certificate = ${folder.path('mine.pem')}\n`,
    })
    const env = await redirect({
      WGETRC: folder.path('wgetrc'),
      SSL_CERT_DIR: `${folder.path('one')}:${folder.path('two')}`,
    })

    expect(certificatesOf(env.SSL_CERT_FILE)).toEqual(expect.arrayContaining([first, second, third]))
  })

  it('keeps NODE_OPTIONS of the user with spaces and quotes', async () => {
    const own = folder.write({ 'a "quoted" folder/own.js': 'console.log("mine is loaded")' })
    const path = `${own}/a \\"quoted\\" folder/own.js`
    const env = await redirect({ ...process.env, NODE_OPTIONS: `--require "${path}" --title=mine` })
    const code = `fetch('https://api.weixin.qq.com/cgi-bin/token').then((it) => it.json()).then((it) => console.log(process.title, it.errcode))`
    const child = spawn(process.execPath, ['-e', code], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const [out] = await Promise.all([text(child.stdout), once(child, 'close')])

    expect(out).toBe('mine is loaded\nmine 40002\n')
  })

  it.each([
    [{}, {}, false],
    [{ offline: true }, {}, true],
    [{}, { LOCAL_WECHAT_ENDPOINTS: '{"offline":true}' }, true],
    [{}, { LOCAL_WECHAT_ENDPOINTS: '{"offline":false}' }, false],
  ])('passes --offline to Node, also from an outer exec: %j %j', async (options, own, offline) => {
    const env = await redirect(own, options)

    expect(JSON.parse(env.LOCAL_WECHAT_ENDPOINTS ?? '')).toEqual({ ...wechat.endpoints(), offline })
  })
})
