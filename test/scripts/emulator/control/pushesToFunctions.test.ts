import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { createLocalWeChat, type LocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { apiCalls } from '../../../helpers/apiCalls'
import { callFunction } from '../../../helpers/callFunction'
import { controlOf } from '../../../helpers/controlOf'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

/** Writes one line per call with what it received; throws if the file `pushed.broken` exists. */
const receiver = `
const { appendFileSync, existsSync } = require('node:fs')
exports.main = async (event) => {
  const { WX_OPENID: openid, WX_APPID: appid, TCB_SOURCE: source } = process.env
  appendFileSync(process.env.PUSHED, JSON.stringify({ event, openid, appid, source }) + '\\n')
  if (existsSync(process.env.PUSHED + '.broken')) throw new Error('broken')
  return 'success'
}`

const folder = temporaryFolder()
const appid = 'wx0000000000000000'
let lines: string[]
let wechat: LocalWeChat
afterEach(() => wechat?.close())

async function start(pushes?: object[]) {
  lines = []
  const functions = folder.write({
    'functions/receive/index.js': receiver,
    'local-wechat.json': JSON.stringify({
      miniPrograms: [{ appid, secret: 's' }],
      accounts: [{ delivery_id: 'EMS', biz_id: '123456', status_code: 1 }],
      orders: [{ order_id: '1', delivery_id: 'SF', waybill_id: 'SF1', openid: 'oBuyer' }],
      pushes,
    }),
  })
  wechat = await createLocalWeChat({
    functions: `${functions}/functions`,
    fixtures: folder.path('local-wechat.json'),
    env: { PUSHED: folder.path('pushed') },
    log: (line) => lines.push(line),
  })
}
const control = controlOf(() => wechat.url)
/** Waits for this number of calls of the function; returns what it received. */
async function got(count: number) {
  // The file exists before its first line is written, and a line before its end.
  const read = () =>
    existsSync(folder.path('pushed')) ? readFileSync(folder.path('pushed'), 'utf8').split('\n').slice(0, -1) : []
  while (read().length < count) await wait(20)
  return read().map((line) => JSON.parse(line))
}
/** Waits for this number of pushes in the call log, and returns them. */
async function logged(count: number) {
  for (;;) {
    const { body } = await control('GET', 'calls')
    const pushes = body.filter(({ channel }) => channel === 'push')
    if (pushes.length >= count) return pushes
    await wait(20)
  }
}

const message = {
  ToUserName: appid,
  FromUserName: 'oWeChatTeam',
  CreateTime: expect.any(Number),
  MsgType: 'event',
  Event: 'add_express_path',
  DeliveryID: 'SF',
  WayBillId: 'SF1',
  OrderId: '1',
  Version: 1,
  Count: 1,
  Actions: [{ ActionTime: 1533052800, ActionType: 100001, ActionMsg: '揽件成功' }],
}
const move = { delivery_id: 'SF', waybill_id: 'SF1', action_type: 100001, action_time: 1533052800 }
const toReceive = (Event: string) => ({ Event, function: 'receive' })

const ANSWERED = { en: 'answered "success"', zh: '返回 "success"' }
const REPEATED = { en: '(repeated in 1 s)', zh: '（1 秒后重试）' }

describe('a push to a function', () => {
  it('has WeChat as its caller, and appears in the call log', async () => {
    await start([toReceive('add_express_path')])
    expect(await control('POST', 'orders', move)).toMatchObject({
      body: { order_id: '1', path_item_list: [{ action_type: 100001 }] },
    })
    expect(await got(1)).toEqual([{ event: message, openid: 'oWeChatTeam', appid, source: 'wx_unknown' }])
    expect(apiCalls(await logged(1))).toEqual([
      {
        channel: 'push',
        api: 'add_express_path',
        appid,
        function: 'receive',
        requestId: expect.any(String),
        openid: 'oWeChatTeam',
        wireParams: message,
        errcode: 0,
        note: ANSWERED,
      },
    ])
  })

  it('reports the decision of a courier about an account', async () => {
    await start([toReceive('update_business_bind_result')])
    const review = { delivery_id: 'EMS', biz_id: '123456', approved: true }
    expect(await control('POST', 'reviews', review)).toMatchObject({ body: { status_code: 0 } })
    expect(await got(1)).toMatchObject([
      {
        event: {
          Event: 'update_business_bind_result',
          errcode: 0,
          errmsg: 'ok',
          delivery_id: 'EMS',
          biz_id: '123456',
        },
      },
    ])
  })

  it('is repeated if the function fails, until the function is fixed', async () => {
    await start([toReceive('add_express_path')])
    writeFileSync(folder.path('pushed.broken'), '')
    await control('POST', 'orders', move)
    expect(await logged(1)).toMatchObject([
      { errcode: -504002, errmsg: expect.stringContaining('errMsg: Error: broken'), note: REPEATED },
    ])
    folder.write({ 'functions/receive/index.js': receiver.replace('.broken', '.other') })
    expect(await logged(2)).toMatchObject([{ errcode: -504002 }, { errcode: 0, note: ANSWERED }])
    expect(await got(2)).toMatchObject([{ event: message }, { event: message }])
  })

  it('does not delay or fail the request that caused it, and is stopped by reset and close', async () => {
    await start([{ Event: 'add_express_path', function: 'missing' }])
    expect(await control('POST', 'orders', move)).toMatchObject({
      body: { path_item_list: [{ action_type: 100001 }] },
    })
    expect(await logged(1)).toMatchObject([{ errcode: -501000, function: 'missing', note: REPEATED }])
    await control('POST', 'reset')
    await wait(1200)
    expect(apiCalls((await control('GET', 'calls')).body)).toEqual([])

    await control('POST', 'orders', move)
    await logged(1)
    const before = Date.now()
    await wechat.close()
    expect(Date.now() - before).toBeLessThan(900)
  })

  it('is not sent if the fixtures name no function, and the log says so once', async () => {
    await start()
    await control('POST', 'orders', move)
    await control('POST', 'orders', move)
    expect(apiCalls((await control('GET', 'calls')).body)).toEqual([])
    expect(lines.filter((it) => it.startsWith('add_express_path is not pushed'))).toHaveLength(1)
  })

  it('is an ordinary call if a user forges it', async () => {
    await start([toReceive('add_express_path')])
    const forged = { ...message, CreateTime: 1 }
    expect(await callFunction(wechat.url, 'receive', forged, 'oStranger')).toMatchObject({ result: 'success' })
    expect(await got(1)).toEqual([
      {
        event: { ...forged, userInfo: { appId: appid, openId: 'oStranger' }, tcbContext: {} },
        openid: 'oStranger',
        appid,
        source: 'wx_client',
      },
    ])
    expect(apiCalls((await control('GET', 'calls')).body)).toEqual([])
  })

  it('comes from a user if it is forged with the openid of WeChat', async () => {
    await start([toReceive('add_express_path')])
    await callFunction(wechat.url, 'receive', message, 'oWeChatTeam')
    expect(await got(1)).toMatchObject([{ event: { userInfo: { openId: 'oWeChatTeam' } }, source: 'wx_client' }])
  })
})
