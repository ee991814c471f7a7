import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer as createPlainServer } from 'node:http'
import { createServer } from 'node:https'
import os from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Redirected, redirectClients } from '../../scripts/commands/exec/redirectClients'
import { CertificateAuthority } from '../../scripts/emulator/redirect/certificates/CertificateAuthority'
import { WECHAT_HOSTS } from '../../scripts/emulator/redirect/wechatHosts'
import { portOf } from '../helpers/portOf'
import { WX_LOGISTICS } from '../helpers/programs'
import { selfSignedCertificate } from '../helpers/selfSignedCertificate'
import { temporaryFolder } from '../helpers/temporaryFolder'
import { withLocalWeChat } from '../helpers/withLocalWeChat'

/** Enough time for a slow machine. */
jest.setTimeout(120_000)

/** Debian's Python, which finds Debian's packages. The first python3 in PATH may be a different one. */
const PYTHON = '/usr/bin/python3'
/** The packages that .ci/run installs. */
const PACKAGES = {
  curl: 'curl',
  wget: 'wget',
  go: 'golang-go',
  php: 'php-cli php-curl php-guzzlehttp-guzzle php-symfony-http-client',
  java: 'default-jdk-headless libhttpclient-java libhttpclient5-java libokhttp-java',
  ruby: 'ruby ruby-http',
  perl: 'libwww-perl liblwp-protocol-https-perl libmojolicious-perl libio-socket-ssl-perl',
  openssl: 'openssl',
  [PYTHON]: 'python3-requests python3-httpx python3-aiohttp python3-aiodns python3-uvloop python3-tornado',
}

const NODES = {
  'the Node that runs this': process.execPath,
  'Node 22': join(__dirname, 'node_modules/node-22/bin/node'),
  'Node 24': join(__dirname, 'node_modules/node-24/bin/node'),
}

const BUN = join(__dirname, 'node_modules/bun-linux-x64/bin/bun')
/** Nodes that are too old for exec itself, in programs that its command starts. */
const OLD_NODES = {
  'Node 10': join(__dirname, 'node_modules/node-10/bin/node'),
  'Node 14': join(__dirname, 'node_modules/node-14/bin/node'),
}

const PROGRAMS = join(__dirname, 'programs')
const built = temporaryFolder('shared')
/** Java libraries from Debian's packages. */
const JARS = [
  'httpclient',
  'httpcore',
  'commons-logging',
  'httpclient5',
  'httpcore5',
  'httpcore5-h2',
  'slf4j-api',
  'okhttp',
  'okio',
]
  .map((name) => `/usr/share/java/${name}.jar`)
  .join(':')
const CLASSES = () => `${built.path()}:${JARS}`
const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })
const local = () => ({ url: wechat.url(), endpoints: wechat.endpoints(), ticket: wechat.ticket() })
let redirected: Redirected
beforeAll(async () => {
  const isMissing = (tool: string) => spawnSync(tool, ['--help'], { stdio: 'ignore' }).error !== undefined
  const missing = Object.keys(PACKAGES).filter(isMissing)
  if (missing.length > 0) {
    const packages = Object.entries(PACKAGES).flatMap(([tool, its]) => (missing.includes(tool) ? its : []))
    throw new Error(`${missing.join(', ')} missing: apt-get install ${packages.join(' ')}`)
  }
  const nodes = [BUN, ...Object.values({ ...NODES, ...OLD_NODES })].filter(isMissing)
  if (nodes.length > 0) throw new Error(`${nodes} missing: npm run test:clients fetches them, for Linux on x64 alone`)
  redirected = await redirectClients(local(), process.env)
  // Compiling takes long, and its requests must not be redirected.
  spawnSync('go', ['build', '-o', built.path('go'), join(PROGRAMS, 'main.go')], { stdio: 'inherit' })
  const sources = readdirSync(PROGRAMS).filter((name) => name.endsWith('.java'))
  const files = sources.map((name) => join(PROGRAMS, name))
  spawnSync('javac', ['-cp', JARS, '-d', built.path(), ...files], { stdio: 'inherit' })
}, 300_000)
afterAll(() => redirected.close())

const params = {
  type: 'bind',
  biz_id: '123456',
  delivery_id: 'YUNDA',
  password: '123456789123456789',
  remark_content: '中文',
}
const BODY = JSON.stringify(params)

/** Runs a program as exec does; returns its output, or its errors if it prints nothing else. */
async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = redirected.env): Promise<string> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return out.trim() === '' ? err : out
}

/** Returns the address that binds an account. */
async function address(): Promise<string> {
  return `https://api.weixin.qq.com/cgi-bin/express/business/account/bind?access_token=${await wechat.token()}`
}

const bound = '{"errcode":0,"errmsg":"ok"}\n'

/** Returns the calls of bindAccount in the log of the local WeChat. */
async function bindings(): Promise<unknown> {
  const { body } = await wechat.control('GET', 'calls')
  return Array.isArray(body) ? body.filter(({ api }) => api === 'logistics.bindAccount') : body
}
const binding = (channel: string) => [
  expect.objectContaining({ channel, errcode: 0, wireParams: { ...params, password: '***' } }),
]

describe('an unmodified client', () => {
  it.each<[string, string, (url: string) => string[]]>([
    ['curl', 'curl', (url) => ['-s', '-w', '\n', '-d', BODY, url]],
    ['wget', 'wget', (url) => ['-q', '-O', '-', '--post-data', BODY, url]],
    ['Python requests', PYTHON, (url) => [join(PROGRAMS, 'requests_.py'), url, BODY]],
    ['Python httpx', PYTHON, (url) => [join(PROGRAMS, 'httpx_.py'), url, BODY]],
    ['Python urllib', PYTHON, (url) => [join(PROGRAMS, 'urllib_.py'), url, BODY]],
    ["Go's default client", 'go', (url) => [url, BODY]],
    ["PHP's curl", 'php', (url) => [join(PROGRAMS, 'curl.php'), url, BODY]],
    ['PHP Guzzle on streams', 'php', (url) => [join(PROGRAMS, 'guzzle_streams.php'), url, BODY]],
    ['PHP Symfony on streams', 'php', (url) => [join(PROGRAMS, 'symfony_streams.php'), url, BODY]],
    ["Java's HttpClient", 'java', (url) => ['-cp', CLASSES(), 'Post', url, BODY]],
    ["Java's HttpURLConnection", 'java', (url) => ['-cp', CLASSES(), 'PostByUrl', url, BODY]],
    ['Java OkHttp', 'java', (url) => ['-cp', CLASSES(), 'PostByOkHttp', url, BODY]],
    ['Perl LWP', 'perl', (url) => [join(PROGRAMS, 'lwp.pl'), url, BODY]],
    ['Perl Mojolicious', 'perl', (url) => [join(PROGRAMS, 'mojo.pl'), url, BODY]],
    ['Bun fetch', BUN, (url) => [join(PROGRAMS, 'node/fetch.cjs'), url, BODY]],
    ['Bun node:https', BUN, (url) => [join(PROGRAMS, 'node/https.cjs'), url, BODY]],
    ["Ruby's http.rb", 'ruby', (url) => [join(PROGRAMS, 'http.rb'), url, BODY]],
    ['Ruby net/http', 'ruby', (url) => [join(PROGRAMS, 'post.rb'), url, BODY]],
    ['Python http.client', PYTHON, (url) => [join(PROGRAMS, 'http_client.py'), url, BODY]],
    ['Python urllib3', PYTHON, (url) => [join(PROGRAMS, 'urllib3_.py'), url, BODY]],
    ['Python aiohttp with aiodns', PYTHON, (url) => [join(PROGRAMS, 'aiohttp_.py'), url, BODY]],
    ['Python aiohttp without aiodns', PYTHON, (url) => [join(PROGRAMS, 'aiohttp_.py'), url, BODY, 'threads']],
    ['Python aiohttp with aiodns, under uvloop', PYTHON, (url) => [join(PROGRAMS, 'aiohttp_.py'), url, BODY, 'uvloop']],
    [
      'Python aiohttp without aiodns, under uvloop',
      PYTHON,
      (url) => [join(PROGRAMS, 'aiohttp_.py'), url, BODY, 'threads', 'uvloop'],
    ],
    ['Python asyncio.open_connection under uvloop', PYTHON, (url) => [join(PROGRAMS, 'streams_.py'), url, BODY]],
    ['Python tornado', PYTHON, (url) => [join(PROGRAMS, 'tornado_.py'), url, BODY]],
  ])('binds an account at the local WeChat: %s', async (_name, command, args) => {
    const program = command === 'go' ? built.path('go') : command

    expect((await run(program, args(await address()))).trimEnd()).toBe(bound.trimEnd())
    expect(await bindings()).toEqual(binding('https'))
  })
})

describe('a client with settings of the user', () => {
  const elsewhere = 'http://127.0.0.1:1'
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
        (url) => ['-cp', CLASSES(), 'Post', url, BODY],
        () => ({ [name]: java }),
      ],
    ),
  ])('still binds an account at the local WeChat: %s', async (_name, command, args, own) => {
    const mine = await redirectClients(local(), { ...process.env, ...own() })
    const out = await run(command, args(await address()), mine.env)
    mine.close()

    expect(out.trimEnd()).toBe(bound.trimEnd())
  })

  it("runs the user's sitecustomize, and uses the inner of two nested exec: Python http.client", async () => {
    const outer = await redirectClients(local(), {
      ...process.env,
      PYTHONPATH: built.write({ 'sitecustomize.py': "print('mine')" }),
    })
    const inner = await redirectClients({ ...local(), endpoints: { ...wechat.endpoints(), tlsPort: 1 } }, outer.env)
    const args = [join(PROGRAMS, 'http_client.py'), await address(), BODY]
    const outputs = [await run(PYTHON, args, outer.env), await run(PYTHON, args, inner.env)]
    inner.close()
    outer.close()

    // Nothing listens on the port of the inner one, so its client prints no result.
    expect(outputs).toEqual([`mine\n${bound}`, 'mine\n'])
  })

  it.each(['api.weixin.qq.com.', 'api2.weixin.qq.com', 'sh.api.weixin.qq.com'])(
    'binds an account at the local WeChat under the host %s: curl',
    async (host) => {
      const url = (await address()).replace('api.weixin.qq.com', host)

      expect(await run('curl', ['-s', '-w', '\n', '-d', BODY, url])).toBe(bound)
    },
  )
})

describe.each(Object.entries(NODES))('on %s', (_name, node) => {
  const clients = readdirSync(join(PROGRAMS, 'node')).filter((name) => !/^(wx-server-sdk|tcb-admin-node)/.test(name))

  it.each(clients)('an unmodified client binds an account at the local WeChat: %s', async (name) => {
    expect(await run(node, [join(PROGRAMS, 'node', name), await address(), BODY])).toBe(bound)
    expect(await bindings()).toEqual(binding('https'))
  })

  it.each(['wx-server-sdk-0.4', 'wx-server-sdk-1.8', 'wx-server-sdk-2.6', 'wx-server-sdk'])(
    '%s binds an account at the local WeChat, in a program that is not a function',
    async (sdk) => {
      const { biz_id: bizId, delivery_id: deliveryId, remark_content: remarkContent, type, password } = params
      const camel = JSON.stringify({ type, bizId, deliveryId, password, remarkContent })
      const installed = require.resolve(sdk, { paths: [join(__dirname, '../sdks')] })
      const out = await run(node, [join(PROGRAMS, 'node/wx-server-sdk.cjs'), installed, camel])

      expect(out).toContain('openapi.logistics.bindAccount:ok')
      expect(await bindings()).toEqual(binding('cloud'))
    },
  )

  it('tcb-admin-node calls a function at the local WeChat, in a program that is not a function', async () => {
    const out = await run(node, [join(PROGRAMS, 'node/tcb-admin-node.cjs'), 'bindAccount', '{"$doctor":true}'])

    expect(JSON.parse(out)).toMatchObject({ api: 'logistics.bindAccount', source: 'scf', ticket: false })
  })
})

describe.each(Object.entries(OLD_NODES))('on %s', (_name, node) => {
  it.each(['https-old.cjs', 'axios-0.21.cjs', 'node-fetch-2.cjs'])(
    'an unmodified client binds an account at the local WeChat: %s',
    async (name) => {
      expect(await run(node, [join(PROGRAMS, 'node', name), await address(), BODY])).toBe(bound)
    },
  )

  it('exec itself names the Node that it needs', async () => {
    const version = (await run(node, ['--version'])).trim()

    expect(await run(node, [WX_LOGISTICS, 'exec', 'true'], process.env)).toBe(
      `wx-logistics needs Node.js 20.3 or later, and this is ${version}. Programs that exec runs may use an older one.\n`,
    )
  })
})

describe('the certificate authority', () => {
  /** Returns OpenSSL's strictest verification result for the certificate of a host. */
  async function verdict(ca: string, port: number, host: string): Promise<string | undefined> {
    const path = join(built.write({ 'ca.pem': ca }), 'ca.pem')
    const greeting = ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', host]
    const strict = ['-CAfile', path, '-x509_strict', '-verify_hostname', host, '-verify_return_error']
    const all = await run('openssl', [...greeting, ...strict])
    return /Verify return code: .*/.exec(all)?.[0]
  }

  it.each(['api.weixin.qq.com', 'env-1.ap-shanghai.tcb-api.tencentcloudapi.com'])(
    'issues trusted certificates for %s',
    async (host) => {
      const { ca, tlsPort } = wechat.endpoints()

      expect(await verdict(ca, tlsPort, host)).toBe('Verify return code: 0 (ok)')
    },
  )

  it.each(['example.com', 'weixin.qq.com', 'api.weixin.qq.com.example'])(
    "issues no trusted certificate for a host that is not WeChat's: %s",
    async (host) => {
      const authority = new CertificateAuthority(WECHAT_HOSTS)
      const server = createServer(authority.issue(host), (_request, response) => response.end('trusted'))
      await once(server.listen(0, '127.0.0.1'), 'listening')
      const port = portOf(server)
      const ca = join(built.write({ 'foreign.pem': authority.certificate }), 'foreign.pem')
      const there = ['--cacert', ca, '--resolve', `${host}:${port}:127.0.0.1`, '--noproxy', '*']
      const results = [
        await verdict(authority.certificate, port, host),
        await run('curl', ['-sS', ...there, `https://${host}:${port}/`], { PATH: process.env.PATH }),
      ]
      server.close()

      expect(results).toEqual([
        'Verify return code: 47 (permitted subtree violation)',
        expect.stringContaining('permitted subtree violation'),
      ])
    },
  )
})

describe('Java Apache HttpClient, which ignores HTTP proxies and resolves hosts itself', () => {
  /** Replaces a name server. 192.0.2.1 is reserved for documentation, so nothing listens there. */
  const hosts = () => `${built.write({ hosts: '192.0.2.1 api.weixin.qq.com\n127.0.0.1 other.example\n' })}/hosts`
  const redirect = (offline: boolean) =>
    redirectClients(local(), { ...process.env, JAVA_TOOL_OPTIONS: `-Djdk.net.hosts.file=${hosts()}` }, { offline })

  it.each([
    ['PostByApache', false],
    ['PostByApache', true],
    ['PostByApache5', false],
    ['PostByApache5', true],
  ])('binds an account at the local WeChat: %s (--offline: %s)', async (program, offline) => {
    const mine = await redirect(offline)
    const out = await run('java', ['-cp', CLASSES(), program, await address(), BODY], mine.env)
    mine.close()

    expect(out).toBe(bound)
    expect(await bindings()).toEqual(binding('https'))
  })

  it('reaches another host directly, except with --offline', async () => {
    const server = createPlainServer((_request, response) => response.end('other'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const args = ['-cp', CLASSES(), 'PostByApache', `http://other.example:${portOf(server)}/`, BODY]
    const [online, offline] = [await redirect(false), await redirect(true)]
    const outputs = [await run('java', args, online.env), await run('java', args, offline.env)]
    online.close()
    offline.close()
    server.close()

    expect(outputs).toEqual(['other\n', expect.stringContaining('SOCKS: Connection not allowed by ruleset')])
  })
})

describe('a body of 11 MiB', () => {
  it.each([
    ['Go', () => [built.path('go')]],
    ['PHP curl', () => ['php', join(PROGRAMS, 'curl.php')]],
    ['Python requests', () => [PYTHON, join(PROGRAMS, 'requests_.py')]],
  ])('gets a response with an errcode: %s', async (_name, program) => {
    const [command = '', ...args] = program()
    const out = await run(command, [...args, await address(), 'x'.repeat(1024), String(11 * 1024)])

    expect(out.trim()).toBe('{"errcode":413,"errmsg":"Request body is too large"}')
  })
})

describe('a folder for temporary files with a colon and quotes in its name', () => {
  it.each([
    ['php', () => [join(PROGRAMS, 'curl.php')]],
    ['java', () => ['-cp', CLASSES(), 'Post']],
    [PYTHON, () => [join(PROGRAMS, 'http_client.py')]],
  ])('binds an account at the local WeChat: %s', async (command, args) => {
    jest.spyOn(os, 'tmpdir').mockReturnValue(built.write({ 'a:"b\'/none': '' }).concat('/a:"b\''))
    const mine = await redirectClients(local(), process.env)
    const out = await run(command, [...args(), await address(), BODY], mine.env)
    mine.close()

    expect(out.trim()).toBe(bound.trim())
  })
})

describe('another host', () => {
  it.each([
    ['curl', ['-sS', 'https://example.invalid/'], /CONNECT tunnel failed, response 403/],
    [PYTHON, [join(PROGRAMS, 'urllib_.py'), 'https://example.invalid/', ''], /Tunnel connection failed: 403 Forbidden/],
    ['php', [join(PROGRAMS, 'curl.php'), 'https://example.invalid/', ''], /CONNECT tunnel failed, response 403/],
    ['java', ['-cp', () => built.path(), 'Post', 'https://example.invalid/', ''], /Tunnel failed, got: 403/],
    [
      PYTHON,
      [join(PROGRAMS, 'http_client.py'), 'https://example.invalid/', ''],
      /example\.invalid is not reached: wx-logistics exec runs with --offline/,
    ],
  ])('is refused with --offline: %s', async (command, args, expected) => {
    const offline = await redirectClients(local(), process.env, { offline: true })
    const out = await run(
      command,
      args.map((it) => (typeof it === 'string' ? it : it())),
      offline.env,
    )
    offline.close()

    expect(out).toMatch(expected)
  })

  it("is reached through the proxy, with the user's own certificates", async () => {
    const certificate = selfSignedCertificate()
    const server = createServer(certificate, (_request, response) => response.end('mine'))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const own = built.write({ 'own.pem': certificate.cert })
    const mine = await redirectClients(local(), { PATH: process.env.PATH, CURL_CA_BUNDLE: join(own, 'own.pem') })
    // Without an option, curl uses no proxy for localhost.
    const args = ['-s', '-S', '--noproxy', 'none', `https://127.0.0.1:${portOf(server)}/`]
    const outcome = { trusted: await run('curl', args, mine.env), otherwise: await run('curl', args, redirected.env) }
    mine.close()
    server.close()

    expect(outcome).toEqual({ trusted: 'mine', otherwise: expect.stringContaining('certificate') })
  })

  it("is reached by PHP's streams exactly as without exec", async () => {
    const server = createPlainServer((request, response) => response.end(JSON.stringify(request.rawHeaders)))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const args = [join(PROGRAMS, 'streams.php'), `http://127.0.0.1:${portOf(server)}/`]
    const outputs = [await run('php', args), await run('php', args, process.env)]
    server.close()

    expect(outputs[0]).toBe(outputs[1])
    expect(outputs[0]?.split('\n')).toHaveLength(5)
  })
})
