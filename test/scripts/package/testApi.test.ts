import { once } from 'node:events'
import { createServer } from 'node:http'
import { CallFunctionError, callFunction, fireTimer } from '../../../scripts/package/callFunction'
import * as api from '../../../scripts/package/testApi'
import { portOf } from '../../helpers/portOf'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { sample, withLocalWeChat } from '../../helpers/withLocalWeChat'

const functions = temporaryFolder('shared')
const sdk = `const cloud = require(${JSON.stringify(require.resolve('wx-server-sdk'))})
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })`
const wechat = withLocalWeChat(() => {
  functions.write({
    'bind/index.js': `${sdk}\nexports.main = (event) => cloud.openapi.logistics[event.method](event.params)`,
    'bind/config.json': '{ "permissions": { "openapi": ["logistics.bindAccount"] } }',
    'send/index.js': `${sdk}\nexports.main = () => cloud.openapi.subscribeMessage.send({})`,
    'send/config.json': '{ "permissions": { "openapi": ["subscribeMessage.send"] } }',
    'count/index.js': 'let calls = 0\nexports.main = ({ Type }) => [++calls, Type]',
    'count/config.json': '{ "triggers": [{ "name": "hourly", "type": "timer", "config": "0 0 * * * * *" }] }',
    'slow/index.js': 'exports.main = () => new Promise(() => {})',
    'onPush/index.js': 'exports.main = () => "success"',
    'needsDayjs/index.js': "require('dayjs')\nexports.main = () => 0",
    'throws/index.js': "exports.main = () => {\n  throw new Error('no stock')\n}",
  })
  return {
    functions: functions.path(),
    fixtures: {
      pushes: [
        { Event: 'update_business_bind_result', function: 'onPush' },
        { Event: 'add_express_path', function: 'onPush' },
      ],
      orders: [{ order_id: '1', delivery_id: 'SF', waybill_id: 'SF1' }],
      collections: { parcels: [{ _id: 'p0', at: new Date('2024-01-02T03:04:05Z') }] },
    },
  }
})
beforeEach(() => {
  jest.replaceProperty(process, 'env', { ...process.env, WX_API_BASE: wechat.url() })
})

const bind = (params: object = sample) => callFunction('bind', { method: 'bindAccount', params })
const rejectionOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error) => error,
  )
const messageOf = async (call: Promise<unknown>) => Object(await rejectionOf(call)).message

describe('the test API', () => {
  it('makes calls fail with faults until they are removed', async () => {
    await api.setFaults([{ api: 'logistics.bindAccount', kind: 'errcode', errcode: 9300503, errmsg: 'configured' }])
    expect(await messageOf(bind())).toContain('errMsg: openapi.logistics.bindAccount:fail configured')
    await api.setFaults([])
    expect(await bind()).toMatchObject({ result: { errCode: 0 } })
  })

  it('sets a stub for an API that is not simulated', async () => {
    await api.setStubs([{ api: 'subscribeMessage.send', answer: { errcode: 0, errmsg: 'ok', msgid: 7 } }])
    expect(await callFunction('send')).toMatchObject({ result: { errCode: 0, msgid: 7 } })
  })

  it('decides a review, and waits for its push', async () => {
    await rejectionOf(bind({ ...sample, deliveryId: 'EMS', remarkContent: '电话' }))
    await api.reviewAccount({ deliveryId: 'EMS', bizId: '123456', approved: false, reason: '地址不详' })
    expect(await api.waitForPush('update_business_bind_result')).toMatchObject({
      channel: 'push',
      function: 'onPush',
      errcode: 0,
      wireParams: { delivery_id: 'EMS', biz_id: '123456', errcode: 9300531, errmsg: '地址不详' },
    })
  })

  it('lets a buyer pay an amount, and says why there is nothing to pay', async () => {
    expect(await api.pay({ transactionId: '42', openid: 'oBuyer', paidAmount: 100 })).toBe('42')
    expect(await messageOf(api.pay({ merchantTradeNo: 'T1' }))).toContain(
      'nothing to pay: the order of this number is paid',
    )
  })

  it('moves a parcel, and waits for each push', async () => {
    await api.moveOrder({ deliveryId: 'SF', orderId: '1', actionType: 100001 })
    const first = await api.waitForPush('add_express_path')
    await api.moveOrder({ deliveryId: 'SF', waybillId: 'SF1', actionType: 200001, actionMsg: '到达', actionTime: 7 })
    const second = await api.waitForPush('add_express_path', { after: first })
    expect([first.wireParams.Count, second.wireParams.Count]).toEqual([1, 2])
    expect(second.wireParams.Actions).toEqual([
      { ActionTime: expect.any(Number), ActionType: 100001, ActionMsg: '揽件成功' },
      { ActionTime: 7, ActionType: 200001, ActionMsg: '到达' },
    ])
  })

  it('says which push did not arrive, and why', async () => {
    await expect(api.waitForPush('add_express_path', { timeoutMs: 20 })).rejects.toThrow(
      "add_express_path was not pushed within 0.02 s: does a function or a server of the fixtures' pushes receive it? If it is slow, raise timeoutMs.",
    )
  })

  it('says so in time even if the local WeChat does not respond', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const place = { url: `http://127.0.0.1:${portOf(server)}`, timeoutMs: 50 }
    const startedAt = performance.now()
    expect(await messageOf(api.waitForPush('add_express_path', place))).toContain('was not pushed within 0.05 s')
    expect(performance.now() - startedAt).toBeLessThan(2000)
    server.closeAllConnections()
    server.close()
  })

  it('rejects in the language of the terminal, and keeps both', async () => {
    jest.replaceProperty(process, 'env', { ...process.env, LC_ALL: 'zh_CN.UTF-8' })
    const error = await rejectionOf(api.moveOrder({ deliveryId: 'SF', orderId: '9', actionType: 100001 }))
    const zh = `wx0000000000000000 没有运单 SF 9；项目：${functions.path()}，初始数据：默认的，或测试给出的`
    const en = `no order SF 9 of wx0000000000000000; project: ${functions.path()}, fixtures: the default ones, or those of the test`
    expect(error).toMatchObject({ message: zh, both: { en, zh } })
    expect(await messageOf(callFunction('needsDayjs'))).toContain('\nneedsDayjs -504002: 请运行：npm install')
    expect(await messageOf(api.calls({ url: 'http://example.com' }))).toBe('http://example.com 不是本地模拟环境')
  })

  it('names the fixtures that have no such customer', async () => {
    expect(await messageOf(bind({ ...sample, bizId: '9' }))).toContain(
      '\nlogistics.bindAccount 9300531: There is no customer YUNDA 9 in the fixtures.',
    )
  })

  it('rejects with the message of the local WeChat', async () => {
    await expect(api.moveOrder({ deliveryId: 'SF', orderId: '9', actionType: 100001 })).rejects.toThrow(
      'no order SF 9 of wx0000000000000000',
    )
    await expect(api.setFaults([{ api: 'logistics.bindAcount', kind: 'cut' }])).rejects.toThrow(
      '0.api: should be logistics.bindAccount',
    )
    await expect(api.documents('none')).rejects.toThrow('no collection none')
  })

  it('returns the calls', async () => {
    await bind()
    expect((await api.calls()).map(({ channel, api: name, errcode }) => [channel, name, errcode])).toEqual([
      ['cloud', 'logistics.bindAccount', 0],
      ['function', 'bind', 0],
    ])
  })

  it('reads and replaces the files of the storage', async () => {
    expect(await api.files()).toEqual([])
    const fileID = 'cloud://local.6c6f-local/图 1.txt'
    expect(await api.setFile('图 1.txt', '中文')).toBe(fileID)
    expect(await api.setFile('bytes', Buffer.from([0, 255]))).toBe('cloud://local.6c6f-local/bytes')
    expect(await api.files()).toMatchObject([
      { path: '图 1.txt', fileID, size: 6 },
      { path: 'bytes', size: 2 },
    ])
    expect(String(await api.fileContent('图 1.txt'))).toBe('中文')
    expect(await api.fileContent('bytes')).toEqual(Buffer.from([0, 255]))
    await expect(api.fileContent('none')).rejects.toThrow('no file none')
    await expect(api.setFile('/a', 'a')).rejects.toThrow('path: should be a path such as images/a.png')
  })

  it('reads and replaces the documents of a collection, with dates', async () => {
    const at = new Date('2024-01-02T03:04:05Z')
    expect(await api.documents('parcels')).toEqual([{ _id: 'p0', at }])
    const many = Array.from({ length: 30 }, (_, n) => ({ _id: n, n, at }))
    await api.setDocuments('parcels', many)
    expect(await api.documents('parcels')).toEqual(many)
    expect(await api.documents('parcels', { n: { $gt: 28 }, at: { $lte: at } })).toEqual([{ _id: 29, n: 29, at }])
  })

  it('uses the local WeChat of a given address', async () => {
    jest.replaceProperty(process, 'env', { WX_API_BASE: 'http://127.0.0.1:1' })
    expect(await api.calls({ url: wechat.url() })).toEqual([])
  })
})

describe('reset', () => {
  it('restores the fixtures and keeps the processes of functions, unless they should be fresh', async () => {
    const count = async () => (await callFunction('count')).result
    await api.reset({ fresh: true })
    await api.setDocuments('parcels', [])
    expect(await count()).toEqual([1, null])
    await api.reset()
    expect([await api.calls(), (await api.documents('parcels')).length]).toEqual([[], 1])
    expect(await count()).toEqual([2, null])
    await api.reset({ fresh: true })
    expect(await count()).toEqual([1, null])
  })

  it('ends a call that has not ended, and logs nothing of it', async () => {
    const call = rejectionOf(callFunction('slow'))
    await new Promise((resolve) => setTimeout(resolve, 300))
    await api.reset()
    expect(await call).toMatchObject({ errCode: -504002 })
    expect(await api.calls()).toEqual([])
  })
})

describe('fireTimer', () => {
  it('calls a function as its timer does', async () => {
    await api.reset({ fresh: true })
    expect(await fireTimer('count', 'hourly')).toMatchObject({ result: [1, 'Timer'] })
    expect(await api.calls()).toMatchObject([{ channel: 'function', api: 'count', source: 'wx_trigger' }])
  })

  it('says which timers and functions there are', async () => {
    await expect(fireTimer('count', 'daily')).rejects.toThrow(
      'the config.json of count has no trigger "daily" (triggers: hourly; functions: ',
    )
  })
})

describe('a mistake in a test in plain JavaScript', () => {
  /** Calls a function as plain JavaScript does, without types. */
  const plainly = (call: unknown, ...args: unknown[]) => Reflect.apply(Object(call), undefined, args)
  const order = { deliveryId: 'SF', orderId: '1', actionType: 100001 }

  it.each([
    ['callFunction', callFunction, ['count', {}, { openId: 'o' }], '"openId" is unknown, did you mean openid?'],
    ['fireTimer', fireTimer, ['count', 'hourly', { uri: '' }], '"uri" is unknown, did you mean url? (known: url)'],
    ['moveOrder', api.moveOrder, [{ ...order, waybillID: '2' }], '"waybillID" is unknown, did you mean waybillId?'],
    ['pay', api.pay, [{ outTradeNo: 'T1' }], '"outTradeNo" is unknown'],
    ['reviewAccount', api.reviewAccount, [{ bizID: '1' }], '"bizID" is unknown, did you mean bizId?'],
    [
      'waitForPush',
      api.waitForPush,
      ['add_expres_path'],
      'event "add_expres_path" is unknown, did you mean add_express_path?',
    ],
    [
      'waitForPush',
      api.waitForPush,
      ['add_express_path', { timeout: 1 }],
      '"timeout" is unknown, did you mean timeoutMs',
    ],
    ['reset', api.reset, [{ fesh: true }], '"fesh" is unknown, did you mean fresh?'],
    ['calls', api.calls, [{ urls: '' }], '"urls" is unknown, did you mean url?'],
    ['setFaults', api.setFaults, [[{ api: 'token', kind: 'cut', time: 1 }]], '0.time: is unknown; did you mean times?'],
    ['documents', api.documents, ['parcel'], 'no collection parcel, did you mean parcels? (collections: parcels)'],
  ])('is refused by %s with the nearest name', async (_name, call, args, message) => {
    await expect(plainly(call, ...args)).rejects.toThrow(message)
  })
})

describe('the error of callFunction', () => {
  it('contains where the function threw, by its whole path, which test runners read', async () => {
    jest.spyOn(process, 'cwd').mockReturnValue(functions.path())
    const errMsg = 'cloud.callFunction:fail Error: errCode: -504002 functions execute fail | errMsg: Error: no stock'
    expect(await rejectionOf(callFunction('throws'))).toMatchObject({
      errMsg,
      message: `${errMsg}\n    at exports.main (${functions.path('throws/index.js')}:2:9)`,
    })
  })

  it('contains the hint about a function that does not exist, beside the errMsg of WeChat', async () => {
    const errMsg = 'cloud.callFunction:fail Error: errCode: -501000 | errMsg: FunctionName parameter could not be found'
    const error = await rejectionOf(callFunction('bnd'))
    expect(error).toBeInstanceOf(CallFunctionError)
    expect(error).toMatchObject({
      errMsg,
      message:
        `${errMsg}\nbnd -501000: ${functions.path()} has bind, count, needsDayjs, onPush, send, slow, throws; did you mean bind? ` +
        'A function is a folder with an index.js: build TypeScript first. If your functions are in another folder now, start again.' +
        `\nproject: ${functions.path()}, fixtures: the default ones, or those of the test`,
    })
  })

  it('contains how to declare a permission', async () => {
    expect(await messageOf(callFunction('bind', { method: 'getQuota', params: {} }))).toContain(
      `\nlogistics.getQuota -604101: Add "logistics.getQuota" to permissions.openapi in ${functions.path('bind/config.json')}.`,
    )
  })

  it('contains the stub for an API that is not simulated', async () => {
    expect(await messageOf(callFunction('send'))).toContain(
      'give it a stub in local-wechat.json or by PUT /emulator/stubs: {"api":"subscribeMessage.send","answer":{"errcode":0,"errmsg":"ok"}}',
    )
  })

  it('contains how to install a package', async () => {
    expect(await messageOf(callFunction('needsDayjs'))).toContain(
      `\nneedsDayjs -504002: Run: npm install --prefix "${functions.path('needsDayjs')}" dayjs`,
    )
  })
})
