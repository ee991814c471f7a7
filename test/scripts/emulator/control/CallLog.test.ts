import { CallLog } from '../../../../scripts/emulator/control/CallLog'

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
  door: 'cloud',
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
        at,
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
    calls.add({ door: 'https', api: 'stable_token', wireParams, errcode: 40125, errmsg: 'not local-secret' }, 3)
    expect(calls.get()).toEqual([
      {
        at,
        door: 'https',
        api: 'stable_token',
        wireParams: { appid: '***', secret: '***' },
        errcode: 40125,
        errmsg: 'not ***',
      },
    ])
  })

  it('says in the log what went wrong on demand, and what is to be noted', () => {
    calls.add({ door: 'https', api: 'token', wireParams: {}, errcode: 0, fault: 'cut', note: 'send UTF-8' }, 3)
    expect(calls.get()).toEqual([
      { at, door: 'https', api: 'token', wireParams: {}, errcode: 0, fault: 'cut', note: 'send UTF-8' },
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
        door: 'cloud',
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
      calls.add({ door: 'https', api: `/${call}`, wireParams: {}, errcode: 40066 }, 3)
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
