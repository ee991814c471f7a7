import { spawnSync } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { CallLog } from '../../../../scripts/emulator/control/CallLog'
import { Pushes } from '../../../../scripts/emulator/control/Pushes'
import type { Answer } from '../../../../scripts/emulator/functions/Answer'
import type { Caller } from '../../../../scripts/emulator/functions/invocation'
import { addExpressPath, updateBusinessBindResult } from '../../../../scripts/emulator/service/pushes'
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

/** Pushes to a function that answers so, one time after the other, and afterwards always as the last time. */
function answering(...answers: (Answer | Error)[]): void {
  const log = (line: string) => lines.push(line)
  calls = new CallLog(log, true)
  const call = async (name: string, data: unknown, caller: Caller) => {
    received.push([name, data, caller])
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer === undefined || answer instanceof Error) throw answer
    return answer
  }
  pushes = new Pushes({ fixtures: { pushedTo: () => named }, runner: { call }, calls, log, waitsMs: [10, 20, 30] })
}
/** What came of each attempt, once there were so many and no more came. */
async function attempts(count: number): Promise<unknown[]> {
  while (calls.get().length < count) await wait(5)
  await wait(80)
  return calls.get().map(({ errcode, errmsg, note }) => [errcode, errmsg, note])
}

beforeEach(() => {
  lines = []
  received = []
  named = 'onPath'
})
afterEach(() => pushes.close())

describe('Pushes', () => {
  it('deliver a message to the function that the fixtures name, from WeChat itself', async () => {
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
        note: 'answered "success"',
      },
    ])
    expect(lines).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d r1 {7}push call add_express_path 0 \d+ ms: answered "success"$/),
    ])
  })

  it('are repeated three times when the function fails, later each time, and then given up', async () => {
    answering(failed)
    pushes.send(push)
    const errmsg = 'cloud.callFunction:fail Error: errCode: -504002 functions execute fail | errMsg: Error: no'
    expect(await attempts(4)).toEqual([
      [-504002, errmsg, 'repeated in 0.01 s'],
      [-504002, errmsg, 'repeated in 0.02 s'],
      [-504002, errmsg, 'repeated in 0.03 s'],
      [-504002, errmsg, 'given up'],
    ])
    expect(new Set(received.map(([, message]) => JSON.stringify(message))).size).toBe(1)
  })

  it('end as soon as the function does not fail', async () => {
    answering(failed, done)
    pushes.send(push)
    expect(await attempts(2)).toMatchObject([
      [-504002, expect.any(String), 'repeated in 0.01 s'],
      [0, undefined, 'answered "success"'],
    ])
  })

  it('take what cannot be called for a failure', async () => {
    answering(new Error('no such folder'), done)
    pushes.send(push)
    expect(await attempts(2)).toMatchObject([
      [-504002, expect.stringContaining('errMsg: Error: no such folder'), 'repeated in 0.01 s'],
      [0, undefined, 'answered "success"'],
    ])
  })

  it('show the beginning of a long answer', async () => {
    answering({ requestId: 'r1', json: JSON.stringify('x'.repeat(1000)) })
    pushes.send(push)
    expect(await attempts(1)).toEqual([[0, undefined, `answered "${'x'.repeat(199)}`]])
  })

  it('go where the fixtures say by then', async () => {
    answering(failed, done)
    pushes.send(push)
    named = 'mended'
    await attempts(2)
    expect(received.map(([name]) => name)).toEqual(['onPath', 'mended'])
  })

  it('go nowhere when the fixtures name no function, which the log says once an event', async () => {
    named = undefined
    answering(done)
    const reviewed = updateBusinessBindResult(sampleAccount('1'))
    for (const it of [push, push, reviewed, reviewed]) pushes.send(it)
    expect(await attempts(0)).toEqual([])
    expect({ received, lines }).toEqual({
      received: [],
      lines: ['add_express_path', 'update_business_bind_result'].map(
        (event) =>
          `${event} is not pushed: name a function in pushes of the fixtures. ` +
          `未推送 ${event}：请在初始数据 pushes 中指定云函数`,
      ),
    })
  })

  it.each(['clear', 'close'] as const)('are not repeated after %s', async (end) => {
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
    ['a refused one', { status_code: 2 as const }, { errcode: 9300531, errmsg: 'invalid biz_id or password' }],
    [
      'a refused one with a reason',
      { status_code: 2 as const, remark_wrong_msg: '地址不详' },
      { errcode: 9300531, errmsg: '地址不详' },
    ],
  ])('tells of %s', (_what, account, said) => {
    expect(updateBusinessBindResult(sampleAccount('1234567', account))).toEqual({
      appid: 'wx0000000000000000',
      message: { ...message, ...said },
    })
  })

  // In a process of its own: jest hides what Node warns of.
  it('wait for many at once without a warning', () => {
    const program = `
      const { Pushes } = require('./scripts/emulator/control/Pushes.ts')
      const call = async () => ({ errCode: -504002, reason: 'no' })
      const behind = { fixtures: { pushedTo: () => 'it' }, runner: { call }, calls: { add: () => {} }, log: console.error }
      const pushes = new Pushes(behind)
      for (let nth = 0; nth < 20; nth++) pushes.send({ appid: 'wx1', message: { MsgType: 'event', Event: 'e' } })
      setTimeout(() => pushes.close(), 50)`
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '-e', program], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  })
})
