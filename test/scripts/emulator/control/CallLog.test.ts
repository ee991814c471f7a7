import { type CallEvent, CallLog } from '../../../../scripts/emulator/control/CallLog'
import { logTo } from '../../../helpers/logTo'

const lines: string[] = []
/** The log lines, without the time of day. */
const logged = () => lines.map((line) => line.replace(/^\d\d:\d\d:\d\d /, ''))
const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
let calls: CallLog
const UTF8 = { en: 'send UTF-8', zh: '请用 UTF-8 发送' }
beforeEach(() => {
  lines.splice(0)
  calls = new CallLog(logTo(lines), false)
})
const bind = {
  channel: 'cloud',
  api: 'logistics.bindAccount',
  wireParams: { type: 'bind', biz_id: '123456', password: 'hunter22' },
  errcode: 9300531,
  errmsg: 'invalid password hunter22',
} as const

describe('CallLog', () => {
  it('keeps a call, and blanks the values of secret parameters, also in the message', () => {
    const caller = { appid: 'wx1', function: 'bindAccount', requestId: 'id-1', openid: 'oAdmin' }
    calls.add({ ...bind, ...caller }, 3)
    expect(calls.get()).toEqual([
      {
        id: 1,
        at,
        ms: 3,
        ...bind,
        ...caller,
        wireParams: { type: 'bind', biz_id: '123456', password: '***' },
        errmsg: 'invalid password ***',
      },
    ])
  })

  it('blanks unknown parameters, because a misspelt pasword also contains a password', () => {
    calls.add({ ...bind, wireParams: { bizId: '123456', pasword: 'hunter22', remark_content: 'shown' } }, 3)
    expect(calls.get()).toMatchObject([{ wireParams: { bizId: '123456', pasword: '***', remark_content: 'shown' } }])
  })

  it.each(['missing wxCloudApiToken', 'data format error rid: 01b2c3d1-01b2c3d1-01b2c3d1'])(
    'shows a message of WeChat itself, whatever was sent: %s',
    (errmsg) => {
      calls.add({ channel: 'cloud', api: 'wxacode.get', wireParams: { page: '1' }, errcode: 47001, errmsg }, 3)
      expect(calls.get()).toMatchObject([{ wireParams: { page: '***' }, errmsg }])
      expect(logged()[0]).toContain(errmsg)
    },
  )

  it('blanks every parameter of an unknown API, such as a request for a token', () => {
    const wireParams = { appid: 'wx1', secret: 'local-secret' }
    calls.add({ channel: 'https', api: 'stable_token', wireParams, errcode: 40125, errmsg: 'not local-secret' }, 3)
    expect(calls.get()).toEqual([
      {
        id: 1,
        at,
        ms: 3,
        channel: 'https',
        api: 'stable_token',
        wireParams: { appid: '***', secret: '***' },
        errcode: 40125,
        errmsg: 'not ***',
      },
    ])
  })

  it('logs the configured fault and the note of a call', () => {
    calls.add({ channel: 'https', api: 'token', wireParams: {}, errcode: 0, fault: 'cut', note: UTF8 }, 3)
    expect(calls.get()).toEqual([
      {
        id: 1,
        at,
        ms: 3,
        channel: 'https',
        api: 'token',
        wireParams: {},
        errcode: 0,
        fault: 'cut',
        note: UTF8,
      },
    ])
    expect(logged()).toEqual(['https    token 0 3 ms: (fault: cut) send UTF-8'])
  })

  it('logs a cloud call of a function only if the call has a note or a fault', () => {
    const ofFunction = { ...bind, function: 'bindAccount', requestId: '3fa9c1d2-7c4e-4b0a-9d43-1f2e3d4c5b6a' }
    calls.add(ofFunction, 3)
    calls.add({ ...ofFunction, stub: true }, 3)
    calls.add({ ...ofFunction, errcode: -1, errmsg: 'system error', fault: 'errcode' }, 3)
    calls.add({ ...ofFunction, note: { en: 'Look here.', zh: '看这里', code: 'npm start' } }, 3)
    expect(logged()).toEqual([
      '3fa9c1d2 cloud call logistics.bindAccount -1 3 ms: (fault: errcode) system error',
      '3fa9c1d2 cloud call logistics.bindAccount 9300531 3 ms: invalid password *** Look here. npm start',
    ])
  })

  it('logs in Chinese, and a call that is not simulated without the English message', () => {
    const chinese = new CallLog(logTo(lines, 'zh'), false)
    const call = { channel: 'https', api: 'token', wireParams: {} } as const
    chinese.add({ ...call, errcode: 0, fault: 'cut', note: UTF8 }, 3)
    chinese.add({ ...call, errcode: 0, stub: true }, 3)
    const note = { en: 'not simulated', zh: '未模拟' }
    chinese.add({ ...call, errcode: 40066, errmsg: 'not simulated rid: 1', notSimulated: true, note }, 3)
    expect(logged()).toEqual([
      'https    token 0 3 ms: （故障：cut） 请用 UTF-8 发送',
      'https    token 0 3 ms: （模拟返回）',
      'https    token 40066 3 ms: 未模拟',
    ])
  })

  it('logs every call in verbose mode', () => {
    const verbose = new CallLog(logTo(lines), true)
    verbose.add({ ...bind, function: 'bindAccount', requestId: '3fa9c1d2-7c4e', errcode: 0, stub: true }, 3)
    expect(logged()).toEqual(['3fa9c1d2 cloud call logistics.bindAccount 0 3 ms: (stub)'])
  })

  it('logs a call that was not made by a function', () => {
    calls.add(bind, 3)
    expect(logged()).toEqual(['cloud    logistics.bindAccount 9300531 3 ms: invalid password ***'])
  })

  it('keeps the whole message about an API that is not simulated, even if a parameter repeats one of its words', () => {
    const errmsg = 'subscribeMessage.send is not simulated'
    calls.add(
      {
        channel: 'cloud',
        api: 'subscribeMessage.send',
        wireParams: { page: 'is' },
        errcode: -604100,
        errmsg,
        notSimulated: true,
      },
      3,
    )
    expect(calls.get()).toMatchObject([{ errmsg, notSimulated: true, wireParams: { page: '***' } }])
    expect(logged()).toEqual([`cloud    subscribeMessage.send -604100 3 ms: ${errmsg}`])
  })

  it('keeps the last 200 calls', () => {
    for (let call = 0; call < 201; call++) {
      calls.add({ channel: 'https', api: `/${call}`, wireParams: {}, errcode: 40066 }, 3)
    }
    expect(calls.get()).toHaveLength(200)
    expect(calls.get()[0]?.api).toBe('/1')
  })

  it('deletes all calls', () => {
    calls.add(bind, 3)
    calls.clear()
    expect(calls.get()).toEqual([])
  })
})

describe('CallLog, for invocations of functions', () => {
  const invoked = {
    functionName: 'bindAccount',
    requestId: 'r1',
    appid: 'wx1',
    openid: 'oAdmin',
    source: 'wx_client',
    data: { type: 'bind', bizId: '123456', password: 'hunter22' },
    answer: { requestId: 'r1', json: '{"errCode":9300531,"errMsg":"refused hunter22"}', resultCode: 9300531 },
    ms: 5,
  }
  const kept = {
    id: 1,
    at,
    channel: 'function',
    api: 'bindAccount',
    appid: 'wx1',
    function: 'bindAccount',
    requestId: 'r1',
    openid: 'oAdmin',
    source: 'wx_client',
    wireParams: { type: 'bind', bizId: '123456', password: '***' },
    errcode: 9300531,
    errmsg: 'refused ***',
    answer: { errCode: 9300531, errMsg: 'refused ***' },
    ms: 5,
  }

  it('keeps the event and the result without secrets, and does not log a line', () => {
    calls.ended(invoked)
    expect(calls.get()).toEqual([kept])
    expect(lines).toEqual([])
  })

  it('keeps the output from before and after the end of the invocation, without secrets', () => {
    calls.line('r1', 'binding with hunter22')
    calls.line('r2', 'of another one')
    calls.ended(invoked)
    calls.line('r1', 'late hunter22')
    expect(calls.get()).toEqual([{ ...kept, lines: ['binding with ***', 'late ***'] }])
  })

  it('sends an event for each change', () => {
    const sent: CallEvent[] = []
    calls = new CallLog(
      () => {},
      false,
      (event) => sent.push(event),
    )
    calls.line('r1', 'early')
    calls.ended(invoked)
    calls.line('r1', 'late')
    calls.clear()
    expect(sent).toEqual([
      { name: 'call', data: { ...kept, lines: ['early', 'late'] } },
      { name: 'line', data: { id: 1, text: 'late' } },
      { name: 'cleared', data: {} },
    ])
  })

  it('keeps 100 lines per call, each with up to 2000 characters', () => {
    calls.ended(invoked)
    for (let nth = 0; nth < 101; nth++) calls.line('r1', 'x'.repeat(3000))
    const [call] = calls.get()
    expect(call?.lines).toHaveLength(100)
    expect(call?.lines?.[0]).toBe(`${'x'.repeat(2000)}... (3000 characters)`)
  })

  it('drops the output of invocations that never ended', () => {
    calls.line('r1', 'the oldest')
    for (let nth = 0; nth < 200; nth++) calls.line(`other ${nth}`, 'x')
    calls.ended(invoked)
    expect(calls.get()).toEqual([kept])
  })

  it('shows a failure in the same words as wx.cloud.callFunction', () => {
    calls.ended({
      ...invoked,
      answer: { errCode: -504003, reason: 'Invoking task timed out after 3 seconds' },
    })
    const { answer, ...rest } = kept
    const errmsg = 'cloud.callFunction:fail Error: errCode: -504003 | errMsg: Invoking task timed out after 3 seconds'
    expect(calls.get()).toEqual([{ ...rest, errcode: -504003, errmsg }])
  })

  it('treats a result without errCode as a success, and shows no parameters for an event that is not an object', () => {
    calls.ended({
      ...invoked,
      functionName: 'add',
      data: [1, 2],
      answer: { requestId: 'r1', json: '3' },
    })
    const { errmsg, ...rest } = kept
    expect(calls.get()).toEqual([{ ...rest, api: 'add', function: 'add', wireParams: {}, errcode: 0, answer: 3 }])
  })

  it('does not keep the invocation of a push, and adds its output to the push', () => {
    calls.ended({ ...invoked, isPush: true })
    calls.line('r1', 'printed')
    expect(calls.get()).toEqual([])
    const push = { channel: 'push', api: 'add_express_path', requestId: 'r1', wireParams: {}, errcode: 0 } as const
    calls.add(push, 3)
    expect(calls.get()).toEqual([{ id: 1, at, ms: 3, ...push, lines: ['printed'] }])
  })

  it('blanks values with secret names in events and results of other functions, at every depth', () => {
    const data = { phone: '1', user: { accessToken: 'tok-123456', list: [{ 密码: 'mima-123456' }] } }
    const json = '{"session_key":"abc","said":"tok-123456 and mima-123456"}'
    calls.ended({ ...invoked, functionName: 'login', data, answer: { requestId: 'r1', json } })
    calls.line('r1', 'got tok-123456')
    expect(calls.get()).toMatchObject([
      {
        wireParams: { phone: '1', user: { accessToken: '***', list: [{ 密码: '***' }] } },
        answer: { session_key: '***', said: '*** and ***' },
        lines: ['got ***'],
      },
    ])
  })

  it.each([
    ['a short secret', 'a', '{"errMsg":"a"}', { errMsg: '***' }],
    ['a secret as a name', 'hunter22', '{"hunter22":1}', { '***': 1 }],
    ['a secret that looks like JSON', '":"', '{"errMsg":"ok"}', { errMsg: 'ok' }],
  ])('blanks %s in a result', (_what, password, json, answer) => {
    calls.ended({ ...invoked, data: { password }, answer: { requestId: 'r1', json } })
    expect(calls.get()).toMatchObject([{ answer }])
  })

  it('blanks a result that is not JSON', () => {
    calls.ended({ ...invoked, answer: { requestId: 'r1', json: 'hunter22' } })
    expect(calls.get()).toMatchObject([{ answer: '***' }])
  })

  it('blanks secrets in long results before it shortens them', () => {
    const result = { session_key: 'key-123456', said: 'key-654321', more: 'x'.repeat(30_000) }
    calls.ended({
      ...invoked,
      functionName: 'login',
      data: { token: 'key-654321' },
      answer: { requestId: 'r1', json: JSON.stringify(result) },
    })
    expect(calls.get()[0]?.answer).toEqual({
      '...': expect.stringMatching(/^\{"session_key":"\*\*\*","said":"\*\*\*","more":"x+\.\.\. \(30044 characters\)$/),
    })
  })

  it('blanks a secret that another parameter repeats', () => {
    calls.ended({ ...invoked, data: { password: 'hunter22', bizId: 'x-hunter22', remarkContent: 'hunter22' } })
    expect(calls.get()).toMatchObject([{ wireParams: { password: '***', bizId: 'x-***', remarkContent: '***' } }])
  })

  it('blanks numbers, objects and lists under a secret name in the output', () => {
    const data = { password: 12345678, passwords: ['one-1', { two: 'two-2' }], pin: 4321 }
    calls.line('r1', 'early 12345678 one-1')
    calls.ended({ ...invoked, functionName: 'login', data })
    calls.line('r1', 'late two-2 4321')
    expect(calls.get()).toMatchObject([
      { wireParams: { password: '***', passwords: '***', pin: '***' }, lines: ['early *** ***', 'late *** ***'] },
    ])
  })

  it.each([
    ['many', Array.from({ length: 1001 }, (_, nth) => `secret-${nth}`)],
    ['long', ['x'.repeat(70_000)]],
  ])('blanks the result and the output if there are too %s secrets', (_what, tokens) => {
    calls.line('r1', 'secret-50')
    calls.ended({ ...invoked, functionName: 'login', data: { tokens } })
    expect(calls.get()).toMatchObject([{ answer: { '***': '***' }, lines: ['***'] }])
  })

  it.each(['login', 'bindAccount'])('cuts deeply nested parameters of %s', (functionName) => {
    const bizId = JSON.parse(`${'['.repeat(6000)}${']'.repeat(6000)}`)
    calls.ended({ ...invoked, functionName, data: { bizId } })
    expect(JSON.stringify(calls.get()[0]?.wireParams)).toMatch(/^\{"bizId":\[{19,20}"\[...\]"\]{19,20}\}$/)
  })

  it('shortens large events and results', () => {
    const json = JSON.stringify('x'.repeat(500_000))
    calls.ended({
      ...invoked,
      functionName: 'big',
      data: { text: 'x'.repeat(500_000) },
      answer: { requestId: 'r1', json },
    })
    expect(JSON.stringify(calls.get()).length).toBeLessThan(2000)
  })
})

describe('CallLog, for responses', () => {
  it.each([
    ['keeps the response of an API', { api: 'logistics.getQuota', answer: { quota_num: 1 } }, { quota_num: 1 }],
    ['keeps the response of a stub', { api: 'a.b', stub: true, answer: { n: 1 } }, { n: 1 }],
    [
      'keeps the response of a refused call',
      { api: 'token', errcode: 40125, answer: { errcode: 40125 } },
      { errcode: 40125 },
    ],
    [
      'does not keep the response to a request for a token',
      { api: 'token', answer: { access_token: 'local_x' } },
      undefined,
    ],
    [
      'blanks values with secret names in a long stub',
      {
        api: '/sns/jscode2session',
        stub: true,
        wireParams: {},
        answer: { session_key: 'x', unionid: 'u'.repeat(30_000) },
      },
      { '...': `{"session_key":"***","unionid":"${'u'.repeat(268)}... (30034 characters)` },
    ],
    [
      'blanks values with secret names in a stub',
      { api: '/sns/jscode2session', stub: true, answer: { session_key: 'x' } },
      { session_key: '***' },
    ],
  ] as const)('%s', (_what, call, answer) => {
    calls.add({ channel: 'https', wireParams: {}, errcode: 0, ...call }, 3)
    expect(calls.get()[0]?.answer).toEqual(answer)
  })
})
