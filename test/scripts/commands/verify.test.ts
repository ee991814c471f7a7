import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import * as v from 'valibot'
import { apiNames, apis, shortName } from '../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { verify as runVerify } from '../../../scripts/commands/verify'
import { assumptions } from '../../../scripts/emulator/assumptions.json'
import { type Altered, alteringProxy, type Sent } from '../../helpers/alteringProxy'
import { wxLogistics } from '../../helpers/npmRun'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { sample, withLocalWeChat } from '../../helpers/withLocalWeChat'

const ADMIN = 'oAdminOfTheShop'
const wechat = withLocalWeChat({
  functions: join(__dirname, '../../../dist/cloudfunctions'),
  env: { ADMIN_OPENIDS: ADMIN },
})
const proxy = alteringProxy(() => wechat.url())
const folder = temporaryFolder()

const SECRET = 'local-secret'
const OPENID = 'oAdmin'
const ACCOUNT = 'YUNDA/123456'
const EVERYTHING = ['--yes', '--openid', OPENID, '--account', ACCOUNT, '--env', 'prod-1a2b3c']

interface Given {
  secret?: string
  stdin?: string[]
  isTTY?: boolean
  lang?: string
}

/** Runs `npm run verify -- ...` in this process on what the proxy makes of the local WeChat. */
async function verify(
  args: string[],
  { secret = SECRET, stdin = [`${sample.password}\n`], isTTY = false, lang = 'en' }: Given = {},
) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await runVerify(args, {
    env: { LANG: lang, WX_APPID: 'wx0000000000000000', WX_SECRET: secret, WX_API_BASE: proxy.url() },
    stdin: Object.assign(Readable.from(stdin), { isTTY }),
    stdout,
    stderr,
  })
  stdout.end()
  stderr.end()
  const [out, err] = await Promise.all([text(stdout), text(stderr)])
  return { code, out, err, lines: out.trimEnd().split('\n') }
}

const file = () => folder.path('report.json')
const report = () => readFileSync(file(), 'utf8')
const idsOf = (result: string): string[] =>
  JSON.parse(report()).rows.flatMap((it: { id: string; result: string }) => (it.result === result ? [it.id] : []))

const accounts = async () => (await wechat.control('GET', 'state')).body.accounts
const orders = async () => (await wechat.control('GET', 'state')).body.orders
const calls = (api: string) => proxy.sent.filter(({ path }) => path.endsWith(api))

const is = ({ path, params }: Sent, end: string, expected: object = {}) =>
  path.endsWith(end) && Object.entries(expected).every(([name, it]) => params[name] === it)
const refused = (errcode: number) => ({ errcode, errmsg: 'altered rid: 1-2-3' })

/** What another WeChat does, by the row that shows it. */
const BEHAVIOURS: Readonly<Record<string, (sent: Sent, answer: Readonly<Record<string, unknown>>) => Altered>> = {
  'biz-id-missing': (it) => it.params.bizId && refused(9300531),
  'bind-courier': (it) => is(it, 'account/bind', { delivery_id: 'WX_LOGISTICS' }) && refused(9300531),
  'bind-order': (it, { errcode }) => errcode === 9300529 && it.params.password !== sample.password && refused(9300531),
  unbind: (it, { list, ...rest }) =>
    it.path.endsWith('account/getall') &&
    Array.isArray(list) && { ...rest, list: list.filter((one) => readProperty(one, 'status_code') !== 3) },
  'quota-refusals': (it) => is(it, 'quota/get', { delivery_id: 'SF' }) && refused(9300525),
  'order-values': (it) => is(it, 'order/add', { take_mode: 2 }) && it.params.sender && refused(930559),
  'party-optional': (it) =>
    is(it, 'order/add') && it.params.sender && !readProperty(it.params.sender, 'name') && refused(47001),
  'order-optional': (it) => is(it, 'order/add', { service: undefined }) && refused(47001),
  'numeric-strings': (it) => is(it, 'order/add', { tagid: '1' }) && refused(47001),
  'wire-types': (it) => is(it, 'order/get', { print_type: '0' }) && refused(930563),
  'order-id-reuse': (_it, { errcode }) => errcode === 9300522 && refused(9300501),
  'service-pair': (_it, { errcode }) => errcode === 9300510 && refused(9300525),
  'print-type': (it, answer) => is(it, 'order/get', { print_type: 1 }) && { ...answer, print_html: 'PGh0bWw+' },
  'batch-refusals': (_it, { errcode }) =>
    errcode === 9300526 && JSON.stringify(_it.params).includes('order_list') && refused(40097),
  'printer-tags': (it, { tagid_list, ...rest }) =>
    it.path.endsWith('printer/getall') && { ...rest, tagid_list: ['990001', '990002'] },
  'token-checks': (it) => it.query.get('access_token') === 'wx-logistics-verify' && refused(42001),
  'unknown-path': (it) => (is(it, 'business/wx_logistics') ? 404 : undefined),
  'ascii-escapes': (it) => it.raw.includes('\\u0059') && refused(9300503),
  'shape-getAllDelivery': (it, { data, ...rest }) => it.path.endsWith('delivery/getall') && { ...rest, list: data },
}

describe('npm run verify', () => {
  it('finds that every probe holds on the local WeChat, in less than a minute, and leaves nothing there', async () => {
    const startedAt = Date.now()
    const { code, out, lines } = await verify([...EVERYTHING, '--json', file()])

    expect(Date.now() - startedAt).toBeLessThan(60_000)
    expect({ code, differs: idsOf('differs') }).toEqual({ code: 0, differs: [] })
    const probed = assumptions.flatMap(({ id, steps }) => (steps ? [id] : []))
    expect(idsOf('holds').filter((id) => !id.startsWith('shape-'))).toEqual(probed)
    expect(lines.at(-1)).toBe(`Please open an issue with the report ${file()}.`)
    expect((await accounts()).map(({ status_code }) => status_code)).toEqual([3])
    expect((await orders()).map(({ order_status }) => order_status)).toEqual([1, 1, 1, 1])
    expect((await wechat.control('GET', 'state')).body.printers).toEqual([])
    const token = String(proxy.sent[1]?.query.get('access_token'))
    for (const hidden of [SECRET, OPENID, sample.password, token, '广东省'])
      expect({ hidden, isIn: out.includes(hidden) || report().includes(hidden) }).toEqual({ hidden, isIn: false })
  })

  it('asks for the token from stable_token, without force and without another type of token', async () => {
    await verify(EVERYTHING)

    expect(calls('token').map(({ path, params }) => [path, params.force_refresh])).toEqual([
      ['/cgi-bin/stable_token', false],
    ])
  })

  it('finds exactly what another WeChat does differently', async () => {
    proxy.altering((sent, answer) => {
      for (const alter of Object.values(BEHAVIOURS)) {
        const altered = alter(sent, answer)
        if (altered) return altered
      }
      return undefined
    })
    const { code, out } = await verify([...EVERYTHING, '--json', file()])

    expect({ code, differs: idsOf('differs').sort() }).toEqual({ code: 1, differs: Object.keys(BEHAVIOURS).sort() })
    expect(out).toContain(
      `3/32 bind-courier: differs
  expected: bindAccount 9300503
  seen: bindAccount 9300531 altered
  assumed: `,
    )
    expect(out).toContain('seen: addOrder 0, getOrder 0 {"print_html":"..."}')
    expect(out).toContain(
      'shape-getAllDelivery: differs\n  expected: the documented fields\n  seen: data: missing; list: unknown\n',
    )
    expect(JSON.parse(report()).rows.find(({ id }: { id: string }) => id === 'bind-courier')).toEqual({
      id: 'bind-courier',
      result: 'differs',
      expected: 'bindAccount 9300503',
      seen: 'bindAccount 9300531 altered',
      rid: '1-2-3',
    })
  })

  it('does not check what needs an option that is missing, and places no order', async () => {
    const { code, lines } = await verify(['--yes', '--json', file()])

    expect(code).toBe(0)
    expect(lines[2]).toBe('places no order')
    const unchecked = JSON.parse(report()).rows.filter(({ result }: { result: string }) => result === 'not checked')
    const seenOf = (id: string) => unchecked.find((it: { id: string }) => it.id === id)?.seen
    expect([seenOf('print-type'), seenOf('unbind'), seenOf('invoke-failures'), seenOf('unverified')]).toEqual([
      'needs --openid',
      'needs --account',
      'needs --env',
      'by hand: needs the developer tools, the cloud console, a phone, or a function made for it: call from an unverified one',
    ])
    expect(await accounts()).toEqual([])
    expect(await orders()).toEqual([])
  })

  it('checks one row, and says how to check one by hand', async () => {
    const one = await verify(['--yes', '--only', 'bind-courier'])
    expect(one.lines.slice(3, -1)).toEqual(['1/1 bind-courier: holds', 'holds 1, differs 0, not checked 0'])

    proxy.sent.length = 0
    const byHand = await verify(['--yes', '--only', 'upload-keeps', '--lang', 'zh'])
    // It sends nothing, so it announces nothing.
    expect(byHand.lines.slice(1, -1)).toEqual([
      'upload-keeps: 未核实',
      '  实际：人工：需要开发者工具、云开发控制台、手机，或专门的云函数：再上传一次，看云开发控制台',
      '一致 0，不一致 0，未核实 1',
    ])
    expect(proxy.sent).toEqual([])
  })

  it('leaves an account alone that was bound before', async () => {
    const account = { delivery_id: 'YUNDA', biz_id: '123456' }
    await wechat.control('PUT', 'state', { accounts: [account] })
    const { code } = await verify([...EVERYTHING, '--json', file()])

    expect(code).toBe(0)
    expect(idsOf('not checked')).toContain('unbind')
    expect(idsOf('holds')).toContain('bind-order')
    expect((await accounts()).map(({ status_code }) => status_code)).toEqual([0])
    expect(
      calls('account/bind').filter(({ params }) => params.type === 'unbind' && params.biz_id === '123456'),
    ).toEqual([])
  })

  it.each([
    [
      'a wrong secret',
      { secret: 'wrong' },
      () => undefined,
      'stopped: 40125 invalid appsecret; use the current secret of this appid',
    ],
    [
      'an address that is not on the whitelist',
      {},
      ({ path }: Sent) =>
        path.endsWith('token') && { errcode: 40164, errmsg: 'invalid ip 192.0.2.1, not in whitelist rid: 1-2-3' },
      'stopped: 40164 invalid ip 192.0.2.1, not in whitelist; this IP address is not on the whitelist; add the address in the errMsg to the IP whitelist',
    ],
    ['no service', {}, ({ path }: Sent) => path.endsWith('getall') && refused(48001), 'stopped: 48001 altered; '],
    ['a spent quota', {}, ({ path }: Sent) => path.endsWith('quota/get') && refused(45009), 'stopped: 45009 altered; '],
  ])('stops with one line because of %s', async (_what, given, alter, line) => {
    proxy.altering(alter)
    const { code, err, lines } = await verify([...EVERYTHING, '--json', file()], given)

    expect({ code, err, differs: idsOf('differs') }).toEqual({ code: 1, err: '', differs: [] })
    expect(lines.at(-1)?.slice(0, line.length)).toBe(line)
    expect(report()).not.toContain('192.0.2.1')
    expect(report()).toContain('the run stopped before')
    expect(report()).not.toContain('interrupted')
  })

  it('stops if the connection breaks, and unbinds what was bound although the response was lost', async () => {
    proxy.altering(({ params }) => (params.password === sample.password ? 'cut' : undefined))
    const { code, lines } = await verify(EVERYTHING)

    expect(code).toBe(1)
    expect(lines.at(-1)).toMatch(/^stopped: -501001 the connection to 127\.0\.0\.1:\d+ broke before a response/)
    expect((await accounts()).map(({ status_code }) => status_code)).toEqual([3])
  })

  it('says what it could not undo', async () => {
    proxy.altering(({ params }) => params.type === 'unbind' && params.biz_id === '123456' && refused(-1))
    const { code, out } = await verify([...EVERYTHING, '--only', 'bind-order'])

    expect(code).toBe(1)
    expect(out).toContain('could not be undone, please do it yourself: unbind YUNDA 123456\n')
  })

  it('unbinds what it has bound after Ctrl-C', async () => {
    const env = { LANG: 'en', WX_APPID: 'wx0000000000000000', WX_SECRET: SECRET, WX_API_BASE: proxy.url() }
    const { child, ended } = wxLogistics('verify', ['--yes', '--account', 'JDL/123456', '--json', file()], env)
    proxy.altering(async ({ params }, { errcode }) => {
      if (params.type !== 'bind' || errcode !== 0) return undefined
      child.kill('SIGINT')
      // Not before the signal has arrived.
      while (!child.killed || !printed.includes('stopping')) await new Promise((resolve) => setTimeout(resolve, 10))
      return undefined
    })
    let printed = ''
    child.stdout?.on('data', (chunk) => {
      printed += chunk
    })
    const { code, out } = await ended

    expect(code).toBe(1)
    expect(out).toContain('\nstopping: undoing what was done\n')
    expect(out).toContain('\nstopped: interrupted\n')
    expect((await accounts()).map(({ delivery_id, status_code }) => [delivery_id, status_code])).toEqual([['JDL', 3]])
    expect(idsOf('differs')).toEqual([])
  })

  it('asks before it sends anything, and asks for the password without showing it', async () => {
    const no = await verify(['--account', ACCOUNT], { isTTY: true, stdin: ['n\n'] })
    expect(no).toMatchObject({ code: 2, err: 'Send these calls? (y/N) error: cancelled\n' })
    expect(no.lines[3]).toBe('binds YUNDA/123456 and unbinds it, unless it is bound already')
    expect(proxy.sent).toEqual([])

    const nobody = await verify([])
    expect(nobody).toMatchObject({ code: 2, err: 'error: nobody can be asked here: add --yes\n' })
    expect(proxy.sent).toEqual([])

    const yes = await verify(['--yes', '--account', ACCOUNT, '--only', 'unbind'], { isTTY: true })
    expect(yes).toMatchObject({ code: 0, err: 'password of the account (it will not be shown; empty for none): \n' })
  })

  it('fetches the rows of verifyCloud, which all hold on the local WeChat', async () => {
    const { code, out } = await verify(['--yes', '--env', 'prod-1a2b3c', '--function', '--json', file()])

    expect({ code, differs: idsOf('differs') }).toEqual({ code: 0, differs: [] })
    const inCloud = [
      'process-send',
      'time-limit-known',
      'ticket-nested',
      'nested-failures',
      'openapi-appid',
      'ticket-strange',
    ]
    expect(idsOf('holds')).toEqual(expect.arrayContaining([...inCloud, 'cloud-bindAccount', 'cloud-testUpdateOrder']))
    expect(out).toContain('\nticket-nested: holds\n')
    expect(out).toContain(
      '\ncalls verifyCloud, which calls itself twice, and the 20 APIs with empty parameters, which changes nothing\n',
    )
    expect(idsOf('holds').filter((it) => /^(shipping-)?cloud-/.test(it))).toEqual([
      ...apiNames().map((it) => `cloud-${shortName(it)}`),
      'shipping-cloud-call',
    ])
    expect(await verify(['--function'])).toMatchObject({ code: 2, err: 'error: --function needs --env\n' })
  })

  it.each([
    ['wx_client', ADMIN, ['nested-caller']],
    ['wx_devtools', undefined, ['ticket-devtools']],
    ['wx_delaytask', undefined, ['ticket-delayed']],
    ['none', undefined, ['console-source']],
  ])('checks in verifyCloud what depends on the source %s', async (source, openid, ids) => {
    const headers = { 'x-wx-source': source, ...(openid && { 'x-wx-openid': openid }) }
    const response = await fetch(wechat.url('/functions/verifyCloud'), { method: 'POST', headers, body: '{}' })
    const { result } = JSON.parse(await response.text())

    const found = result.rows.map((it: { id: string; result: string }) => [it.id, it.result])
    expect(found).toEqual(expect.arrayContaining(ids.map((id) => [id, 'holds'])))
    expect(found.filter(([, it]: [string, string]) => it !== 'holds')).toEqual([])
  })

  it('calls in verifyCloud without parameters only what reads, or requires some', () => {
    const accepted = apiNames().filter((it) => v.is(apis[it].params, {}))

    expect(accepted.map(shortName)).toEqual(['getAllAccount', 'getAllDelivery', 'getPrinter', 'getOrderList'])
  })

  it('asks for no report about the local WeChat, and says in Chinese why a connection failed', async () => {
    const args = ['--yes', '--only', 'bind-courier', '--lang', 'zh']
    const local = await verify([...args, '--local', '--port', new URL(wechat.url()).port])
    expect(local.lines.at(-1)).toBe('一致 1，不一致 0，未核实 0')

    proxy.altering(() => 'cut')
    const { lines } = await verify(args)
    expect(lines.at(-1)).toMatch(/^已停止：-501001 未能连接微信，或响应丢失：the connection to /)
  })

  it('keeps verifyCloud from users who are not admins', async () => {
    expect(readProperty(await wechat.callFunction('verifyCloud', {}, 'oOther'), 'result')).toEqual({
      errCode: -401001,
      errMsg: expect.stringContaining('is not an admin'),
    })
  })

  it('reports an invalid command line', async () => {
    expect(await verify(['--only', 'bind-oder'])).toMatchObject({
      code: 2,
      err: "error: there is no row 'bind-oder', did you mean bind-order?\n",
    })
    expect(await verify(['--account', 'YUNDA'], { lang: 'zh' })).toMatchObject({
      code: 2,
      err: "错误：选项 '--account <account>' 应为快递公司和客户编码，如 YUNDA/123456\n",
    })
  })
})
