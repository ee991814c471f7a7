import { setTimeout as wait } from 'node:timers/promises'
import * as v from 'valibot'
import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
import { faultsSchema } from '../../../../scripts/emulator/control/Faults'
import { returnedIn } from '../../../helpers/callFunction'
import { faults } from '../../../helpers/faults'
import { sample, withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat({ timeLimitMs: 1000 })
const api = 'logistics.bindAccount'
const bind = async () => returnedIn(await wechat.callFunction('bindAccount', sample)).result
const errCode = async () => readProperty(await bind(), 'errCode')
const bindOverHttps = async () => {
  const { type, password } = sample
  const response = await fetch(
    wechat.url(`/cgi-bin/express/business/account/bind?access_token=${await wechat.token()}`),
    {
      method: 'POST',
      body: JSON.stringify({ type, password, biz_id: '123456', delivery_id: 'YUNDA' }),
    },
  )
  return { status: response.status, text: await response.text() }
}
const bound = async () => (await wechat.control('GET', 'state')).body.accounts.length

describe('a fault', () => {
  it.each(faults)('$fault makes a cloud call fail without binding the account', async ({ fault, errCode }) => {
    await wechat.control('PUT', 'faults', [{ api, ...fault }])
    expect(await bind()).toMatchObject({ errCode })
    expect(await bound()).toBe(0)
  })

  it.each(faults)(
    '$fault after the effect makes a cloud call fail after it has bound the account',
    async ({ fault, errCode }) => {
      await wechat.control('PUT', 'faults', [{ api, ...fault, afterEffect: true, times: 1 }])
      expect(await bind()).toMatchObject({ errCode })
      expect(await bound()).toBe(1)
      expect(await bind()).toMatchObject({ errCode: 9300529 })
    },
  )

  it.each([
    [
      { kind: 'errcode', errcode: 45009 },
      {
        status: 200,
        text: expect.stringMatching(/^\{"errcode":45009,"errmsg":"reach max api daily quota limit rid: /),
      },
    ],
    [
      { kind: 'http', status: 502 },
      { status: 502, text: expect.stringContaining('<html>') },
    ],
    [{ kind: 'empty' }, { status: 200, text: '' }],
    [{ kind: 'html' }, { status: 200, text: expect.stringContaining('<html>') }],
    [
      { kind: 'platform', code: 'SERVER_TIMEOUT' },
      { status: 200, text: '{"errcode":0,"errmsg":"ok"}' },
    ],
  ])('%j changes the response to an HTTPS call', async (fault, answer) => {
    await wechat.control('PUT', 'faults', [{ api, ...fault }])
    expect(await bindOverHttps()).toEqual(answer)
  })

  it('cuts the connection of an HTTPS call', async () => {
    await wechat.control('PUT', 'faults', [{ api, kind: 'cut' }])
    await expect(bindOverHttps()).rejects.toThrow('fetch failed')
  })

  it('applies to the configured number of calls, one fault after the other', async () => {
    await wechat.control('PUT', 'faults', [
      { api, kind: 'errcode', errcode: 1, times: 2 },
      { api, kind: 'errcode', errcode: 2, times: 1 },
    ])
    const codes = []
    for (let call = 0; call < 4; call++) codes.push(await errCode())
    expect(codes).toEqual([1, 1, 2, 0])
    expect((await wechat.control('GET', 'faults')).body).toEqual([])
  })

  it('applies until it is removed', async () => {
    await wechat.control('PUT', 'faults', [{ api, kind: 'errcode', errcode: 1 }])
    expect([await errCode(), await errCode()]).toEqual([1, 1])
    await wechat.control('PUT', 'faults', [])
    expect(await bind()).toMatchObject({ errCode: 0 })
  })

  it('does not affect other APIs', async () => {
    await wechat.control('PUT', 'faults', [{ api: 'logistics.getQuota', kind: 'cut' }])
    expect(await bind()).toMatchObject({ errCode: 0 })
  })

  it('delays a call, which then has its normal effect', async () => {
    await wechat.control('PUT', 'faults', [{ api, kind: 'delay', ms: 1500, times: 1 }])
    expect(await bind()).toMatchObject({ errCode: -501002 })
    expect(await bind()).toMatchObject({ errCode: 0 })
    const delayed = async () => (await wechat.control('GET', 'calls')).body.find(({ fault }) => fault === 'delay')
    while ((await delayed()) === undefined) await wait(20)
    expect(await delayed()).toMatchObject({ channel: 'cloud', api, errcode: 9300529 })
  })

  it('delays the response of a call that has bound the account at once, so that a second bind gets 9300529', async () => {
    await wechat.control('PUT', 'faults', [{ api, kind: 'delay', ms: 1500, afterEffect: true, times: 1 }])
    expect(await bind()).toMatchObject({ errCode: -501002 })
    expect(await bound()).toBe(1)
    expect(await bind()).toMatchObject({ errCode: 9300529 })
    const delayed = async () => (await wechat.control('GET', 'calls')).body.find(({ fault }) => fault === 'delay')
    while ((await delayed()) === undefined) await wait(20)
    expect(await delayed()).toMatchObject({ channel: 'cloud', api, errcode: 0 })
  })

  it.each([
    { kind: 'errcode', errcode: 45009 },
    { kind: 'http', status: 502 },
    { kind: 'empty' },
    { kind: 'html' },
    { kind: 'cut' },
    { kind: 'delay', ms: 300 },
  ])('%j after the effect binds the account of an HTTPS call before the response', async (fault) => {
    const token = await wechat.token()
    await wechat.control('PUT', 'faults', [{ api, ...fault, afterEffect: true, times: 1 }])
    const first = fetch(wechat.url(`/cgi-bin/express/business/account/bind?access_token=${token}`), {
      method: 'POST',
      body: JSON.stringify({ type: 'bind', password: sample.password, biz_id: '123456', delivery_id: 'YUNDA' }),
    }).catch(() => {})
    while ((await bound()) === 0) await wait(5)
    expect(JSON.parse((await bindOverHttps()).text)).toMatchObject({ errcode: 9300529 })
    await first
  })

  it('applies to requests for tokens too', async () => {
    await wechat.control('PUT', 'faults', [{ api: 'token', kind: 'errcode', errcode: 40164, errmsg: 'invalid ip' }])
    expect(await wechat.https('GET', '/cgi-bin/token')).toEqual({
      errcode: 40164,
      errmsg: expect.stringMatching(/^invalid ip rid: /),
    })
  })
})

describe('faultsSchema', () => {
  it('suggests the nearest kind for a misspelt one', () => {
    const kinds = 'should be one of errcode, platform, http, empty, html, cut, delay'
    const messages = ['errcod', 'nothing', 7].map((kind) =>
      v.safeParse(faultsSchema, [{ api, kind, errcode: 1 }]).issues?.map(({ message }) => message),
    )
    expect(messages).toEqual([[`${kinds} (did you mean "errcode"?)`], [kinds], [kinds]])
  })
})
