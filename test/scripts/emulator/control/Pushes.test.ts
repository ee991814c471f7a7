import { spawnSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { CallLog } from '../../../../scripts/emulator/control/CallLog'
import { Pushes } from '../../../../scripts/emulator/control/Pushes'
import type { Answer, Caller } from '../../../../scripts/emulator/functions/invocation'
import { addExpressPath, updateBusinessBindResult } from '../../../../scripts/emulator/service/pushes'
import type { PushTarget } from '../../../../scripts/emulator/state/fixturesSchema'
import { logTo } from '../../../helpers/logTo'
import { sampleAccount } from '../state/sampleAccount'
import { sampleOrder } from '../state/sampleOrder'

const action = { action_time: 1533052800, action_type: 100001, action_msg: '揽件成功' }
const push = addExpressPath(sampleOrder('1', { path_item_list: [action] }))
const done: Answer = { requestId: 'r1', json: '"success"' }
const failed: Answer = { errCode: -504002, reason: 'Error: no' }

let lines: string[]
let calls: CallLog
let received: [string, unknown, Caller][]
let named: string | undefined
let pushes: Pushes

/** Sends pushes to a function that returns these results in turn, and then repeats the last one. */
function answering(...answers: (Answer | Error)[]): void {
  const log = logTo(lines)
  calls = new CallLog(log, true)
  const call = async (name: string, data: unknown, caller: Caller) => {
    received.push([name, data, caller])
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer === undefined || answer instanceof Error) throw answer
    return answer
  }
  const pushedTo = (): PushTarget | undefined =>
    named === undefined ? named : { MsgType: 'event', Event: 'add_express_path', function: named }
  pushes = new Pushes({ fixtures: { pushedTo }, runner: { call }, calls, log, waitsMs: [10, 20, 30] })
}
/** Waits for this number of attempts, and for any that should not follow; returns their results. */
async function attempts(count: number): Promise<unknown[]> {
  while (calls.get().length < count) await wait(5)
  await wait(80)
  return calls.get().map(({ errcode, errmsg, note }) => [errcode, errmsg, note?.en])
}

beforeEach(() => {
  lines = []
  received = []
  named = 'onPath'
})
afterEach(() => pushes.close())

describe('Pushes', () => {
  it('delivers a message from WeChat to the function that the fixtures name', async () => {
    answering(done)
    pushes.send(push)
    await attempts(1)
    const caller = { appid: 'wx0000000000000000', openid: 'oWeChatTeam', source: 'wx_unknown', isPush: true }
    expect(received).toEqual([['onPath', push.message, caller]])
    expect(calls.get()).toEqual([
      {
        id: 1,
        at: expect.any(String),
        ms: expect.any(Number),
        channel: 'push',
        api: 'add_express_path',
        appid: 'wx0000000000000000',
        function: 'onPath',
        requestId: 'r1',
        openid: 'oWeChatTeam',
        wireParams: push.message,
        errcode: 0,
        note: { en: 'answered "success"', zh: '返回 "success"' },
      },
    ])
    expect(lines).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d r1 {7}push call add_express_path 0 \d+ ms: answered "success"$/),
    ])
  })

  it('repeats a push three times if the function fails, with a longer wait each time, and then gives up', async () => {
    answering(failed)
    pushes.send(push)
    const errmsg = 'cloud.callFunction:fail Error: errCode: -504002 functions execute fail | errMsg: Error: no'
    expect(await attempts(4)).toEqual([
      [-504002, errmsg, '(repeated in 0.01 s)'],
      [-504002, errmsg, '(repeated in 0.02 s)'],
      [-504002, errmsg, '(repeated in 0.03 s)'],
      [-504002, errmsg, '(given up)'],
    ])
    expect(new Set(received.map(([, message]) => JSON.stringify(message))).size).toBe(1)
  })

  it('stops repeating a push when the function succeeds', async () => {
    answering(failed, done)
    pushes.send(push)
    expect(await attempts(2)).toMatchObject([
      [-504002, expect.any(String), '(repeated in 0.01 s)'],
      [0, undefined, 'answered "success"'],
    ])
  })

  it('treats a function that cannot be called as a failure', async () => {
    answering(new Error('no such folder'), done)
    pushes.send(push)
    expect(await attempts(2)).toMatchObject([
      [-504002, expect.stringContaining('errMsg: Error: no such folder'), '(repeated in 0.01 s)'],
      [0, undefined, 'answered "success"'],
    ])
  })

  it('repeats the result of a payment until its function returns errcode 0, without asking the fixtures', async () => {
    answering({ json: 'null' }, { json: '{"errcode":1}' }, { json: '{"errcode":0}' })
    const message = { outTradeNo: 'T1' }
    pushes.send({ appid: 'wx1', to: { function: 'onPaid' }, message })
    const notHandled = 'a function that receives payments must return { errcode: 0, errmsg: "" }'
    expect(await attempts(3)).toEqual([
      [-1, undefined, `answered null; ${notHandled}; repeated in 0.01 s`],
      [-1, undefined, `answered {"errcode":1}; ${notHandled}; repeated in 0.02 s`],
      [0, undefined, 'answered {"errcode":0}'],
    ])
    const caller = { appid: 'wx1', openid: undefined, source: 'wx_unknown', isPush: true }
    expect(received).toEqual(Array(3).fill(['onPaid', message, caller]))
    expect(calls.get()[2]).toMatchObject({ channel: 'push', api: 'payment', function: 'onPaid', wireParams: message })
  })

  it('logs the first part of a long result', async () => {
    answering({ requestId: 'r1', json: JSON.stringify('x'.repeat(1000)) })
    pushes.send(push)
    expect(await attempts(1)).toEqual([[0, undefined, `answered "${'x'.repeat(199)}`]])
  })

  it('repeats a push to the function that the fixtures name at that time', async () => {
    answering(failed, done)
    pushes.send(push)
    named = 'mended'
    await attempts(2)
    expect(received.map(([name]) => name)).toEqual(['onPath', 'mended'])
  })

  it('sends nothing if the fixtures name no function, and logs that once per event', async () => {
    named = undefined
    answering(done)
    const reviewed = updateBusinessBindResult(sampleAccount('1'))
    for (const it of [push, push, reviewed, reviewed]) pushes.send(it)
    expect(await attempts(0)).toEqual([])
    expect({ received, lines }).toEqual({
      received: [],
      lines: ['add_express_path', 'update_business_bind_result'].map(
        (event) => `${event} is not pushed: name a function or a url in pushes of the fixtures.`,
      ),
    })
  })

  it.each(['clear', 'close'] as const)('does not repeat a push after %s', async (end) => {
    answering(failed)
    pushes.send(push)
    while (received.length < 2) await wait(1)
    const before = calls.get().length
    pushes[end]()
    await wait(100)
    expect(received).toHaveLength(2)
    expect(calls.get()).toHaveLength(before)
    pushes.send(push)
    await wait(5)
    expect(received.length > 2).toBe(end === 'clear')
  })

  // Runs in a separate process, because jest hides the warnings of Node.
  it('lets many pushes wait at once without a warning from Node', () => {
    const program = `
      const { Pushes } = require('./scripts/emulator/control/Pushes.ts')
      const call = async () => ({ errCode: -504002, reason: 'no' })
      const behind = { fixtures: { pushedTo: () => ({ function: 'it' }) }, runner: { call }, calls: { add: () => {} }, log: console.error }
      const pushes = new Pushes(behind)
      for (let nth = 0; nth < 20; nth++) pushes.send({ appid: 'wx1', message: { MsgType: 'event', Event: 'e' } })
      setTimeout(() => pushes.close(), 50)`
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '-e', program], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})

describe('updateBusinessBindResult', () => {
  beforeEach(() => {
    answering(done)
    jest.useFakeTimers({ now: 1_546_924_844_000 })
  })
  afterEach(() => jest.useRealTimers())
  const message = {
    ToUserName: 'wx0000000000000000',
    FromUserName: 'oWeChatTeam',
    CreateTime: 1_546_924_844,
    MsgType: 'event',
    Event: 'update_business_bind_result',
    errcode: 0,
    errmsg: 'ok',
    delivery_id: 'YUNDA',
    biz_id: '1234567',
  }

  it.each([
    ['a bound account', {}, {}],
    ['a refused account', { status_code: 2 as const }, { errcode: 9300531, errmsg: 'invalid biz_id or password' }],
    [
      'an account that was refused with a reason',
      { status_code: 2 as const, remark_wrong_msg: '地址不详' },
      { errcode: 9300531, errmsg: '地址不详' },
    ],
  ])('returns the message about %s', (_what, account, said) => {
    expect(updateBusinessBindResult(sampleAccount('1234567', account))).toEqual({
      appid: 'wx0000000000000000',
      message: { ...message, ...said },
    })
  })
})
