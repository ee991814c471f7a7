import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { CertificateAuthority } from '../../scripts/emulator/redirect/certificates/CertificateAuthority'
import { WECHAT_HOSTS } from '../../scripts/emulator/redirect/wechatHosts'
import { type Redirected, redirectClients } from '../../scripts/exec/redirectClients'
import { portOf } from '../helpers/portOf'
import { selfSignedCertificate } from '../helpers/selfSignedCertificate'
import { temporaryFolder } from '../helpers/temporaryFolder'
import { withLocalWeChat } from '../helpers/withLocalWeChat'

/** For a busy machine: no test here is about time. */
jest.setTimeout(120_000)

/** Debian's own, which finds Debian's packages; a machine's first python3 may be another. */
const PYTHON = '/usr/bin/python3'
/** What .ci/run installs. */
const PACKAGES = {
  curl: 'curl',
  wget: 'wget',
  go: 'golang-go',
  php: 'php-cli php-curl',
  java: 'default-jdk-headless',
  ruby: 'ruby',
  openssl: 'openssl',
  [PYTHON]: 'python3-requests python3-httpx',
}

const NODES = {
  'the Node that runs this': process.execPath,
  'Node 22': join(__dirname, 'node_modules/node-22/bin/node'),
  'Node 24': join(__dirname, 'node_modules/node-24/bin/node'),
}

const PROGRAMS = join(__dirname, 'programs')
const built = temporaryFolder('shared')
const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })
const local = () => ({ url: wechat.url(), endpoints: wechat.endpoints(), ticket: wechat.ticket() })
let led: Redirected
beforeAll(async () => {
  const isMissing = (tool: string) => spawnSync(tool, ['--help'], { stdio: 'ignore' }).error !== undefined
  const missing = Object.keys(PACKAGES).filter(isMissing)
  if (missing.length > 0) {
    const packages = Object.entries(PACKAGES).flatMap(([tool, its]) => (missing.includes(tool) ? its : []))
    throw new Error(`${missing.join(', ')} missing: apt-get install ${packages.join(' ')}`)
  }
  const nodes = Object.values(NODES).filter(isMissing)
  if (nodes.length > 0) throw new Error(`${nodes} missing: npm run test:clients fetches them, for Linux on x64 alone`)
  led = await redirectClients(local(), process.env)
  // Before it is led, and not within a test's time: Go and Java compile.
  spawnSync('go', ['build', '-o', built.path('go'), join(PROGRAMS, 'main.go')], { stdio: 'inherit' })
  const classes = ['Post.java', 'PostByUrl.java'].map((name) => join(PROGRAMS, name))
  spawnSync('javac', ['-d', built.path(), ...classes], { stdio: 'inherit' })
}, 300_000)
afterAll(() => led.close())

const params = {
  type: 'bind',
  biz_id: '123456',
  delivery_id: 'YUNDA',
  password: '123456789123456789',
  remark_content: '中文',
}
const BODY = JSON.stringify(params)

/** Runs a program as exec does; returns what it prints, and its errors where it prints nothing. */
async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = led.env): Promise<string> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return out.trim() === '' ? err : out
}

/** Where an account is bound. */
async function address(): Promise<string> {
  return `https://api.weixin.qq.com/cgi-bin/express/business/account/bind?access_token=${await wechat.token()}`
}

const bound = '{"errcode":0,"errmsg":"ok"}\n'

/** What the local WeChat saw. */
async function callsSeen(): Promise<unknown> {
  const { body } = await wechat.control('GET', 'calls')
  return Array.isArray(body) ? body.filter(({ api }) => api === 'logistics.bindAccount') : body
}
const seen = (channel: string) => [
  expect.objectContaining({ channel, errcode: 0, wireParams: { ...params, password: '***' } }),
]

describe('an unmodified client in the place of whose WeChat there is a local one', () => {
  it.each<[string, string, (url: string) => string[]]>([
    ['curl', 'curl', (url) => ['-s', '-w', '\n', '-d', BODY, url]],
    ['wget', 'wget', (url) => ['-q', '-O', '-', '--post-data', BODY, url]],
    ['Python requests', PYTHON, (url) => [join(PROGRAMS, 'requests_.py'), url, BODY]],
    ['Python httpx', PYTHON, (url) => [join(PROGRAMS, 'httpx_.py'), url, BODY]],
    ['Python urllib', PYTHON, (url) => [join(PROGRAMS, 'urllib_.py'), url, BODY]],
    ["Go's default client", 'go', (url) => [url, BODY]],
    ["PHP's curl", 'php', (url) => [join(PROGRAMS, 'curl.php'), url, BODY]],
    ["PHP's file_get_contents", 'php', (url) => [join(PROGRAMS, 'streams.php'), url, BODY]],
    ["PHP's fopen", 'php', (url) => [join(PROGRAMS, 'fopen.php'), url, BODY]],
    ["Java's HttpClient", 'java', (url) => ['-cp', built.path(), 'Post', url, BODY]],
    ["Java's HttpURLConnection", 'java', (url) => ['-cp', built.path(), 'PostByUrl', url, BODY]],
    ['Ruby net/http', 'ruby', (url) => [join(PROGRAMS, 'post.rb'), url, BODY]],
    ['Python http.client, by WX_API_BASE', PYTHON, (url) => [join(PROGRAMS, 'http_client.py'), url, BODY]],
  ])('binds an account there: %s', async (_name, command, args) => {
    const program = command === 'go' ? built.path('go') : command

    expect((await run(program, args(await address()))).trimEnd()).toBe(bound.trimEnd())
    expect(await callsSeen()).toEqual(seen('https'))
  })
})

describe('a client that its user has told of something else', () => {
  const elsewhere = 'http://127.0.0.1:1'
  const ownIni = (text: string) => ({ PHP_INI_SCAN_DIR: `:${built.write({ 'php/own.ini': text })}/php` })
  const java = '-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=1 -Djavax.net.ssl.trustStorePassword=mine'

  it.each<[string, string, (url: string) => string[], () => NodeJS.ProcessEnv]>([
    ...['use_proxy = off', `https_proxy = ${elsewhere}`, 'no_proxy = weixin.qq.com'].map(
      (line): [string, string, (url: string) => string[], () => NodeJS.ProcessEnv] => [
        `wget, ${line}`,
        'wget',
        (url) => ['-q', '-O', '-', '--tries', '1', '--post-data', BODY, url],
        () => ({ WGETRC: `${built.write({ wgetrc: line })}/wgetrc` }),
      ],
    ),
    ...['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'].map(
      (name): [string, string, (url: string) => string[], () => NodeJS.ProcessEnv] => [
        `Java, ${name}`,
        'java',
        (url) => ['-cp', built.path(), 'Post', url, BODY],
        () => ({ [name]: java }),
      ],
    ),
  ])('binds an account there all the same: %s', async (_name, command, args, own) => {
    const mine = await redirectClients(local(), { ...process.env, ...own() })
    const out = await run(command, args(await address()), mine.env)
    mine.close()

    expect(out.trimEnd()).toBe(bound.trimEnd())
  })

  it("is PHP, which runs the user's own file before a script too, once, also in an exec in an exec", async () => {
    built.write({ 'own.php': "<?php echo 'mine ';" })
    const own = ownIni(`auto_prepend_file = "${built.path('own.php')}"`)
    const outer = await redirectClients(local(), { ...process.env, ...own })
    const inner = await redirectClients(local(), outer.env)
    const args = async () => [join(PROGRAMS, 'streams.php'), await address(), BODY]
    const said = [await run('php', await args(), outer.env), await run('php', await args(), inner.env)]
    inner.close()
    outer.close()

    expect(said).toEqual([`mine ${bound}`, expect.stringMatching(/^mine \{/)])
  })

  it('is curl, told of the dot that may end a name', async () => {
    const url = (await address()).replace('.com/', '.com./')

    expect(await run('curl', ['-s', '-w', '\n', '-d', BODY, url])).toBe(bound)
  })
})

describe.each(Object.entries(NODES))('on %s', (_name, node) => {
  const clients = readdirSync(join(PROGRAMS, 'node')).filter((name) => !/^(wx-server-sdk|tcb-admin-node)/.test(name))

  it.each(clients)('an unmodified client binds an account there: %s', async (name) => {
    expect(await run(node, [join(PROGRAMS, 'node', name), await address(), BODY])).toBe(bound)
    expect(await callsSeen()).toEqual(seen('https'))
  })

  it.each(['wx-server-sdk-0.4', 'wx-server-sdk-1.8', 'wx-server-sdk-2.6', 'wx-server-sdk'])(
    '%s, in a program that is no function, binds an account there',
    async (sdk) => {
      const { biz_id: bizId, delivery_id: deliveryId, remark_content: remarkContent, type, password } = params
      const camel = JSON.stringify({ type, bizId, deliveryId, password, remarkContent })
      const installed = require.resolve(sdk, { paths: [join(__dirname, '../sdks')] })
      const out = await run(node, [join(PROGRAMS, 'node/wx-server-sdk.cjs'), installed, camel])

      expect(out).toContain('openapi.logistics.bindAccount:ok')
      expect(await callsSeen()).toEqual(seen('cloud'))
    },
  )

  it('tcb-admin-node, in a program that is no function, calls a function there', async () => {
    const out = await run(node, [join(PROGRAMS, 'node/tcb-admin-node.cjs'), 'bindAccount', '{"$doctor":true}'])

    expect(JSON.parse(out)).toMatchObject({ api: 'logistics.bindAccount', source: 'scf', ticket: false })
  })
})

describe('the certificate authority', () => {
  /** What the strictest check of OpenSSL says of the certificate that is shown for a name. */
  async function verdict(ca: string, port: number, host: string): Promise<string | undefined> {
    const path = join(built.write({ 'ca.pem': ca }), 'ca.pem')
    const greeting = ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', host]
    const strict = ['-CAfile', path, '-x509_strict', '-verify_hostname', host, '-verify_return_error']
    const all = await run('openssl', [...greeting, ...strict])
    return /Verify return code: .*/.exec(all)?.[0]
  }

  it.each(['api.weixin.qq.com', 'env-1.ap-shanghai.tcb-api.tencentcloudapi.com'])('is good for %s', async (host) => {
    const { ca, tlsPort } = wechat.endpoints()

    expect(await verdict(ca, tlsPort, host)).toBe('Verify return code: 0 (ok)')
  })

  it.each(['example.com', 'weixin.qq.com', 'api.weixin.qq.com.example'])(
    'is good for no name that is not its own, though it signs for it: %s',
    async (host) => {
      const authority = new CertificateAuthority(WECHAT_HOSTS)
      const server = createServer(authority.issue(host), (_request, response) => response.end('trusted'))
      await once(server.listen(0, '127.0.0.1'), 'listening')
      const port = portOf(server)
      const ca = join(built.write({ 'foreign.pem': authority.certificate }), 'foreign.pem')
      const there = ['--cacert', ca, '--resolve', `${host}:${port}:127.0.0.1`, '--noproxy', '*']
      const said = [
        await verdict(authority.certificate, port, host),
        await run('curl', ['-sS', ...there, `https://${host}:${port}/`], { PATH: process.env.PATH }),
      ]
      server.close()

      expect(said).toEqual([
        'Verify return code: 47 (permitted subtree violation)',
        expect.stringContaining('permitted subtree violation'),
      ])
    },
  )
})

describe('another host', () => {
  it.each([
    ['curl', ['-sS', 'https://example.invalid/'], /CONNECT tunnel failed, response 403/],
    [PYTHON, [join(PROGRAMS, 'urllib_.py'), 'https://example.invalid/', ''], /Tunnel connection failed: 403 Forbidden/],
    [
      'php',
      [join(PROGRAMS, 'streams.php'), 'https://example.invalid/', ''],
      /example\.invalid is not reached: wx-logistics exec runs with --offline/,
    ],
    ['java', ['-cp', () => built.path(), 'Post', 'https://example.invalid/', ''], /Tunnel failed, got: 403/],
  ])('is refused with --offline to %s', async (command, args, said) => {
    const offline = await redirectClients(local(), process.env, { offline: true })
    const out = await run(
      command,
      args.map((it) => (typeof it === 'string' ? it : it())),
      offline.env,
    )
    offline.close()

    expect(out).toMatch(said)
  })

  it("is reached through the proxy by who trusts it, with the user's own certificates", async () => {
    const certificate = selfSignedCertificate()
    const server = createServer(certificate, (_request, response) => response.end('mine'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const own = built.write({ 'own.pem': certificate.cert })
    const mine = await redirectClients(local(), { PATH: process.env.PATH, CURL_CA_BUNDLE: join(own, 'own.pem') })
    // Told to ask the proxy for this machine too.
    const args = ['-s', '-S', '--noproxy', 'none', `https://127.0.0.1:${portOf(server)}/`]
    const outcome = { led: await run('curl', args, mine.env), otherwise: await run('curl', args, led.env) }
    mine.close()
    server.close()

    expect(outcome).toEqual({ led: 'mine', otherwise: expect.stringContaining('certificate') })
  })
})
