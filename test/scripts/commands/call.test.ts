import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { toSnakeCase } from '../../../cloudfunctions/openapi/names/convertCase'
import { call as runCall } from '../../../scripts/commands/call'
import { order } from '../../helpers/order'
import { http, rawServer } from '../../helpers/rawServer'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { sample, withLocalWeChat } from '../../helpers/withLocalWeChat'

const ROOT = join(__dirname, '../../..')
const BIND = ['bindAccount', '--type', 'bind', '--bizId', '123456', '--deliveryId', 'YUNDA']
const NO_CREDENTIALS =
  'error: set WX_APPID and WX_SECRET to the appid and the appsecret of your mini program; for the local WeChat, use --local\n'
const wechat = withLocalWeChat()

interface Given {
  env?: NodeJS.ProcessEnv
  stdin?: string
}

/** Runs `npm run call -- ...` in this process, in English, with only the given environment variables. */
async function call(args: string[], { env = {}, stdin = '' }: Given = {}) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await runCall(args, {
    env: { LANG: 'en', ...env },
    stdin: Readable.from(stdin === '' ? [] : [stdin]),
    stdout,
    stderr,
  })
  stdout.end()
  stderr.end()
  return { code, out: await text(stdout), err: await text(stderr) }
}

/** Runs it with the variables of the local WeChat, as in `exec`. */
const callLocal = (args: string[], { env = {}, stdin = '' }: Given = {}) =>
  call([...args, '--local'], { env: { WX_API_BASE: wechat.url(), ...env }, stdin })

/** The first line of the output for people: the local WeChat that was called. */
const used = () => `local WeChat at ${wechat.url()} (no project), mini program wx0000000000000000\n`

/** Variables that select another server instead of WeChat. */
const at = (url: string) => ({ WX_APPID: 'wx1', WX_SECRET: 'secret', WX_API_BASE: url })

/** Starts a server that responds to one call with a body, and records what it received. */
async function answering(body: object) {
  const answers = ['{"access_token":"token","expires_in":7200}', JSON.stringify(body)]
  const server = await rawServer((socket) => socket.end(http('200 OK', answers.shift() ?? '')))
  servers.push(server)
  return {
    given: { env: at(server.url) },
    sent: (): unknown => JSON.parse(String(server.requests.at(-1)).split('\r\n\r\n')[1] ?? ''),
  }
}

const servers: { close(): void }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

describe('npm run call', () => {
  it('prints the result on stdout and its meaning on stderr when run as a command', async () => {
    const child = spawn(
      process.execPath,
      ['scripts/development/run.mjs', 'call', ...BIND, '--password-stdin', '--local'],
      {
        cwd: ROOT,
        env: { PATH: process.env.PATH, LANG: 'en', WX_API_BASE: wechat.url() },
      },
    )
    child.stdin.end('wrong-password')
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])

    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 1, errCode: 9300531 })
    expect(err).toContain('\n9300531: wrong account or password\n')
  })

  it('binds with the password from stdin', async () => {
    const { code, out, err } = await callLocal([...BIND, '--password-stdin'], {
      stdin: `${sample.password}\n`,
    })

    expect(JSON.parse(out)).toStrictEqual({ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' })
    expect({ code, err }).toStrictEqual({ code: 0, err: `${used()}0: done\n` })
  })

  it('exits with 1 if WeChat refuses, and prints the meaning, the cause and the next step', async () => {
    const { code, out, err } = await callLocal([...BIND, '--password-stdin'], { stdin: 'wrong-password' })

    expect(JSON.parse(out)).toStrictEqual({
      errCode: 9300531,
      errMsg: expect.stringMatching(/^openapi\.logistics\.bindAccount:fail invalid biz_id or password rid: /),
    })
    expect({ code, err }).toStrictEqual({
      code: 1,
      err: `${used()}${[
        '9300531: wrong account or password',
        'cause: the courier refused biz_id and password; some couriers refuse here what the 物流助手 console at mp.weixin.qq.com accepts',
        'next: ask the outlet for code and password, or bind in the console',
      ].join('\n  ')}\n`,
    })
  })

  it('prints Chinese with --lang zh', async () => {
    const { code, err } = await callLocal([...BIND, '--password-stdin', '--lang', 'zh'], { stdin: 'wrong-password' })

    expect({ code, err }).toStrictEqual({
      code: 1,
      err: `本地模拟环境 ${wechat.url()}（不属于任何项目），小程序 wx0000000000000000\n${[
        '9300531: 账号或密码错误',
        '原因：快递公司不认可该客户编码或密码；有的账号在接口被拒，在 mp.weixin.qq.com 的物流助手里却能绑定',
        '处理方法：向快递网点核对客户编码和密码，或在物流助手后台绑定',
      ].join('\n  ')}\n`,
    })
  })

  it('prints the result and its meaning in both languages as one object with --json', async () => {
    const { code, out, err } = await callLocal([...BIND, '--password-stdin', '--json'], { stdin: sample.password })

    expect({ code, err }).toStrictEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toStrictEqual({
      result: { errMsg: 'openapi.logistics.bindAccount:ok', errCode: 0 },
      meaning: { en: 'done', zh: '成功' },
    })
  })

  it('sends no password if none is given and stdin is not a terminal', async () => {
    const { code, out } = await callLocal([...BIND.slice(0, -1), 'JDL'], { stdin: 'not read' })

    expect(JSON.parse(out)).toStrictEqual({ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' })
    expect(code).toBe(0)
  })

  it('uses the mini program of the environment, and prefers the appid of the command line', async () => {
    const env = { WX_APPID: 'wx1', WX_SECRET: 'local-secret' }

    const wrong = await call(['getAllAccount'], { env: { ...env, WX_API_BASE: wechat.url() } })
    expect(JSON.parse(wrong.out)).toMatchObject({ errCode: 40013 })
    expect(wrong).toMatchObject({ code: 1, err: expect.stringMatching(/^40013: invalid appid\n/) })
    const secret = { ...at(wechat.url()), WX_APPID: 'wx0000000000000000' }
    expect((await call(['getAllAccount'], { env: secret })).err).toMatch(
      /\n {2}next: use the current secret of this appid; the call took no effect\n$/,
    )
    const right = await call(['getAllAccount', '--appid', 'wx0000000000000000'], {
      env: { ...env, WX_API_BASE: wechat.url() },
    })
    expect(JSON.parse(right.out)).toStrictEqual({
      errCode: 0,
      errMsg: 'openapi.logistics.getAllAccount:ok',
      count: 0,
      list: [],
    })
    expect(right.code).toBe(0)
  })

  it('prints an integer beyond 2^53 exactly, and the code of the courier', async () => {
    const answers = [
      '{"access_token":"token","expires_in":7200}',
      '{"quota_num":9007199254740993}',
      '{"access_token":"token","expires_in":7200}',
      '{"errcode":9300501,"errmsg":"delivery logic fail","delivery_resultcode":10002,"delivery_resultmsg":"客户密码不正确"}',
    ]
    const server = await rawServer((socket) => socket.end(http('200 OK', answers.shift() ?? '')))
    const args = ['getQuota', '--bizId', '123456', '--deliveryId', 'YUNDA']

    expect((await call(args, { env: at(server.url) })).out).toMatch(/"quotaNum": 9007199254740993,/)
    expect((await call(args, { env: at(server.url) })).err).toMatch(
      /\n {2}the courier responded: 10002 客户密码不正确 \(the password of the customer code is wrong\)\n$/,
    )
    server.close()
  })

  it('reports no code of the courier after a success', async () => {
    const answers = [
      '{"access_token":"token","expires_in":7200}',
      '{"errcode":0,"errmsg":"ok","delivery_resultcode":0,"delivery_resultmsg":""}',
    ]
    const server = await rawServer((socket) => socket.end(http('200 OK', answers.shift() ?? '')))
    const { code, err } = await call(BIND, { env: at(server.url) })

    expect({ code, err }).toStrictEqual({ code: 0, err: '0: done\n' })
    server.close()
  })

  it('escapes control characters in a response', async () => {
    const answers = [
      '{"access_token":"token","expires_in":7200}',
      '{"errcode":9300501,"errmsg":"\\u001b[2J\\u009b","delivery_resultcode":1,"delivery_resultmsg":"ok\\n0: done\\u2028"}',
    ]
    const server = await rawServer((socket) => socket.end(http('200 OK', answers.shift() ?? '')))
    const { out, err } = await call(BIND, { env: at(server.url) })

    expect(out).toBe(
      '{\n  "errCode": 9300501,\n  "errMsg": "openapi.logistics.bindAccount:fail \\u001b[2J\\u009b"\n}\n',
    )
    expect(err).toMatch(/\n {2}the courier responded: 1 ok\\u000a0: done\\u2028\n$/)
    server.close()
  })

  it('reports why WeChat was not reached', async () => {
    const server = await rawServer(() => {})
    server.close()
    const { code, out, err } = await call(['getAllAccount'], { env: at(server.url) })

    const { host, port } = new URL(server.url)
    expect(JSON.parse(out)).toStrictEqual({
      errCode: -501001,
      errMsg: `openapi.logistics.getAllAccount:fail no access_token: cannot connect to ${host} (ECONNREFUSED); nothing was sent`,
    })
    expect({ code, err }).toStrictEqual({
      code: 1,
      err: `${[
        '-501001: WeChat was not reached, or its response was lost',
        'cause: the network, the cloud platform, or a wrong WX_API_BASE; with INVALID_WX_ACCESS_TOKEN, see -501007',
        'next: nothing was sent',
        `ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:${port}`,
      ].join('\n  ')}\n`,
    })
  })

  it.each([
    [['bindAccount', '--type', 'bind'], 'parameter.bizId is missing; parameter.deliveryId is missing'],
    [[...BIND, '--type', 'rebind'], 'parameter.type should be "bind" or "unbind"'],
    [
      [...BIND, '--bizId', 'SF_CASH'],
      "SF_CASH is the courier's cash account and needs no binding: use it as bizId in addOrder",
    ],
  ])('exits with 2 if the parameters are invalid: %j', async (args, problem) => {
    const { code, out, err } = await callLocal(args)

    expect(JSON.parse(out)).toStrictEqual({ errCode: -401002, errMsg: `openapi.logistics.bindAccount:fail ${problem}` })
    expect({ code, err }).toStrictEqual({
      code: 2,
      err: `${['-401002: a parameter is missing, unknown or not accepted', `cause: ${problem}`].join('\n  ')}\n`,
    })
  })

  it.each([
    [['bindAcount'], {}, "error: there is no API 'bindAcount', did you mean bindAccount?\n"],
    [
      ['wxa.sec.order.uploadShipingInfo'],
      {},
      "error: there is no API 'wxa.sec.order.uploadShipingInfo', did you mean wxa.sec.order.uploadShippingInfo?\n",
    ],
    [['getAllAccount', '--bizId', '1'], {}, "error: there is no option '--bizId'\n"],
    [['bindAccount', '--bizID', '1'], {}, "error: there is no option '--bizID', did you mean --bizId?\n"],
    [['getAllAccount', 'stray'], {}, 'error: too many arguments: 1 instead of 0\n'],
    [[...BIND, '--password', 'hunter22'], {}, 'error: a password is never an argument: use --password-stdin\n'],
    [[...BIND, '--password=hunter22'], {}, 'error: a password is never an argument: use --password-stdin\n'],
    [[...BIND, "--pasword=hun'ter22"], {}, "error: there is no option '--pasword=***'\n"],
    [[...BIND, '-phunter22'], {}, "error: there is no option '-p***'\n"],
    [[...BIND, "-phun'ter22"], {}, "error: there is no option '-p***'\n"],
    [[...BIND, '--secret=hunter22'], {}, "error: there is no option '--secret=***'\n"],
    [
      [...BIND, '--password-stdin'],
      at('http://127.0.0.1:1'),
      'error: --password-stdin was given, but stdin is empty\n',
    ],
    [['getOrder', '--printType', 'one'], {}, "error: option '--printType <number>' should be a number\n"],
    [['getOrder', '--printType', ''], {}, "error: option '--printType <number>' should be a number\n"],
    [['getPath', '--html', 'x.html'], {}, "error: there is no option '--html'\n"],
    [
      ['addOrder', '--params', 'no-such.json'],
      {},
      'error: cannot read no-such.json as UTF-8: ENOENT: no such file or directory\n',
    ],
    [['addOrder', '--params', '-'], {}, 'error: stdin:1: not valid JSON: a value is missing\n'],
    [['getAllAccount'], {}, NO_CREDENTIALS],
    [['getAllAccount', '--appid', 'wx1'], {}, NO_CREDENTIALS],
    [
      ['getAllAccount'],
      { WX_APPID: 'wx1', WX_SECRET: 'hunter22', WX_API_BASE: 'http://example.com' },
      'error: WX_API_BASE must be https, because the appsecret and passwords are sent there: http://example.com is not; http is for this machine only (127.0.0.1, localhost, [::1])\n',
    ],
  ])('exits with 2 and one line about the mistake in %j %j', async (args, env, err) => {
    expect(await call(args, { env })).toStrictEqual({ code: 2, out: '', err })
  })

  it('reports in Chinese that there is no such API, and names the nearest', async () => {
    expect(await call(['bindAcount', '--lang', 'zh'])).toStrictEqual({
      code: 2,
      out: '',
      err: "错误：没有接口 'bindAcount'，是不是 bindAccount？\n",
    })
  })

  it('lists every API with its parameters', async () => {
    const { code, out } = await call(['--help'])

    expect(code).toBe(0)
    const listed = out.slice(out.indexOf('Commands:'), out.indexOf('Environment:')).replace(/\n {10,}/g, ' ')
    expect(listed.match(/^ {2}\w+ .*$/gm)?.map((line) => line.trim().replace(/ {2,}/, ': '))).toStrictEqual([
      'bindAccount: type, bizId, deliveryId, [password], [remarkContent]',
      'getAllAccount: no parameters',
      'getAllDelivery: no parameters',
      'getQuota: deliveryId, bizId',
      'addOrder: addSource, [wxAppid], orderId, [openid], deliveryId, bizId, [customRemark], [tagid], sender, receiver, cargo, [shop], insured, service, [expectTime], [takeMode]',
      'getOrder: orderId, [openid], deliveryId, [waybillId], [printType], [customRemark]',
      'batchGetOrder: orderList',
      'cancelOrder: orderId, [openid], deliveryId, waybillId',
      'getPath: [orderId], [openid], deliveryId, waybillId',
      'getPrinter: no parameters',
      'updatePrinter: openid, updateType, [tagidList]',
      'testUpdateOrder: bizId, orderId, deliveryId, waybillId, actionTime, actionType, actionMsg',
      'isTradeManaged: appid',
      'uploadShippingInfo: orderKey, logisticsType, deliveryMode, [isAllDelivered], shippingList, uploadTime, payer',
      'uploadCombinedShippingInfo: orderKey, subOrders, uploadTime, payer',
      'getShippingOrder: [transactionId], [merchantId], [subMerchantId], [merchantTradeNo]',
      'getOrderList: [payTimeRange], [orderState], [openid], [lastIndex], [pageSize]',
      'notifyConfirmReceive: [transactionId], [merchantId], [subMerchantId], [merchantTradeNo], receivedTime',
      'traceWaybill: openid, receiverPhone, [senderPhone], waybillId, [transId], [orderDetailPath], [deliveryId], goodsInfo',
      'queryTrace: waybillToken, [openid]',
      'help: display help for command',
    ])
  })

  it('accepts the name of an API as config.json writes it', async () => {
    const example = await call(['getQuota', '--example'])

    expect(await call(['logistics.getQuota', '--example'])).toStrictEqual(example)
  })

  it.each(Object.entries<Api>(apis))('describes the parameters of %s', async (name, { params, secrets }) => {
    const { code, out } = await call([name.replace('logistics.', ''), '--help'])

    expect(code).toBe(0)
    const own = out.slice(0, out.indexOf('Global Options:'))
    const flags = own.match(/--[\w-]+(?= <text>| <number>|-stdin)/g) ?? []
    const nested = out.match(/^ {2}\w+(?= {2,}(object|list|true or false), )/gm) ?? []
    expect([...flags.map((it) => it.slice(2)), ...nested.map((it) => it.trim())].sort()).toStrictEqual(
      Object.keys(params.entries).sort(),
    )
    expect(secrets.filter((secret) => !out.includes(`--${secret}-stdin`))).toStrictEqual([])
    expect(out).toContain('--params <file>')
  })

  it('describes nested parameters with their limits', async () => {
    const { out } = await call(['addOrder', '--help'])

    expect(out.slice(out.indexOf('\nParameters that')).split('\n').slice(1, 5)).toStrictEqual([
      'Parameters that need --params:',
      '  sender                         object, required: the sender',
      '  sender.name                    up to 64 bytes, optional: the name',
      '  sender.tel                     up to 32 bytes, optional: a landline number',
    ])
  })

  it('prints its usage if no API is named', async () => {
    expect(await call([])).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^Usage: npm run call -- /) })
  })

  describe('with --params', () => {
    const folder = temporaryFolder()

    it('sends the content of the file, in which flags replace parameters', async () => {
      folder.write({ 'order.json': JSON.stringify({ ...order, orderId: 'from the file' }) })
      const wechat = await answering({ order_id: '1', waybill_id: '2', waybill_data: [] })
      const args = ['addOrder', '--params', folder.path('order.json'), '--orderId', 'from a flag', '--expectTime', '0']

      const { code, out, err } = await call(args, wechat.given)

      expect({ code, err }).toStrictEqual({ code: 0, err: '0: done\n' })
      expect(JSON.parse(out)).toStrictEqual({
        orderId: '1',
        waybillId: '2',
        waybillData: [],
        errMsg: 'openapi.logistics.addOrder:ok',
        errCode: 0,
      })
      expect(wechat.sent()).toStrictEqual({ ...toSnakeCase(order), order_id: 'from a flag', expect_time: 0 })
    })

    it('sends the empty example of an API without parameters', async () => {
      const wechat = await answering({ count: 0, list: [] })
      const { out } = await call(['getAllAccount', '--example'])

      expect(await call(['getAllAccount', '--params', '-'], { ...wechat.given, stdin: out })).toMatchObject({ code: 0 })
    })

    it('reads stdin for -', async () => {
      const wechat = await answering({ order_list: [] })
      const orderList = [{ orderId: '1', deliveryId: 'SF' }]

      expect(
        await call(['batchGetOrder', '--params', '-'], {
          ...wechat.given,
          stdin: JSON.stringify({ orderList }),
        }),
      ).toMatchObject({ code: 0 })
      expect(wechat.sent()).toStrictEqual({ order_list: [{ order_id: '1', delivery_id: 'SF' }] })
    })

    it('reads a secret from the file instead of asking', async () => {
      folder.write({ 'bind.json': JSON.stringify(sample) })

      expect(await callLocal(['bindAccount', '--params', folder.path('bind.json')])).toStrictEqual({
        code: 0,
        out: '{\n  "errMsg": "openapi.logistics.bindAccount:ok",\n  "errCode": 0\n}\n',
        err: `${used()}0: done\n`,
      })
    })

    it('exits with 2 and names the path of an invalid parameter', async () => {
      folder.write({ 'order.json': JSON.stringify({ ...order, cargo: { ...order.cargo, weight: '5.5' } }) })

      const { code, out } = await callLocal(['addOrder', '--params', folder.path('order.json')])

      expect(code).toBe(2)
      expect(JSON.parse(out)).toStrictEqual({
        errCode: -401003,
        errMsg: 'openapi.logistics.addOrder:fail parameter.cargo.weight should be number instead of string',
      })
    })
  })

  it('sends a number if the parameter is one', async () => {
    const wechat = await answering({ errcode: 0, errmsg: 'ok' })
    const ids = ['--bizId', 'test_biz_id', '--orderId', '1', '--deliveryId', 'TEST', '--waybillId', '2']
    const action = ['--actionTime', '1574850455', '--actionType', '300002', '--actionMsg', '开始派送']

    expect(await call(['testUpdateOrder', ...ids, ...action], wechat.given)).toMatchObject({ code: 0 })
    expect(wechat.sent()).toStrictEqual({
      biz_id: 'test_biz_id',
      order_id: '1',
      delivery_id: 'TEST',
      waybill_id: '2',
      action_time: 1574850455,
      action_type: 300002,
      action_msg: '开始派送',
    })
  })

  describe('getOrder with --html', () => {
    const folder = temporaryFolder()
    const args = ['getOrder', '--orderId', '1', '--deliveryId', 'EMS', '--printType', '0', '--html']
    const page = '<html lang="en"><meta charset="UTF-8"><title>运单</title>'
    const answer = { order_id: '1', waybill_id: '2', order_status: 0 }
    const shown = { orderId: '1', waybillId: '2', orderStatus: 0, errMsg: 'openapi.logistics.getOrder:ok', errCode: 0 }

    it('writes the page to the file, and the rest of the result to stdout', async () => {
      const wechat = await answering({ print_html: Buffer.from(page).toString('base64'), ...answer })
      const file = folder.path('waybill.html')

      const { code, out, err } = await call([...args, file], wechat.given)

      expect({ code, err }).toStrictEqual({
        code: 0,
        err: '0: done\n',
      })
      expect(JSON.parse(out)).toStrictEqual(shown)
      expect(readFileSync(file, 'utf8')).toBe(page)
    })

    it('exits with 2 and prints the whole result if there is no page', async () => {
      const wechat = await answering(answer)
      const file = folder.path('waybill.html')

      const { code, out, err } = await call([...args, file], wechat.given)

      expect({ code, err }).toStrictEqual({
        code: 2,
        err: `0: done\nerror: printHtml is empty: ${file} was not written\n`,
      })
      expect(JSON.parse(out)).toStrictEqual(shown)
    })
  })

  describe('with --example', () => {
    it('prints parameters for the built-in fixtures, which bind with --params', async () => {
      const { code, out, err } = await call(['bindAccount', '--example'])

      expect({ code, err }).toStrictEqual({ code: 0, err: 'example for the built-in fixtures\n' })
      expect(await callLocal(['bindAccount', '--params', '-'], { stdin: out })).toMatchObject({ code: 0 })
    })

    it('prints parameters for the running local WeChat and a courier', async () => {
      const { code, out, err } = await callLocal(['addOrder', '--example', 'TEST'])

      expect({ code, err }).toStrictEqual({ code: 0, err: `example for the local WeChat at ${wechat.url()}\n` })
      expect(JSON.parse(out)).toMatchObject({ deliveryId: 'TEST', bizId: 'test_biz_id' })
    })

    it('exits with 1 if there is no example', async () => {
      expect(await call(['bindAccount', '--example', 'TEST', '--lang', 'zh'])).toStrictEqual({
        code: 1,
        out: '',
        err: '按内置初始数据生成\nTEST 无需绑定，只对小程序成员开放：请在 addOrder 中使用，openid 须列在初始数据的 members 里。\n',
      })
    })
  })

  it('does not send the secret of the environment to the local WeChat', async () => {
    const env = { WX_APPID: 'wx1', WX_SECRET: 'another-secret' }

    expect(await callLocal(['getAllAccount'], { env })).toMatchObject({ code: 0, err: `${used()}0: done\n` })
  })

  it('exits with 2 if no local WeChat is running at the port', async () => {
    expect(await call(['getAllAccount', '--port', '1'])).toStrictEqual({
      code: 2,
      out: '',
      err: 'error: No local WeChat is running (http://127.0.0.1:1). Name the port of another one with --port, or start one: npm start\n',
    })
  })
})
