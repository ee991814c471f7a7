import { createDecipheriv, createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'

import { CallLog, type LoggedCall } from '../../../../scripts/emulator/control/CallLog'
import { Pushes } from '../../../../scripts/emulator/control/Pushes'
import { addExpressPath } from '../../../../scripts/emulator/service/pushes'
import type { PushTarget } from '../../../../scripts/emulator/state/fixturesSchema'
import { freePort } from '../../../helpers/freePort'
import { logTo } from '../../../helpers/logTo'
import { listening } from '../../../helpers/rawServer'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'
import { sampleOrder } from '../state/sampleOrder'

const token = 'shopToken'
const encodingAESKey = 'kEy5'.repeat(11).slice(0, 43)
const appid = 'wx1234567890abcdef'

interface Received {
  method: string | undefined
  type: string | undefined
  query: Record<string, string>
  body: string
}
/** What a server receives, and how it responds: the status and the body, or nothing at all. */
let received: Received[]
let respond: (request: Received) => [number, string] | undefined
let port: number
const url = () => `http://127.0.0.1:${port}/push?shop=1`
const correctly = ({ query: { echostr = 'success' } }: Received): [number, string] => [200, echostr]

let server: Awaited<ReturnType<typeof listening>>
beforeAll(async () => {
  const record = async (message: IncomingMessage): Promise<Received> => ({
    method: message.method,
    type: message.headers['content-type'],
    query: Object.fromEntries(new URL(String(message.url), 'http://any').searchParams),
    body: await text(message),
  })
  server = await listening(
    createServer(async (message, response) => {
      const request = await record(message)
      received.push(request)
      const answer = respond(request)
      if (answer) response.writeHead(answer[0], { connection: 'close' }).end(answer[1])
    }),
  )
  port = server.port
})
afterAll(() => server.close())
beforeEach(() => {
  received = []
  respond = correctly
})

/** Returns the signature that WeChat documents. */
const signatureOf = (...parts: (string | undefined)[]) => createHash('sha1').update(parts.sort().join('')).digest('hex')

/** Decrypts as WeChat documents it, without the library that encrypts. */
function decrypted(key: string, base64: string): { message: string; appid: string } {
  const aesKey = Buffer.from(`${key}=`, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', aesKey, aesKey.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(Buffer.from(base64, 'base64')), decipher.final()])
  const padding = padded.readUInt8(padded.length - 1)
  expect(padded.subarray(-padding)).toEqual(Buffer.alloc(padding, padding))
  expect([padding >= 1 && padding <= 32, padded.length % 32]).toEqual([true, 0])
  const length = padded.readUInt32BE(16)
  return {
    message: padded.subarray(20, 20 + length).toString(),
    appid: padded.subarray(20 + length, -padding).toString(),
  }
}

const action = { action_time: 1533052800, action_type: 100001, action_msg: '揽件]]>成功' }
const push = addExpressPath(sampleOrder('1', { appid, path_item_list: [action] }))
const sent = { ...push.message, ToUserName: 'gh_1234567890ab' }

let pushes: Pushes
let calls: CallLog
let lines: string[]
afterEach(() => pushes?.close())

/** Pushes a message to the server, and returns the log entries of this number of attempts. */
async function pushed(to: Partial<PushTarget>, count = 1, messages = [push]): Promise<readonly LoggedCall[]> {
  lines = []
  calls = new CallLog(logTo(lines, 'zh'), true)
  const target: PushTarget = { MsgType: 'event', Event: 'add_express_path', url: url(), token, ...to }
  const call = () => Promise.reject(new Error('no function is called'))
  pushes = new Pushes({
    fixtures: { pushedTo: () => target },
    runner: { call },
    calls,
    log: logTo(lines, 'zh'),
    waitsMs: [5, 5, 5],
  })
  for (const it of messages) {
    pushes.send(it)
    while (calls.get().length < count) await wait(2)
  }
  await wait(20)
  return calls.get()
}

describe('the decryption of this test', () => {
  it('reads the sample of the documentation', () => {
    const sample =
      '+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04='
    const { message, appid } = decrypted('A'.repeat(43), sample)

    expect([appid, JSON.parse(message)]).toMatchObject(['wxba5fad812f8e6fb9', { Event: 'debug_demo' }])
    expect(signatureOf('AAAAA', '1714112445', '415670741', sample)).toBe('046e02f8204d34f8ba5fa3b1db94908f3df2e9b3')
  })
})

describe('a push to a server', () => {
  it('comes after a check of the URL, both signed; the log shows it without the query', async () => {
    const [call] = await pushed({ format: 'json' })
    const [check, message] = received
    const { shop, signature, timestamp, nonce, ...rest } = message?.query ?? {}

    expect(received.map(({ method, type }) => [method, type])).toEqual([
      ['GET', undefined],
      ['POST', 'application/json'],
    ])
    expect(check?.query).toEqual({
      shop: '1',
      signature: signatureOf(token, check?.query.timestamp, check?.query.nonce),
      timestamp: expect.stringMatching(/^\d{10}$/),
      nonce: expect.stringMatching(/^\d+$/),
      echostr: expect.stringMatching(/^\d+$/),
    })
    expect([shop, signature, rest]).toEqual(['1', signatureOf(token, timestamp, nonce), {}])
    expect(JSON.parse(String(message?.body))).toEqual(sent)
    expect(call).toMatchObject({
      channel: 'push',
      api: 'add_express_path',
      url: `http://127.0.0.1:${port}/push`,
      wireParams: sent,
      errcode: 0,
      note: { en: 'answered "success"' },
    })
  })

  it('checks the URL once, and accepts an empty response', async () => {
    respond = ({ query: { echostr = '' } }) => [200, echostr]
    await pushed({}, 1, [push])
    pushes.send(push)
    while (calls.get().length < 2) await wait(2)

    expect(received.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST'])
    expect(calls.get().map(({ errcode }) => errcode)).toEqual([0, 0])
  })

  it('is delivered while a test replaces fetch for its own code', async () => {
    const replaced = jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('mocked'))
    expect(await pushed({})).toMatchObject([{ errcode: 0 }])
    replaced.mockRestore()
  })

  it('is XML by default: strings in CDATA, one element per item of a list', async () => {
    await pushed({})

    expect(received[1]).toMatchObject({ type: 'text/xml' })
    expect(received[1]?.body).toBe(
      `<xml><ToUserName><![CDATA[gh_1234567890ab]]></ToUserName><FromUserName><![CDATA[oWeChatTeam]]></FromUserName><CreateTime>${sent.CreateTime}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[add_express_path]]></Event><DeliveryID><![CDATA[YUNDA]]></DeliveryID><WayBillId><![CDATA[${JSON.parse(JSON.stringify(sent)).WayBillId}]]></WayBillId><OrderId><![CDATA[1]]></OrderId><Version>1</Version><Count>1</Count><Actions><ActionTime>1533052800</ActionTime><ActionType>100001</ActionType><ActionMsg><![CDATA[揽件]]]]><![CDATA[>成功]]></ActionMsg></Actions></xml>`,
    )
  })

  it('in compatible mode has the message and its encrypted form', async () => {
    await pushed({ encodingAESKey, format: 'json', mode: 'compatible' })
    const { Encrypt, ...message } = JSON.parse(String(received[1]?.body))

    expect(message).toEqual(sent)
    expect(JSON.parse(decrypted(encodingAESKey, Encrypt).message)).toEqual(sent)
  })

  it.each(['json', 'xml'] as const)('in safe mode has only the encrypted form, in %s', async (format) => {
    await pushed({ encodingAESKey, format, mode: 'safe' })
    const { query = {}, body = '' } = received[1] ?? {}
    const [, encrypted = ''] = /(?:"Encrypt":"|<Encrypt><!\[CDATA\[)([\w+/=]+)/.exec(body) ?? []
    const { message, appid: of } = decrypted(encodingAESKey, encrypted)

    expect(body).toBe(
      format === 'json'
        ? `{"ToUserName":"gh_1234567890ab","Encrypt":"${encrypted}"}`
        : `<xml><ToUserName><![CDATA[gh_1234567890ab]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
    )
    expect(query).toMatchObject({
      openid: 'oWeChatTeam',
      encrypt_type: 'aes',
      msg_signature: signatureOf(token, query.timestamp, query.nonce, encrypted),
    })
    expect([of, message.includes('add_express_path'), message.startsWith('<xml>')]).toEqual([
      appid,
      true,
      format === 'xml',
    ])
  })

  it.each([
    [
      'a URL that fails its check',
      () => [200, 'success'] as [number, string],
      'the response was 200 success. Return echostr with status 200; compare url, token, encodingAESKey, format and mode',
      '返回了 200 success。请以状态码 200 返回 echostr，并核对 url、token、encodingAESKey、format 和 mode',
    ],
    [
      'a status that is wrong, with the secrets of the server in the response',
      ({ query: { echostr } }: Received): [number, string] =>
        echostr ? [200, echostr] : [500, `${token} ${encodingAESKey}`],
      'the response was 500 *** ***. Return success with status 200; compare url, token, encodingAESKey, format and mode',
      '返回了 500 *** ***。请以状态码 200 返回 success，并核对 url、token、encodingAESKey、format 和 mode',
    ],
    [
      'a response that is wrong',
      ({ query: { echostr = 'failed' } }: Received): [number, string] => [200, echostr],
      'the response was 200 failed. Return success with status 200; compare url, token, encodingAESKey, format and mode',
      '返回了 200 failed。请以状态码 200 返回 success，并核对 url、token、encodingAESKey、format 和 mode',
    ],
    [
      'a redirection',
      () => [302, ''] as [number, string],
      'the response was 302. Return echostr with status 200; compare url, token, encodingAESKey, format and mode',
      '返回了 302。请以状态码 200 返回 echostr，并核对 url、token、encodingAESKey、format 和 mode',
    ],
  ])('is sent three times in total after %s, with the reason and advice in the log', async (_what, how, en, zh) => {
    respond = how
    const attempts = await pushed({ encodingAESKey }, 3)
    const where = `http://127.0.0.1:${port}/push`

    expect(attempts.map(({ errcode, errmsg, note }) => [errcode, errmsg, note])).toEqual([
      [-1, undefined, { en: `${where}: ${en}; repeated in 0.005 s`, zh: `${where}：${zh}；0.005 秒后重试` }],
      [-1, undefined, { en: `${where}: ${en}; repeated in 0.005 s`, zh: `${where}：${zh}；0.005 秒后重试` }],
      [-1, undefined, { en: `${where}: ${en}; given up`, zh: `${where}：${zh}；不再重试` }],
    ])
    expect(lines.join()).toContain(zh)
    expect(JSON.stringify([attempts, lines])).not.toMatch(new RegExp(`${token}|${encodingAESKey}`))
  })

  it('says that a server cannot be reached', async () => {
    const closed = await freePort()
    const [, , last] = await pushed({ url: `http://127.0.0.1:${closed}/` }, 3)

    expect(last?.note).toEqual({
      en: `http://127.0.0.1:${closed}/: cannot be reached (connect ECONNREFUSED 127.0.0.1:${closed}). Start the server, or correct url; given up`,
      zh: `http://127.0.0.1:${closed}/：无法连接（连接被拒绝（ECONNREFUSED））。请启动服务器，或改正 url；不再重试`,
    })
  })

  it('says that a server took longer than five seconds', async () => {
    const { timeout } = AbortSignal
    const limits: number[] = []
    jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      limits.push(ms)
      return timeout.call(AbortSignal, ms / 100)
    })
    respond = () => undefined
    const [first] = await pushed({}, 3)

    expect(limits).toEqual([5000, 5000, 5000])
    expect(first?.note).toEqual({
      en: `http://127.0.0.1:${port}/push: no response within 5 s. Return success first, then work; repeated in 0.005 s`,
      zh: `http://127.0.0.1:${port}/push：5 秒内没有响应。请先返回 success，再处理消息；0.005 秒后重试`,
    })
  })

  it('is stopped by close', async () => {
    respond = () => undefined
    const attempts = pushed({}, 0)
    await attempts
    pushes.close()
    await wait(10)

    expect(calls.get()).toEqual([])
  })
})

describe('a push from a local WeChat in safe mode', () => {
  const log: string[] = []
  const { control } = withLocalWeChat(() => ({
    log: (line) => log.push(line),
    fixtures: {
      miniPrograms: [{ appid, secret: 's' }],
      orders: [{ order_id: '1', delivery_id: 'SF', waybill_id: 'SF1' }],
      pushes: [{ Event: 'add_express_path', url: url(), token, encodingAESKey, format: 'json', mode: 'safe' }],
    },
  }))

  it('can be decrypted, and its secrets are in no log and no response', async () => {
    await control('POST', 'orders', { delivery_id: 'SF', order_id: '1', action_type: 100001 })
    while ((await control('GET', 'calls')).body.length === 0) await wait(5)
    const { message } = decrypted(encodingAESKey, JSON.parse(String(received[1]?.body)).Encrypt)

    expect(JSON.parse(message)).toMatchObject({ Event: 'add_express_path', OrderId: '1', WayBillId: 'SF1' })
    const shown = await Promise.all(['calls', 'state', 'info', 'functions'].map((path) => control('GET', path)))
    expect(shown[1]?.body).toMatchObject({ pushes: [{ url: `http://127.0.0.1:${port}/push`, mode: 'safe' }] })
    expect(JSON.stringify([shown, log])).not.toMatch(new RegExp(`${token}|${encodingAESKey}`))
    expect(log).toEqual([expect.stringMatching(/ push {5}add_express_path 0 \d+ ms: answered "success"$/)])
  })
})
