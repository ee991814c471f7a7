import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { start } from '../../../scripts/commands/start'
import type { LocalWeChat } from '../../../scripts/emulator/createLocalWeChat'
import { callFunction, returnedIn } from '../../helpers/callFunction'
import { catchOutput } from '../../helpers/catchOutput'
import { npmRun, wxLogistics } from '../../helpers/npmRun'
import { portOf } from '../../helpers/portOf'
import { WX_LOGISTICS } from '../../helpers/programs'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { urlOf } from '../../helpers/urlOf'
import { sample } from '../../helpers/withLocalWeChat'

const folder = temporaryFolder()
const output = catchOutput()

const bound = {
  errMsg: 'cloud.callFunction:ok',
  requestID: expect.any(String),
  result: { errCode: 0, errMsg: expect.any(String) },
}

describe('npm start', () => {
  const wechats: LocalWeChat[] = []
  afterEach(() => Promise.all(wechats.splice(0).map(({ close }) => close())))

  /** Starts in this process. */
  const started = async (...args: string[]) => ({
    code: await start(args, (wechat) => wechats.push(wechat)),
    ...output,
  })

  it('prints its address, its functions and how to call one as an admin', async () => {
    jest.replaceProperty(process, 'env', { ...process.env, ADMIN_OPENIDS: 'oAdmin' })
    const { code, out, err } = await started('--port', '0', '--state', ':memory:')
    const url = wechats[0]?.url

    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe(
      `local WeChat ready at ${url}\n` +
        `Open ${url} in a browser to see everything in it.\n` +
        `project: ${process.cwd()}\n` +
        'It has no function (NAME/index.js), so the functions of this package are served.\n\n' +
        `functions of ${join(__dirname, '../../../dist/cloudfunctions')}: ` +
        'addOrder, batchGetOrder, bindAccount, cancelOrder, getAllAccount, getAllDelivery, getOrder, getPath, ' +
        'getPrinter, getQuota, getShippingOrder, notifyConfirmReceive, updatePrinter, uploadShippingInfo, verifyCloud\n\n' +
        'Try it:\n' +
        `curl -H "content-type: application/json" \\\n  -H "x-wx-openid: oAdmin" \\\n` +
        `  -d '${JSON.stringify({ type: 'bind', deliveryId: 'YTO', bizId: '123456', password: '123456789123456789' })}' \\\n` +
        `  ${url}/functions/bindAccount\n\n`,
    )
  })

  it('reads options from the environment, and prefers the command line', async () => {
    const env = { LOCAL_WECHAT_PORT: '1', LOCAL_WECHAT_STATE: folder.path('records') }
    jest.replaceProperty(process, 'env', { ...process.env, ...env })
    expect(await started('--port', '0')).toMatchObject({ code: 0, err: '' })
    expect(existsSync(folder.path('records'))).toBe(true)
  })

  it('describes every option with --help', async () => {
    const { code, out } = await started('--help')
    expect(code).toBe(0)
    expect(out.match(/--[a-z-]+(?= [<[]| {2})/g)).toEqual([
      '--port',
      '--host',
      '--functions',
      '--fixtures',
      '--state',
      '--faults',
      '--node',
      '--time-limit',
      '--max-instances',
      '--pass-env',
      '--inspect',
      '--allow-undeclared',
      '--allow-nested-openapi',
      '--verbose',
      '--lang',
      '--help',
    ])
  })

  it.each([
    ['{}', '"collections": { "orders": [], "users": [] }'],
    ['{ "collections": { "orders": [] } }', '"users": []'],
    ['{ "collections": { "orders": [], "users": [] } }', undefined],
  ])('names the collections that functions use and %s does not have', async (fixtures, missing) => {
    const dir = folder.write({
      'local-wechat.json': fixtures,
      'cloudfunctions/pay/index.js': "db.collection('users').get()\ndb.collection('orders').get()",
    })
    jest.spyOn(process, 'cwd').mockReturnValue(dir)
    const { out } = await started('--port', '0', '--state', ':memory:')
    const [, shown] = out.split('/functions/pay\n\n')
    const text = `Functions use collections that do not exist. Add them to collections in local-wechat.json, or calls fail with -502005:\n${missing}\n\n`
    expect(shown).toBe(missing === undefined ? '' : text)
  })

  it('serves the functions of the project, and shows how to call one of them', async () => {
    const dir = folder.write({
      'project.config.json': '{ "cloudfunctionRoot": "cloud/" }',
      'cloud/hello/index.js': 'exports.main = () => 1',
    })
    jest.spyOn(process, 'cwd').mockReturnValue(dir)
    const { code, out, err } = await started('--port', '0', '--state', ':memory:')

    expect({ code, err, lines: out.split('\n').slice(2) }).toEqual({
      code: 0,
      err: '',
      lines: [
        `project: ${dir}`,
        '',
        `functions of ${join(dir, 'cloud')}: hello`,
        '',
        'Try it:',
        'curl -H "content-type: application/json" \\',
        '  -d "{}" \\',
        `  ${wechats[0]?.url}/functions/hello`,
        '',
        '',
      ],
    })
  })

  it('shows a call with an example that succeeds, or none', async () => {
    const own = 'exports.main = () => ({ errCode: 0 })'
    const dir = folder.write({ 'cloudfunctions/addOrder/index.js': own, 'cloudfunctions/cancelOrder/index.js': own })
    jest.spyOn(process, 'cwd').mockReturnValue(dir)
    const { out } = await started('--port', '0', '--state', ':memory:')
    expect(out).toContain(`-d '{"addSource":0,"orderId":"example-1",`)
    expect(out).toContain(`${wechats.at(-1)?.url}/functions/addOrder\n`)

    rmSync(join(dir, 'cloudfunctions/addOrder'), { recursive: true })
    // There is no order to cancel.
    expect((await started('--port', '0', '--state', ':memory:')).out).toMatch(/cloudfunctions: cancelOrder\n\n$/)
  })

  it("serves the functions of this package if the project's cloudfunctionRoot has none", async () => {
    const dir = folder.write({ 'project.config.json': '{ "cloudfunctionRoot": "cloud" }' })
    jest.spyOn(process, 'cwd').mockReturnValue(dir)
    const { out } = await started('--port', '0', '--state', ':memory:')

    expect([out.split('\n')[3], out.split('\n')[5]]).toEqual([
      'It has no function (NAME/index.js), so the functions of this package are served.',
      expect.stringContaining(`functions of ${join(__dirname, '../../../dist/cloudfunctions')}: addOrder`),
    ])
  })

  it('reports a folder without functions', async () => {
    const dir = folder.write({ 'notes.txt': '' })
    const { out } = await started('--port', '0', '--state', ':memory:', '--functions', dir)

    expect(out.split('\n')[4]).toBe(`There is no function in ${dir}. Each function is a folder with an index.js.`)
  })

  it('runs functions on the Node of --node', async () => {
    const dir = folder.write({
      'node.sh': `#!/bin/sh\nexport ADMIN_OPENIDS=oOther\nexec '${process.execPath}' "$@"\n`,
      'functions/who/index.js': 'exports.main = () => process.env.ADMIN_OPENIDS',
    })
    chmodSync(join(dir, 'node.sh'), 0o755)
    await started(
      '--port',
      '0',
      '--state',
      ':memory:',
      '--node',
      join(dir, 'node.sh'),
      '--functions',
      join(dir, 'functions'),
    )

    expect(returnedIn(await callFunction(wechats[0]?.url ?? '', 'who', {}))).toMatchObject({ result: 'oOther' })
  })

  it('lets a debugger stop in a function without a time limit', async () => {
    const dir = folder.write({
      'slow/index.js': `exports.main = async () => {
        await new Promise((resolve) => setTimeout(resolve, 300))
        return require('node:inspector').url()
      }`,
    })
    const options = ['--functions', dir, '--inspect', 'slow', '--time-limit', '100']
    await started('--port', '0', '--state', ':memory:', ...options)

    const calls = await Promise.all([1, 2].map(() => callFunction(wechats[0]?.url ?? '', 'slow', {})))
    const urls = calls.map((call) => returnedIn(call).result)
    expect(urls).toEqual([expect.stringMatching(/^ws:\/\/127\.0\.0\.1:9229\//), urls[0]])
  })

  it('lets a function wait at a breakpoint for the debugger of Node', async () => {
    const dir = folder.write({
      'hello/index.js': `exports.main = async () => {
        let text = 'hello'
        require('node:inspector').waitForDebugger()
        debugger
        return text
      }`,
    })
    await started('--port', '0', '--state', ':memory:', '--functions', dir, '--inspect', 'hello')
    const call = callFunction(wechats[0]?.url ?? '', 'hello', {})
    while ((await fetch('http://127.0.0.1:9229/json/list').catch(() => true)) === true) await wait(50)
    const debug = spawn(process.execPath, ['inspect', '127.0.0.1:9229'], { stdio: ['pipe', 'pipe', 'inherit'] })
    const exited = once(debug, 'exit')
    let shown = ''
    debug.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text
    })
    for (const [seen, command] of [
      ['> 4         debugger', 'exec text = "changed"'],
      ["'changed'", 'cont'],
    ] as const) {
      while (!shown.includes(seen)) await wait(50)
      debug.stdin.write(`${command}\n`)
    }

    expect(returnedIn(await call)).toMatchObject({ result: 'changed' })
    debug.stdin.write('.exit\n')
    await exited
  })

  it('reports in one line that the given port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = portOf(other)
    expect(await started('--port', `${port}`, '--state', ':memory:')).toEqual({
      code: 1,
      out: '',
      err: `error: listen EADDRINUSE: address already in use 127.0.0.1:${port}; choose another with --port\n`,
    })
    output.err = ''
    expect((await started('--port', `${port}`, '--state', ':memory:', '--lang', 'zh')).err).toBe(
      '错误：端口已被占用（EADDRINUSE），请用 --port 换一个\n',
    )
    other.close()
  })

  it('reports a mistake in the fixtures and does not change them', async () => {
    const path = join(folder.write({ 'mine.json': '{' }), 'mine.json')
    expect(await started('--port', '0', '--state', ':memory:', '--fixtures', path)).toEqual({
      code: 1,
      out: '',
      err: `error: ${path}:1: not valid JSON: } is missing\n`,
    })
    expect(readFileSync(path, 'utf8')).toBe('{')
  })

  it('reports mistakes in the fixtures in Chinese, at the start and after each save', async () => {
    const path = join(folder.write({ 'mine.json': '{ "stubs": 7 }' }), 'mine.json')
    const args = ['--port', '0', '--state', ':memory:', '--fixtures', path, '--lang', 'zh']
    expect(await started(...args)).toEqual({ code: 1, out: '', err: `错误：${path}:1：stubs 应为列表 [...]\n` })

    writeFileSync(path, '{}')
    await started(...args)
    output.out = ''
    writeFileSync(path, '{ "stubs": {} }')
    while (!output.out.includes('未采用')) await wait(10)
    expect(output.out).toBe(`${path}:1：stubs 应为列表 [...]\n${path}：未采用，仍使用上一个正确的版本\n`)
  })

  it.each([
    ['[{}', ':1：不是有效的 JSON：缺少 ]'],
    ['[\n{ "api": "logistics.addOrder" "kind": "cut" }]', ':2：不是有效的 JSON：缺少逗号'],
  ])('reports faults that are not JSON in Chinese, with the line: %j', async (text, mistake) => {
    const path = join(folder.write({ 'faults.json': text }), 'faults.json')

    expect(await started('--port', '0', '--state', ':memory:', '--lang', 'zh', '--faults', path)).toEqual({
      code: 1,
      out: '',
      err: `错误：${path}${mistake}\n`,
    })
  })

  it.each([
    ['--node', '/no/such', '/no/such 不能作为 Node.js 运行'],
    ['--faults', '/no/such', '/no/such：文件不存在'],
  ])('reports in Chinese that %s %s does not exist', async (option, path, err) => {
    expect(await started('--port', '0', '--state', ':memory:', '--lang', 'zh', option, path)).toMatchObject({
      code: 1,
      err: expect.stringContaining(err),
    })
  })

  it.each([
    ['fixtures that are a folder', () => ['--fixtures', folder.write({})], 'cannot be read: it is not a file'],
    ['fixtures that do not exist', () => ['--fixtures', folder.path('none.json')], 'there is no such file'],
  ])('refuses %s', async (_what, args, why) => {
    const [option = '', path = ''] = args()
    expect(await started('--port', '0', '--state', ':memory:', option, path)).toEqual({
      code: 1,
      out: '',
      err: `error: ${path}: ${why}\n`,
    })
  })

  it('uses local-wechat.json of the project', async () => {
    const miniPrograms = [{ appid: 'wx-mine', secret: 'my-secret' }]
    const dir = folder.write({ 'local-wechat.json': JSON.stringify({ miniPrograms }) })
    jest.spyOn(process, 'cwd').mockReturnValue(dir)

    expect(await started('--port', '0', '--state', ':memory:')).toMatchObject({ code: 0 })
    const query = 'grant_type=client_credential&appid=wx-mine&secret=my-secret'
    expect(await (await fetch(`${wechats[0]?.url}/cgi-bin/token?${query}`)).json()).toMatchObject({ expires_in: 7200 })
  })

  it('exits with 1 and the address if the local WeChat of the project is already running', async () => {
    await started('--port', '0', '--state', folder.path('records'))
    const first = wechats[0]?.url
    output.out = ''

    expect(await started('--port', '0', '--state', folder.path('records'))).toEqual({
      code: 1,
      out: '',
      err: `error: the local WeChat of ${process.cwd()} is already running at ${first}. Use that one, or stop it first.\n`,
    })
  })

  it.each([
    [['--functions', '/no/such'], `error: ${resolve('/no/such')} is not a directory (functions folder)\n`],
    [['--functions', __filename], `error: ${__filename} is not a directory (functions folder)\n`],
    [['--node', '/no/such'], 'error: /no/such cannot be run as Node.js: spawnSync /no/such ENOENT\n'],
    [['--node', __filename], expect.stringMatching(/^error: .* cannot be run as Node.js: .*EACCES\n$/)],
    [
      ['--inspect', 'bindAcount', '--functions', join(__dirname, '../../../dist/cloudfunctions')],
      expect.stringMatching(/^error: there is no function bindAcount to inspect \(functions: addOrder, .*\)\n$/),
    ],
    [
      ['--host', '0.0.0.0'],
      'error: 0.0.0.0 is not a loopback address: the local WeChat listens on this machine only\n',
    ],
    [
      ['--port', '1e3'],
      "error: option '--port <number>' (or LOCAL_WECHAT_PORT) should be a whole number from 0 to 65535\n",
    ],
    [
      ['--time-limit', '2147483648'],
      "error: option '--time-limit <ms>' (or LOCAL_WECHAT_TIME_LIMIT) should be a whole number from 1 to 2147483647\n",
    ],
    [['--prot', '1'], "error: there is no option '--prot', did you mean --port?\n"],
    [['stray'], 'error: too many arguments: 1 instead of 0\n'],
  ])('refuses %j', async (args, err) => {
    expect(await started(...args, '--state', ':memory:')).toEqual({ code: 1, out: '', err })
  })
})

describe('npm start in a separate process', () => {
  const running = new Set<ChildProcess>()
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL')
    running.clear()
  })

  function run(args: string[], env: NodeJS.ProcessEnv = {}, start = wxLogistics) {
    const { child, ended } = start('start', args, env)
    running.add(child)
    return { child, ended, ready: urlOf(child) }
  }

  it.each([
    { signal: 'SIGINT', start: npmRun },
    { signal: 'SIGTERM', start: wxLogistics },
    { signal: 'SIGHUP', start: wxLogistics },
  ] as const)(
    '$start.name: serves the functions until $signal and leaves no process running',
    async ({ signal, start }) => {
      const { child, ended, ready } = run(['--port', '0', '--state', ':memory:'], { ADMIN_OPENIDS: 'oAdmin' }, start)
      const url = await ready
      expect(await callFunction(url, 'bindAccount', sample, 'oAdmin')).toEqual(bound)
      const instances = instancesOf(child)
      expect(instances).toHaveLength(1)
      child.kill(signal)
      expect(await ended).toMatchObject({ code: 0, err: '' })
      expect(instances.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([])
    },
  )

  it('keeps working, and stops, while nothing reads its log', async () => {
    const source = "exports.main = async () => { for (;;) { console.log('x'.repeat(9999)); await 0 } }"
    const functions = folder.write({ 'flood/index.js': source })
    const args = [WX_LOGISTICS, 'start', '--port', '0', '--state', ':memory:', '--functions', functions]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    running.add(child)
    const url = await new Promise<string>((resolve) => {
      let out = ''
      child.stdout.on('data', (chunk) => {
        out += chunk
        const [, address] = /ready at (\S+)\n/.exec(out) ?? []
        if (address === undefined) return
        child.stdout.pause()
        resolve(address)
      })
    })

    const answers = await Promise.all([1, 2].map(() => callFunction(url, 'flood', {})))
    child.kill('SIGTERM')
    const ended = await once(child, 'exit')

    expect({ answers, ended }).toEqual({
      answers: [1, 2].map(() => ({ errCode: -504003, errMsg: expect.any(String) })),
      ended: [0, null],
    })
  })

  it('keeps its records when it is killed', async () => {
    const args = ['--port', '0', '--state', folder.path('records')]
    const first = run(args)
    expect(await callFunction(await first.ready, 'bindAccount', sample)).toEqual(bound)
    first.child.kill('SIGKILL')
    await first.ended
    const second = run(args)
    expect(await callFunction(await second.ready, 'bindAccount', { ...sample, type: 'unbind' })).toEqual(bound)
  })
})

/** Returns the function processes that a process has started, from Linux's /proc. */
function instancesOf({ pid }: ChildProcess): string[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return children.filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('host.js'))
}
