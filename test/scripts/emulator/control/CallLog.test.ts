import { type CallEvent, CallLog } from '../../../../scripts/emulator/control/CallLog'

const lines: string[] = []
/** Without the time of day. */
const told = () => lines.map((line) => line.replace(/^\d\d:\d\d:\d\d /, ''))
const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
let calls: CallLog
beforeEach(() => {
  lines.splice(0)
  calls = new CallLog((line) => lines.push(line), false)
})
const bind = {
  channel: 'cloud',
  api: 'logistics.bindAccount',
  wireParams: { type: 'bind', biz_id: '123456', password: 'hunter22' },
  errcode: 9300531,
  errmsg: 'invalid password hunter22',
} as const

describe('CallLog', () => {
  it('keeps a call with what is known of it, and blanks the values of secret parameters, in the message too', () => {
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

  it('blanks what the API does not know, for a misspelt pasword holds a password too', () => {
    calls.add({ ...bind, wireParams: { bizId: '123456', pasword: 'hunter22', remark_content: 'shown' } }, 3)
    expect(calls.get()).toMatchObject([{ wireParams: { bizId: '***', pasword: '***', remark_content: 'shown' } }])
  })

  it('blanks every parameter of an API that is not known, of a request for a token for instance', () => {
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

  it('says in the log what went wrong on demand, and what is to be noted', () => {
    calls.add({ channel: 'https', api: 'token', wireParams: {}, errcode: 0, fault: 'cut', note: 'send UTF-8' }, 3)
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
        note: 'send UTF-8',
      },
    ])
    expect(told()).toEqual(['https    token 0 3 ms: (fault: cut) send UTF-8'])
  })

  it('logs a call of a function only where there is something to note', () => {
    const ofFunction = { ...bind, function: 'bindAccount', requestId: '3fa9c1d2-7c4e-4b0a-9d43-1f2e3d4c5b6a' }
    calls.add(ofFunction, 3)
    calls.add({ ...ofFunction, stub: true }, 3)
    calls.add({ ...ofFunction, note: 'Look here.' }, 3)
    expect(told()).toEqual(['3fa9c1d2 cloud call logistics.bindAccount 9300531 3 ms: invalid password *** Look here.'])
  })

  it('logs every call where all is wanted', () => {
    const verbose = new CallLog((line) => lines.push(line), true)
    verbose.add({ ...bind, function: 'bindAccount', requestId: '3fa9c1d2-7c4e', errcode: 0, stub: true }, 3)
    expect(told()).toEqual(['3fa9c1d2 cloud call logistics.bindAccount 0 3 ms: (stub)'])
  })

  it('logs a call that no function makes', () => {
    calls.add(bind, 3)
    expect(told()).toEqual(['cloud    logistics.bindAccount 9300531 3 ms: invalid password ***'])
  })

  it('shows what is not simulated in our words, whatever the parameters are', () => {
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
    expect(told()).toEqual([`cloud    subscribeMessage.send -604100 3 ms: ${errmsg}`])
  })

  it('keeps the last 200', () => {
    for (let call = 0; call < 201; call++) {
      calls.add({ channel: 'https', api: `/${call}`, wireParams: {}, errcode: 40066 }, 3)
    }
    expect(calls.get()).toHaveLength(200)
    expect(calls.get()[0]?.api).toBe('/1')
  })

  it('forgets them', () => {
    calls.add(bind, 3)
    calls.clear()
    expect(calls.get()).toEqual([])
  })
})

describe('CallLog, of calls of functions', () => {
  const invoked = {
    functionName: 'bindAccount',
    requestId: 'r1',
    appid: 'wx1',
    openid: 'oAdmin',
    source: 'wx_client',
    data: { type: 'bind', bizId: '123456', password: 'hunter22' },
    answer: { requestId: 'r1', json: '{"errCode":9300531,"errMsg":"refused hunter22"}' },
    errCode: 9300531,
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

  it('keeps one with what it was called with and what it returned, without secrets, and leaves its line to the runner', () => {
    calls.ended(invoked)
    expect(calls.get()).toEqual([kept])
    expect(lines).toEqual([])
  })

  it('keeps what it printed before its end and after it, without secrets', () => {
    calls.line('r1', 'binding with hunter22')
    calls.line('r2', 'of another one')
    calls.ended(invoked)
    calls.line('r1', 'late hunter22')
    expect(calls.get()).toEqual([{ ...kept, lines: ['binding with ***', 'late ***'] }])
  })

  it('tells what changes, as it changes', () => {
    const told: CallEvent[] = []
    calls = new CallLog(
      () => {},
      false,
      (event) => told.push(event),
    )
    calls.line('r1', 'early')
    calls.ended(invoked)
    calls.line('r1', 'late')
    calls.clear()
    expect(told).toEqual([
      { name: 'call', data: { ...kept, lines: ['early', 'late'] } },
      { name: 'line', data: { id: 1, text: 'late' } },
      { name: 'cleared', data: {} },
    ])
  })

  it('keeps a hundred lines of a call, each up to two thousand characters', () => {
    calls.ended(invoked)
    for (let nth = 0; nth < 101; nth++) calls.line('r1', 'x'.repeat(3000))
    const [call] = calls.get()
    expect(call?.lines).toHaveLength(100)
    expect(call?.lines?.[0]).toBe(`${'x'.repeat(2000)}... (3000 characters)`)
  })

  it('forgets what calls printed that never ended', () => {
    calls.line('r1', 'the oldest')
    for (let nth = 0; nth < 200; nth++) calls.line(`other ${nth}`, 'x')
    calls.ended(invoked)
    expect(calls.get()).toEqual([kept])
  })

  it('tells a failure as wx.cloud.callFunction does', () => {
    calls.ended({
      ...invoked,
      answer: { errCode: -504003, reason: 'Invoking task timed out after 3 seconds' },
      errCode: undefined,
    })
    const { answer, ...rest } = kept
    const errmsg = 'cloud.callFunction:fail Error: errCode: -504003 | errMsg: Invoking task timed out after 3 seconds'
    expect(calls.get()).toEqual([{ ...rest, errcode: -504003, errmsg }])
  })

  it('takes a result without errCode for a success, and an event that is no object for none', () => {
    calls.ended({
      ...invoked,
      functionName: 'add',
      data: [1, 2],
      answer: { requestId: 'r1', json: '3' },
      errCode: undefined,
    })
    const { errmsg, ...rest } = kept
    expect(calls.get()).toEqual([{ ...rest, api: 'add', function: 'add', wireParams: {}, errcode: 0, answer: 3 }])
  })

  it('leaves a push to what is pushed', () => {
    calls.ended({ ...invoked, isPush: true })
    calls.line('r1', 'printed')
    expect(calls.get()).toEqual([])
    const push = { channel: 'push', api: 'add_express_path', requestId: 'r1', wireParams: {}, errcode: 0 } as const
    calls.add(push, 3)
    expect(calls.get()).toEqual([{ id: 1, at, ms: 3, ...push, lines: ['printed'] }])
  })

  it('blanks, of functions that are not ours, what sounds secret, in events and results, at every depth', () => {
    const data = { phone: '1', user: { accessToken: 'tok-123456', list: [{ 密码: 'mima-123456' }] } }
    const json = '{"session_key":"abc","said":"tok-123456 and mima-123456"}'
    calls.ended({ ...invoked, functionName: 'login', data, answer: { requestId: 'r1', json }, errCode: undefined })
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

  it('shows nothing of a result that is not JSON', () => {
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
    expect(calls.get()[0]?.answer).toMatch(
      /^\{"session_key":"\*\*\*","said":"\*\*\*","more":"x+\.\.\. \(30044 characters\)$/,
    )
  })

  it('blanks a secret that another parameter repeats', () => {
    calls.ended({ ...invoked, data: { password: 'hunter22', bizId: 'x-hunter22', remarkContent: 'hunter22' } })
    expect(calls.get()).toMatchObject([{ wireParams: { password: '***', bizId: 'x-***', remarkContent: '***' } }])
  })

  it('blanks numbers, objects and lists under a secret name in what was printed', () => {
    const data = { password: 12345678, passwords: ['one-1', { two: 'two-2' }], pin: 4321 }
    calls.line('r1', 'early 12345678 one-1')
    calls.ended({ ...invoked, functionName: 'login', data })
    calls.line('r1', 'late two-2 4321')
    expect(calls.get()).toMatchObject([
      { wireParams: { password: '***', passwords: '***', pin: '***' }, lines: ['early *** ***', 'late *** ***'] },
    ])
  })

  it.each([
    ['many', Array.from({ length: 501 }, (_, nth) => `secret-${nth}`)],
    ['long', ['x'.repeat(70_000)]],
  ])('shows nothing that was printed if there are too %s secrets', (_what, tokens) => {
    calls.line('r1', 'secret-50')
    calls.ended({ ...invoked, functionName: 'login', data: { tokens } })
    expect(calls.get()).toMatchObject([{ answer: { '***': '***' }, lines: ['***'] }])
  })

  it.each(['login', 'bindAccount'])(
    'keeps what is deep, with which %s was called, as deep as anybody reads',
    (functionName) => {
      const bizId = JSON.parse(`${'['.repeat(6000)}${']'.repeat(6000)}`)
      calls.ended({ ...invoked, functionName, data: { bizId } })
      expect(JSON.stringify(calls.get()[0]?.wireParams)).toMatch(/^\{"bizId":\[{20,21}"\[...\]"\]{20,21}\}$/)
    },
  )

  it('keeps large events and results small', () => {
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

describe('CallLog, of answers', () => {
  it.each([
    ['of an API', { api: 'logistics.getQuota', answer: { quota_num: 1 } }, { quota_num: 1 }],
    ['of a stub', { api: 'a.b', stub: true, answer: { n: 1 } }, { n: 1 }],
    ['of a refusal', { api: 'token', errcode: 40125, answer: { errcode: 40125 } }, { errcode: 40125 }],
    ['of a token not at all', { api: 'token', answer: { access_token: 'local_x' } }, undefined],
    [
      'of a long stub without what sounds secret',
      {
        api: '/sns/jscode2session',
        stub: true,
        wireParams: {},
        answer: { session_key: 'x', unionid: 'u'.repeat(30_000) },
      },
      `{"session_key":"***","unionid":"${'u'.repeat(268)}... (30034 characters)`,
    ],
    [
      'of a stub without what sounds secret',
      { api: '/sns/jscode2session', stub: true, answer: { session_key: 'x' } },
      { session_key: '***' },
    ],
  ] as const)('keeps that %s', (_what, call, answer) => {
    calls.add({ channel: 'https', wireParams: {}, errcode: 0, ...call }, 3)
    expect(calls.get()[0]?.answer).toEqual(answer)
  })
})
