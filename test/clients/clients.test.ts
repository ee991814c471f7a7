import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Led, leadClients } from '../../scripts/exec/leadClients'
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
let led: Led
beforeAll(async () => {
  const isMissing = (tool: string) => spawnSync(tool, ['--help'], { stdio: 'ignore' }).error !== undefined
  const missing = Object.keys(PACKAGES).filter(isMissing)
  if (missing.length > 0) {
    const packages = Object.entries(PACKAGES).flatMap(([tool, its]) => (missing.includes(tool) ? its : []))
    throw new Error(`${missing.join(', ')} missing: apt-get install ${packages.join(' ')}`)
  }
  const nodes = Object.values(NODES).filter(isMissing)
  if (nodes.length > 0) throw new Error(`${nodes} missing: npm run test:clients fetches them, for Linux on x64 alone`)
  led = await leadClients({ url: wechat.url(), doors: wechat.doors() }, process.env)
  // Before it is led, and not within a test's time: Go and Java compile.
  spawnSync('go', ['build', '-o', built.path('go'), join(PROGRAMS, 'main.go')], { stdio: 'inherit' })
  spawnSync('javac', ['-d', built.path(), join(PROGRAMS, 'Post.java')], { stdio: 'inherit' })
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
const seen = (door: string) => [
  expect.objectContaining({ door, errcode: 0, wireParams: { ...params, password: '***' } }),
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
    ["Java's HttpClient", 'java', (url) => ['-cp', built.path(), 'Post', url, BODY]],
    ['Ruby net/http', 'ruby', (url) => [join(PROGRAMS, 'post.rb'), url, BODY]],
    ['Python http.client, by WX_API_BASE', PYTHON, (url) => [join(PROGRAMS, 'http_client.py'), url, BODY]],
  ])('binds an account there: %s', async (_name, command, args) => {
    const program = command === 'go' ? built.path('go') : command

    expect((await run(program, args(await address()))).trimEnd()).toBe(bound.trimEnd())
    expect(await callsSeen()).toEqual(seen('https'))
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
      const out = await run(node, [join(PROGRAMS, 'node/wx-server-sdk.cjs'), sdk, camel])

      expect(out).toContain('openapi.logistics.bindAccount:ok')
      expect(await callsSeen()).toEqual(seen('cloud'))
    },
  )

  it('tcb-admin-node, in a program that is no function, calls a function there', async () => {
    const data = JSON.stringify({ type: 'bind', bizId: '123456', deliveryId: 'YUNDA', password: params.password })

    expect(await run(node, [join(PROGRAMS, 'node/tcb-admin-node.cjs'), 'bindAccount', data])).toBe(
      '{"errCode":0,"errMsg":"openapi.logistics.bindAccount:ok"}\n',
    )
  })
})

describe('the certificate authority', () => {
  it('is good to the strictest check of OpenSSL, for the names that are its own alone', async () => {
    const folder = built.write({ 'ca.pem': wechat.doors().ca })
    const verdict = async (host: string) => {
      const greeting = ['s_client', '-connect', `127.0.0.1:${wechat.doors().tlsPort}`, '-servername', host]
      const strict = [
        '-CAfile',
        join(folder, 'ca.pem'),
        '-x509_strict',
        '-verify_hostname',
        host,
        '-verify_return_error',
      ]
      return /Verify return code: .*/.exec(await run('openssl', [...greeting, ...strict]))?.[0]
    }

    expect(await verdict('api.weixin.qq.com')).toBe('Verify return code: 0 (ok)')
    expect(await verdict('env-1.ap-shanghai.tcb-api.tencentcloudapi.com')).toBe('Verify return code: 0 (ok)')
  })
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
    const doors = wechat.doors()
    const offline = await leadClients({ url: wechat.url(), doors }, process.env, { offline: true })
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
    const mine = await leadClients(
      { url: wechat.url(), doors: wechat.doors() },
      { PATH: process.env.PATH, CURL_CA_BUNDLE: join(own, 'own.pem') },
    )
    // Told to ask the proxy for this machine too.
    const args = ['-s', '-S', '--noproxy', 'none', `https://127.0.0.1:${portOf(server)}/`]
    const outcome = { led: await run('curl', args, mine.env), otherwise: await run('curl', args, led.env) }
    mine.close()
    server.close()

    expect(outcome).toEqual({ led: 'mine', otherwise: expect.stringContaining('certificate') })
  })
})
