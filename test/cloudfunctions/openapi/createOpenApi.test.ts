import { inspect } from 'node:util'
import { apis } from '../../../cloudfunctions/openapi/apis'
import type { Api } from '../../../cloudfunctions/openapi/apis/Api'
import { createOpenApi } from '../../../cloudfunctions/openapi/createOpenApi'
import { toWireParams } from '../../../cloudfunctions/openapi/params/toWireParams'
import type { LoggedCall } from '../../../scripts/emulator/control/CallLog'
import type { Fault } from '../../../scripts/emulator/control/Faults'
import { failureOf } from '../../helpers/failureOf'
import { rejectionOf } from '../../helpers/rejectionOf'
import { sample, withLocalWeChat } from '../../helpers/withLocalWeChat'

const APP = { appid: 'wx0000000000000000', secret: 'local-secret' }
const OK = { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }

const wechat = withLocalWeChat()
const create = (options: { timeoutMs?: number; fetch?: typeof fetch } = {}) =>
  createOpenApi({ ...APP, baseUrl: wechat.url(), ...options })

/** Returns the logged calls, each as in `stable_token 0`. */
async function calls(): Promise<string[]> {
  const response = await fetch(wechat.url('/emulator/calls'))
  const list: LoggedCall[] = JSON.parse(await response.text())
  return list.map(({ api, errcode }) => `${api.replace('logistics.', '')} ${errcode}`)
}

async function setFaults(...faults: Fault[]): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  await fetch(wechat.url('/emulator/faults'), { method: 'PUT', headers, body: JSON.stringify(faults) })
}

/** Wraps the platform's fetch, and records force_refresh of each token request. */
function watchingTokens() {
  const forced: boolean[] = []
  const watching: typeof fetch = (url, init) => {
    if (String(url).endsWith('/cgi-bin/stable_token')) forced.push(JSON.parse(String(init?.body)).force_refresh)
    return fetch(url, init)
  }
  return { fetch: watching, forced }
}

describe('createOpenApi', () => {
  it('binds and unbinds as a cloud function does', async () => {
    const openapi = create()

    expect(await openapi.logistics.bindAccount(sample)).toStrictEqual(OK)
    const snakeCase = { type: 'unbind', biz_id: '123456', delivery_id: 'YUNDA' }
    expect(await Reflect.apply(openapi.logistics.bindAccount, undefined, [snakeCase])).toStrictEqual(OK)
    expect(await calls()).toStrictEqual(['stable_token 0', 'bindAccount 0', 'bindAccount 0'])
  })

  it('returns the data with camelCase names', async () => {
    const openapi = create()
    await openapi.logistics.bindAccount(sample)

    expect(await openapi.logistics.getQuota({ deliveryId: 'YUNDA', bizId: '123456' })).toStrictEqual({
      errCode: 0,
      errMsg: 'openapi.logistics.getQuota:ok',
      quotaNum: 100,
    })
    expect(await openapi.logistics.getAllAccount()).toStrictEqual({
      errCode: 0,
      errMsg: 'openapi.logistics.getAllAccount:ok',
      count: 1,
      list: [
        {
          bizId: '123456',
          deliveryId: 'YUNDA',
          createTime: expect.any(Number),
          updateTime: expect.any(Number),
          statusCode: 0,
          alias: '',
          remarkWrongMsg: '',
          remarkContent: '',
          quotaNum: 100,
          quotaUpdateTime: expect.any(Number),
          serviceType: [{ serviceType: 0, serviceName: '标准快件' }],
        },
      ],
    })
  })

  it("rejects with WeChat's code and message, and the id of the request", async () => {
    const error = await rejectionOf(create().logistics.bindAccount({ ...sample, password: 'wrong-password' }))

    expect({ ...error }).toStrictEqual({
      name: 'OpenApiError',
      errCode: 9300531,
      errMsg: `openapi.logistics.bindAccount:fail invalid biz_id or password rid: ${error.rid}`,
      rid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/),
    })
  })

  it.each([
    [{}],
    [{ ...sample, bizId: ' ' }],
    [{ ...sample, bizId: 7 }],
    [{ ...sample, bizID: '1' }],
    [{ ...sample, bizId: 'SF_CASH' }],
    [{ ...sample, biz_id: 'other' }],
    [[]],
    [null],
  ])('refuses %j as the function does, and sends nothing', async (params) => {
    const rejected = await rejectionOf(Reflect.apply(create().logistics.bindAccount, undefined, [params]))

    expect(rejected.toJSON()).toStrictEqual(failureOf(() => toWireParams(apis['logistics.bindAccount'], params)))
    expect(await calls()).toStrictEqual([])
  })

  it('accepts an empty list of arguments as no parameters', async () => {
    const rejected = await rejectionOf(Reflect.apply(create().logistics.bindAccount, undefined, []))

    expect(rejected.errMsg).toMatch(/fail parameter\.type is missing; parameter\.bizId is missing; /)
  })

  it('has methods that work without their object', async () => {
    const { getAllDelivery } = create().logistics

    expect(await getAllDelivery()).toMatchObject({ errCode: 0, count: 14 })
  })

  it('supports a new API of the registry without further code', async () => {
    const getNothing: Api = {
      ...apis['logistics.getQuota'],
      name: 'logistics.getNothing',
      https: { verb: 'GET', path: '/cgi-bin/some/path' },
    }
    Object.assign(apis, { 'logistics.getNothing': getNothing })
    try {
      const urls: string[] = []
      const openapi = createOpenApi({
        getAccessToken: () => 'token',
        fetch: async (url) => {
          urls.push(String(url))
          return new Response('{"quota_num":7}')
        },
      })
      const call = Reflect.get(openapi.logistics, 'getNothing')
      const result = await call({ deliveryId: '顺丰', bizId: 'a&b' })

      expect(result).toStrictEqual({ quotaNum: 7, errCode: 0, errMsg: 'openapi.logistics.getNothing:ok' })
      expect(urls).toStrictEqual([
        'https://api.weixin.qq.com/cgi-bin/some/path?access_token=token&delivery_id=%E9%A1%BA%E4%B8%B0&biz_id=a%26b',
      ])
    } finally {
      Reflect.deleteProperty(apis, 'logistics.getNothing')
    }
  })
})

describe('the object of createOpenApi', () => {
  it('is a plain object for await, JSON and jest', async () => {
    const openapi = create()

    expect(await openapi).toBe(openapi)
    expect(JSON.stringify(openapi)).toContain('"logistics":{}')
    const namesIn = (group: object, prefix = ''): string[] =>
      Object.entries(group).flatMap(([name, it]) =>
        typeof it === 'function' ? [`${prefix}${name}`] : namesIn(Object(it), `${prefix}${name}.`),
      )
    expect(namesIn(openapi).sort()).toStrictEqual(Object.keys(apis).sort())
    expect(Reflect.get(openapi.logistics, 'bindAcount')).toBeUndefined()
    expect(openapi.logistics).not.toEqual({})
  })
})

describe('the access token', () => {
  it('is requested once for any number of waiting calls', async () => {
    const { logistics } = create()

    await Promise.all(Array.from({ length: 20 }, () => logistics.getAllDelivery()))
    await logistics.getAllAccount()
    expect((await calls()).filter((call) => call === 'stable_token 0')).toHaveLength(1)
  })

  it('is renewed before it expires, so that no call uses an expired one', async () => {
    const start = Date.now()
    let now = start
    jest.spyOn(Date, 'now').mockImplementation(() => now)
    const { logistics } = create()

    for (const seconds of [0, 7139, 7141, 14_000, 14_300]) {
      now = start + seconds * 1000
      await logistics.getAllAccount()
    }
    expect(await calls()).toStrictEqual([
      'stable_token 0',
      'getAllAccount 0',
      'getAllAccount 0',
      'stable_token 0',
      'getAllAccount 0',
      'getAllAccount 0',
      'stable_token 0',
      'getAllAccount 0',
    ])
  })

  it.each([40001, 40014, 42001])(
    'is renewed once after the error %d, and the call is repeated once',
    async (errcode) => {
      const watching = watchingTokens()
      const { logistics } = create({ fetch: watching.fetch })
      await setFaults({ api: 'logistics.bindAccount', kind: 'errcode', errcode, times: 1 })

      expect(await logistics.bindAccount(sample)).toStrictEqual(OK)
      expect(watching.forced).toStrictEqual([false, false, true])
      expect(await calls()).toStrictEqual([
        'stable_token 0',
        `bindAccount ${errcode}`,
        'stable_token 0',
        'stable_token 0',
        'bindAccount 0',
      ])
    },
  )

  it('is renewed without force if WeChat returns another token', async () => {
    const watching = watchingTokens()
    const { logistics } = create({ fetch: watching.fetch })
    await logistics.getAllAccount()
    await fetch(wechat.url('/emulator/reset'), { method: 'POST' })

    expect(await logistics.getAllAccount()).toMatchObject({ errCode: 0, count: 0 })
    expect(watching.forced).toStrictEqual([false, false])
    expect(await calls()).toStrictEqual(['getAllAccount 40001', 'stable_token 0', 'getAllAccount 0'])
  })

  it('is not renewed twice: the call rejects with the second error', async () => {
    const { logistics } = create()
    await setFaults({ api: 'logistics.bindAccount', kind: 'errcode', errcode: 40001 })

    expect(await rejectionOf(logistics.bindAccount(sample))).toMatchObject({
      errCode: 40001,
      errMsg: expect.stringMatching(
        /^openapi\.logistics\.bindAccount:fail invalid credential, .* rid: [\w-]{26}; a new access_token was rejected too$/,
      ),
    })
    expect((await calls()).filter((call) => call === 'bindAccount 40001')).toHaveLength(2)
  })

  it('is forced once for any number of refused calls', async () => {
    const watching = watchingTokens()
    const { logistics } = create({ fetch: watching.fetch })
    await setFaults({ api: 'logistics.bindAccount', kind: 'errcode', errcode: 40001 })

    for (let nth = 0; nth < 30; nth++) await rejectionOf(logistics.bindAccount(sample))

    expect(watching.forced.filter(Boolean)).toHaveLength(1)
  })

  it('is not forced again immediately if WeChat refuses the forced one too: the call rejects without being repeated', async () => {
    const { logistics } = create()
    await setFaults({ api: 'logistics.bindAccount', kind: 'errcode', errcode: 40001, times: 3 })
    await rejectionOf(logistics.bindAccount(sample))

    expect(await rejectionOf(logistics.bindAccount(sample))).toMatchObject({
      errCode: 40001,
      errMsg: expect.stringMatching(/ rid: [\w-]{26}; no new access_token is available yet: call again later$/),
    })
    expect((await calls()).slice(-2)).toStrictEqual(['bindAccount 40001', 'stable_token 0'])
    expect(await logistics.bindAccount(sample)).toStrictEqual(OK)
  })

  it("is shared by several processes, without one invalidating another's", async () => {
    const processes = [create(), create(), create()]

    for (const round of [1, 2]) {
      for (const { logistics } of processes) expect(await logistics.getAllAccount()).toMatchObject({ count: 0 })
      expect(await calls()).toHaveLength(round === 1 ? 6 : 9)
    }
    expect((await calls()).filter((call) => !call.endsWith(' 0'))).toStrictEqual([])
  })

  it('is shared again after one process has forced a new one', async () => {
    const [first, second] = [create(), create()]
    await Promise.all([first.logistics.getAllAccount(), second.logistics.getAllAccount()])
    await setFaults({ api: 'logistics.getAllAccount', kind: 'errcode', errcode: 40001, times: 1 })
    await first.logistics.getAllAccount()
    const before = (await calls()).length

    await second.logistics.getAllAccount()
    await first.logistics.getAllAccount()
    expect((await calls()).slice(before)).toStrictEqual([
      'getAllAccount 40001',
      'stable_token 0',
      'getAllAccount 0',
      'getAllAccount 0',
    ])
  })

  it('is requested again after a failure', async () => {
    const { logistics } = create()
    await setFaults({ api: 'stable_token', kind: 'errcode', errcode: 40164, errmsg: 'invalid ip', times: 1 })

    const [first, second] = await Promise.all([
      rejectionOf(logistics.getAllAccount()),
      rejectionOf(logistics.bindAccount(sample)),
    ])
    expect(first).toMatchObject({
      errCode: 40164,
      errMsg: `openapi.logistics.getAllAccount:fail no access_token: invalid ip rid: ${first.rid}; the call took no effect`,
    })
    expect(second).toMatchObject({
      errCode: 40164,
      errMsg: `openapi.logistics.bindAccount:fail no access_token: invalid ip rid: ${second.rid}; the call took no effect`,
    })
    expect(await logistics.bindAccount(sample)).toStrictEqual(OK)
    expect(await calls()).toStrictEqual(['stable_token 40164', 'stable_token 0', 'bindAccount 0'])
  })

  it("is refused with WeChat's code for the appid of another mini program", async () => {
    const { logistics } = createOpenApi({ appid: 'wx1', secret: 'local-secret', baseUrl: wechat.url() })

    expect(await rejectionOf(logistics.getAllAccount())).toMatchObject({ errCode: 40013 })
  })
})

describe('a bind whose response is lost', () => {
  it.each([
    { fault: { kind: 'cut' }, errCode: -501001 },
    { fault: { kind: 'http', status: 502 }, errCode: -501001 },
    { fault: { kind: 'html' }, errCode: -601001 },
    { fault: { kind: 'empty' }, errCode: -601001 },
  ] as const)(
    'takes effect despite $fault, which a second call shows as the message says',
    async ({ fault, errCode }) => {
      const { logistics } = create()
      await setFaults({ ...fault, api: 'logistics.bindAccount', times: 1, afterEffect: true })

      const lost = await rejectionOf(logistics.bindAccount(sample))
      expect(lost.errCode).toBe(errCode)
      expect(lost.errMsg).toMatch(/; the outcome is unknown: call again; after a bind 9300529, .* took effect/)
      expect(await rejectionOf(logistics.bindAccount(sample))).toMatchObject({ errCode: 9300529 })
    },
  )
})

describe('getAccessToken', () => {
  async function stableToken(): Promise<string> {
    const body = JSON.stringify({ grant_type: 'client_credential', ...APP })
    const response = await fetch(wechat.url('/cgi-bin/stable_token'), { method: 'POST', body })
    return Object(await response.json()).access_token
  }

  it('is called for each call', async () => {
    const getAccessToken = jest.fn(stableToken)
    const { logistics } = createOpenApi({ getAccessToken, baseUrl: wechat.url() })

    await logistics.getAllAccount()
    await logistics.getAllDelivery()
    expect(getAccessToken.mock.calls).toStrictEqual([[undefined], [undefined]])
  })

  it('is called again with the token that WeChat rejected', async () => {
    const getAccessToken = jest.fn(async (rejected?: string) => (rejected ? stableToken() : 'local_stale'))
    const { logistics } = createOpenApi({ getAccessToken, baseUrl: wechat.url() })

    expect(await logistics.bindAccount(sample)).toStrictEqual(OK)
    expect(getAccessToken.mock.calls).toStrictEqual([[undefined], ['local_stale']])
  })

  it('causes no second call if it returns the rejected token again', async () => {
    const { logistics } = createOpenApi({ getAccessToken: () => 'local_stale', baseUrl: wechat.url() })

    expect(await rejectionOf(logistics.bindAccount(sample))).toMatchObject({ errCode: 40001 })
    expect(await calls()).toStrictEqual(['bindAccount 40001'])
  })

  it.each([
    {
      what: 'throws',
      getAccessToken: () => {
        throw new Error('redis is down')
      },
      why: 'getAccessToken failed',
    },
    { what: 'rejects', getAccessToken: () => Promise.reject(new Error('redis is down')), why: 'getAccessToken failed' },
    { what: 'returns an empty string', getAccessToken: () => '', why: 'getAccessToken returned no token' },
    { what: 'returns a number', getAccessToken: () => JSON.parse('42'), why: 'getAccessToken returned no token' },
  ])('is named in the error if it $what, and WeChat is not called', async ({ getAccessToken, why }) => {
    const { logistics } = createOpenApi({ getAccessToken, baseUrl: wechat.url() })

    expect((await rejectionOf(logistics.bindAccount(sample))).toJSON()).toStrictEqual({
      errCode: -501001,
      errMsg: `openapi.logistics.bindAccount:fail no access_token: ${why}; the call took no effect`,
    })
    expect(await calls()).toStrictEqual([])
  })

  it('does not delay a call beyond its timeout if it never resolves', async () => {
    const { logistics } = createOpenApi({
      getAccessToken: () => new Promise(() => {}),
      baseUrl: wechat.url(),
      timeoutMs: 20,
    })

    expect((await rejectionOf(logistics.bindAccount(sample))).toJSON()).toStrictEqual({
      errCode: -501002,
      errMsg: 'openapi.logistics.bindAccount:fail no access_token: no response within 20 ms; the call took no effect',
    })
  })
})

describe('openapi', () => {
  it('does not contain a secret in any form of output', async () => {
    const openapi = create()
    const password = ['hunter', 22].join('') // Split, because jest keeps the source of a test in objects that belong to its promises.
    const pending = openapi.logistics.bindAccount({ ...sample, password })
    const rejection = rejectionOf(pending)
    const all = { depth: Infinity, showHidden: true, showProxy: true, getters: true } as const

    for (const it of [openapi, openapi.logistics, openapi.logistics.bindAccount, pending]) {
      const shown = inspect(it, all)
      expect([APP.secret, password].filter((secret) => shown.includes(secret))).toStrictEqual([])
    }
    expect(await rejection).toMatchObject({ errCode: 9300531 })
  })
})
