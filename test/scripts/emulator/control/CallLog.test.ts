import { CallLog } from '../../../../scripts/emulator/control/CallLog'

const lines: string[] = []
const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
let calls: CallLog
beforeEach(() => {
  lines.splice(0)
  calls = new CallLog((line) => lines.push(line))
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
    calls.add({ ...bind, ...caller })
    expect(calls.get()).toEqual([
      {
        at,
        ...bind,
        ...caller,
        wireParams: { type: 'bind', biz_id: '123456', password: '***' },
        errmsg: 'invalid password ***',
      },
    ])
    expect(lines).toEqual(['id-1 cloud call logistics.bindAccount: 9300531 invalid password ***'])
  })

  it('blanks what the API does not know, for a misspelt pasword holds a password too', () => {
    calls.add({ ...bind, wireParams: { bizId: '123456', pasword: 'hunter22', remark_content: 'shown' } })
    expect(calls.get()).toMatchObject([{ wireParams: { bizId: '***', pasword: '***', remark_content: 'shown' } }])
  })

  it('blanks every parameter of an API that is not known, of a request for a token for instance', () => {
    const wireParams = { appid: 'wx1', secret: 'local-secret' }
    calls.add({ door: 'https', api: 'stable_token', wireParams, errcode: 40125, errmsg: 'not local-secret' })
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
    calls.add({ door: 'https', api: 'token', wireParams: {}, errcode: 0, fault: 'cut', note: 'send UTF-8' })
    expect(calls.get()).toEqual([
      { at, door: 'https', api: 'token', wireParams: {}, errcode: 0, fault: 'cut', note: 'send UTF-8' },
    ])
    expect(lines).toEqual(['- https call token: 0  (fault: cut) (send UTF-8)'])
  })

  it('keeps the last 200', () => {
    for (let call = 0; call < 201; call++) calls.add({ door: 'https', api: `/${call}`, wireParams: {}, errcode: 40066 })
    expect(calls.get()).toHaveLength(200)
    expect(calls.get()[0]?.api).toBe('/1')
  })

  it('forgets them', () => {
    calls.add(bind)
    calls.clear()
    expect(calls.get()).toEqual([])
  })
})
