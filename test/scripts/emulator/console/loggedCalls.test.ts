import { execFileSync } from 'node:child_process'
import {
  blankNames,
  curlOf,
  isRepeatable,
  MAX_CALLS,
  meaningIn,
  mergedCalls,
  repeated,
  withSecrets,
} from '../../../../scripts/emulator/console/loggedCalls'
import { clipped, type LoggedCall } from '../../../../scripts/emulator/control/CallLog'
import { withoutSecrets } from '../../../../scripts/emulator/control/withoutSecrets'
import { describeApis } from '../../../../scripts/emulator/routes/describeApis'

const URL = 'http://127.0.0.1:8787'
const APPID = 'wx0000000000000000'
const { apis } = describeApis()
const call = (more: Partial<LoggedCall>): LoggedCall => ({
  id: 1,
  at: '2026-01-01T00:00:00.000Z',
  channel: 'https',
  api: 'logistics.bindAccount',
  appid: APPID,
  wireParams: { password: '***', remark_content: `it's "so"` },
  errcode: 0,
  ms: 1,
  ...more,
})

describe('isRepeatable', () => {
  it.each([
    ['a call of a function', { channel: 'function', api: 'pay' }, true],
    ['a cloud call', { channel: 'cloud' }, true],
    ['a cloud call of an API outside the registry', { channel: 'cloud', api: 'database.getDocument' }, false],
    ['an HTTPS call of an API that functions may call', {}, true],
    ['an HTTPS call of an API that functions may not call', { api: 'logistics.testUpdateOrder' }, false],
    ['a call of another mini program', { channel: 'function', api: 'pay', appid: 'wx1' }, false],
    ['an HTTPS call without a valid access_token', { appid: undefined }, false],
    ['a request for a token', { api: 'stable_token' }, false],
    ['a push', { channel: 'push', api: 'add_express_path' }, false],
  ] as const)('returns whether %s can be repeated', (_what, more, expected) => {
    expect(isRepeatable(call(more), apis, APPID)).toBe(expected)
  })

  it.each([
    ['long', clipped({ note: 'x'.repeat(30_000) })],
    ['many', clipped(Object.fromEntries(Array.from({ length: 20_000 }, (_, nth) => [`${nth}`, nth])))],
    ['deep', { note: withoutSecrets({ a: { b: 1 } }, (text) => text, [], 1) }],
  ])('returns false if the request was too %s to be logged completely', (_what, wireParams) => {
    expect(isRepeatable(call({ channel: 'function', api: 'pay', wireParams }), [], APPID)).toBe(false)
  })
})

describe('repeated', () => {
  it('returns a call of a function by the same caller', () => {
    const made = { channel: 'function', api: 'pay me', openid: 'oAdmin', source: 'wx_client' } as const
    expect(repeated(call({ ...made, wireParams: { amount: 7 } }))).toEqual({
      api: 'pay me',
      path: '/functions/pay%20me',
      body: { amount: 7 },
      headers: { 'x-wx-openid': 'oAdmin', 'x-wx-source': 'wx_client' },
    })
  })

  it('returns a cloud call for a call over HTTPS', () => {
    const body = { action: 'wx.api', apiName: 'logistics.getQuota', requestData: '{"biz_id":"1"}' }
    const made = call({ api: 'logistics.getQuota', wireParams: { biz_id: '1' } })
    expect(repeated(made)).toEqual({ api: 'logistics.getQuota', path: '/admin', body })
  })
})

describe('curlOf', () => {
  /** Returns the arguments that a POSIX shell passes to curl. */
  const argsOf = (more: Partial<LoggedCall>) =>
    execFileSync('sh', ['-c', curlOf(call(more), apis, URL, 'sh').replace('curl', "printf '%s\\n'")], {
      encoding: 'utf8',
    })
      .trimEnd()
      .split('\n')
  const JSON_TYPE = ['-H', 'content-type: application/json']
  const json = JSON.stringify({ ...call({}).wireParams, password: '<password>' })
  const cloudCall = { action: 'wx.api', apiName: 'logistics.bindAccount', requestData: json }
  const user = ['-H', 'x-wx-openid: oAdmin', '-H', 'x-wx-source: wx_client']

  it.each([
    [
      'a function, as a user',
      { channel: 'function', api: 'pay me', openid: 'oAdmin', source: 'wx_client' },
      [...JSON_TYPE, ...user, '-d', json, `${URL}/functions/pay%20me`],
    ],
    [
      'a function, as the console',
      { channel: 'function', api: 'pay' },
      [...JSON_TYPE, '-H', 'x-wx-source: none', '-d', json, `${URL}/functions/pay`],
    ],
    ['a cloud call', { channel: 'cloud' }, [...JSON_TYPE, '-d', JSON.stringify(cloudCall), `${URL}/admin`]],
    [
      'an HTTPS call',
      {},
      [...JSON_TYPE, '-d', json, `${URL}/cgi-bin/express/business/account/bind?access_token=<access_token>`],
    ],
    [
      'an HTTPS call by GET',
      { api: 'logistics.getAllAccount' },
      [`${URL}/cgi-bin/express/business/account/getall?access_token=<access_token>`],
    ],
  ] as const)('returns a command for %s', (_what, more, args) => {
    expect(argsOf(more)).toEqual(args)
  })
})

describe('curlOf on Windows', () => {
  it('returns one line, in which nothing has a meaning for cmd', () => {
    const made = call({ channel: 'function', api: 'pay', source: 'scf', wireParams: { a: '"&calc' } })
    expect(curlOf(made, apis, URL, 'cmd')).toBe(
      `curl -H "content-type: application/json" -H "x-wx-source: scf" -d ^"{\\^"a\\^":\\^"\\\\\\^"^&calc\\^"}^" "${URL}/functions/pay"`,
    )
  })
})

describe('the secrets of a logged call', () => {
  const params = { type: 'bind', password: '***', user: { token: '***' }, list: [{ token: '***' }, 'x'], nothing: null }

  it('are named once each', () => {
    expect(blankNames(params)).toEqual(['password', 'token'])
  })

  it('are filled in by name, in a copy', () => {
    expect(withSecrets(params, (name) => `my ${name}`)).toEqual({
      type: 'bind',
      password: 'my password',
      user: { token: 'my token' },
      list: [{ token: 'my token' }, 'x'],
      nothing: null,
    })
    expect(params.password).toBe('***')
  })
})

describe('mergedCalls', () => {
  it('lists each call once, the newest first, in its last version', () => {
    const calls = mergedCalls([call({ id: 3 }), call({ id: 1 }), call({ id: 2 }), call({ id: 3, errmsg: 'later' })])
    expect(calls).toEqual([call({ id: 3, errmsg: 'later' }), call({ id: 2 }), call({ id: 1 })])
  })

  it('keeps the last 200 calls', () => {
    const calls = mergedCalls(Array.from({ length: 500 }, (_, nth) => call({ id: nth + 1 })))
    expect([calls.length, calls[0]?.id, calls.at(-1)?.id]).toEqual([MAX_CALLS, 500, 301])
  })
})

const meaningOf = (call: Parameters<typeof meaningIn>[1]) => meaningIn(describeApis(), call).meaning?.en

describe('meaningIn', () => {
  it('says that a push was not delivered if the server failed, instead of naming a code of WeChat', () => {
    const push = { api: 'add_express_path', errcode: -1, url: 'http://127.0.0.1:1/push' }
    expect([push, { ...push, errcode: 0 }, { api: push.api, errcode: -501000 }].map(meaningOf)).toEqual([
      'not delivered',
      'done',
      describeApis().codes[-501000]?.meaning.en,
    ])
  })

  it('explains a code by the API, also if the call has only the last part of its name', () => {
    const call = { api: 'logistics.bindAccount', errcode: 9300529 }
    expect(meaningOf({ ...call, api: 'bindAccount' })).toBe(meaningOf(call))
    expect(meaningOf({ ...call, notSimulated: true })).toBe('not simulated')
  })
})
