import * as v from 'valibot'
import { bindAccount } from '../../../../cloudfunctions/openapi/apis/logistics/bindAccount'
import { getQuota } from '../../../../cloudfunctions/openapi/apis/logistics/getQuota'
import type { OpenApiOptions } from '../../../../cloudfunctions/openapi/https/checkOptions'
import { createCall } from '../../../../cloudfunctions/openapi/https/createCall'
import { rejectionOf } from '../../../helpers/rejectionOf'

const ids = { deliveryId: 'YUNDA', bizId: '123456' }

/** Returns calls whose requests are recorded and receive the given responses in order. */
function callsOf(...answers: (object | Error)[]) {
  const requests: { url: string; method: string | undefined; body: unknown }[] = []
  const call = createCall({
    getAccessToken: (rejected) => (rejected ? 'T2' : 'T1'),
    fetch: async (url, init) => {
      requests.push({ url: String(url), method: init?.method, body: init?.body && JSON.parse(String(init.body)) })
      const answer = answers.shift()
      if (answer instanceof Error) throw answer
      return new Response(JSON.stringify(answer))
    },
  })
  return { call, requests }
}
const address = (api: typeof getQuota | typeof bindAccount, token: string) =>
  `https://api.weixin.qq.com${api.https.path}?access_token=${token}`

describe('createCall', () => {
  it("posts the parameters with WeChat's names and returns the response with camelCase names", async () => {
    const { call, requests } = callsOf({ quota_num: 7 })

    expect(await call(getQuota, ids)).toStrictEqual({
      quotaNum: 7,
      errMsg: 'openapi.logistics.getQuota:ok',
      errCode: 0,
    })
    expect(requests).toStrictEqual([
      { url: address(getQuota, 'T1'), method: 'POST', body: { delivery_id: 'YUNDA', biz_id: '123456' } },
    ])
  })

  it('puts the parameters of a GET into the URL', async () => {
    const { call, requests } = callsOf({ quota_num: 7 })

    await call({ ...getQuota, https: { verb: 'GET', path: '/cgi-bin/some/path' } }, { ...ids, bizId: '客 &=' })

    expect(requests).toStrictEqual([
      {
        url: 'https://api.weixin.qq.com/cgi-bin/some/path?access_token=T1&delivery_id=YUNDA&biz_id=%E5%AE%A2+%26%3D',
        method: 'GET',
        body: undefined,
      },
    ])
  })

  it('puts numbers and lists into the URL as JSON', async () => {
    const { call, requests } = callsOf({ quota_num: 7 })
    const params = v.object({ printCount: v.number(), openids: v.array(v.string()) })
    const api = { ...getQuota, params, https: { verb: 'GET', path: '/cgi-bin/some/path' } } as const

    await call(api, { printCount: 2, openids: ['o1', 'o2'] })

    expect(requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams))).toStrictEqual([
      { access_token: 'T1', print_count: '2', openids: '["o1","o2"]' },
    ])
  })

  it('repeats a call once with another token after WeChat rejects the first', async () => {
    const { call, requests } = callsOf({ errcode: 42001, errmsg: 'expired' }, { quota_num: 7 })

    expect(await call(getQuota, ids)).toMatchObject({ quotaNum: 7 })
    expect(requests.map(({ url }) => url)).toStrictEqual([address(getQuota, 'T1'), address(getQuota, 'T2')])
  })

  describe('when WeChat rejects the access_token', () => {
    const rejected = { errcode: 40001, errmsg: 'invalid credential' }
    /** Fails a call of getQuota; stable_token returns these tokens in turn. */
    const failureWith = async (options: OpenApiOptions, ...tokens: string[]) => {
      const fetch = async (url: unknown) => {
        const isForToken = String(url).endsWith('stable_token')
        const answer = isForToken ? { access_token: tokens.shift(), expires_in: 7200 } : rejected
        return new Response(JSON.stringify(answer))
      }
      return rejectionOf(createCall({ ...options, fetch })(getQuota, ids))
    }
    const app = { appid: 'wx0', secret: 'hunter22' }

    it.each([
      [
        'that the second one of getAccessToken was rejected too',
        { getAccessToken: (rejected?: string) => (rejected ? 'T2' : 'T1') },
        'the second access_token of getAccessToken was rejected too',
        'getAccessToken 返回的第二个 access_token 也被拒绝',
      ],
      [
        'that getAccessToken returned the rejected one again',
        { getAccessToken: () => 'T1' },
        'getAccessToken returned the rejected access_token again: return a new one when it gets a rejected one',
        'getAccessToken 再次返回了被拒绝的 access_token：收到被拒绝的那个时，请返回新的',
      ],
      [
        'that a new one of stable_token was rejected too',
        app,
        'a new access_token was rejected too',
        '新的 access_token 也被拒绝',
      ],
      [
        'that stable_token has no new one',
        app,
        'no new access_token is available yet: call again later',
        '暂时没有新的 access_token：请稍后再试',
      ],
    ])('says %s', async (what, options, en, zh) => {
      const error = await failureWith(options, 'T1', what.endsWith('no new one') ? 'T1' : 'T2')

      expect(error.toJSON()).toStrictEqual({
        errCode: 40001,
        errMsg: `openapi.logistics.getQuota:fail invalid credential; ${en}`,
      })
      expect(error.next).toStrictEqual({ en, zh })
    })

    it.each(['""', 'null', '7'])('reports a getAccessToken that returns %s', async (token) => {
      const error = await failureWith({ getAccessToken: () => JSON.parse(token) })

      expect(error.toJSON()).toStrictEqual({
        errCode: -501001,
        errMsg:
          'openapi.logistics.getQuota:fail no access_token: getAccessToken returned no token; the call took no effect',
      })
    })

    it('does not mention tokens if the second call fails for another reason', async () => {
      const { call } = callsOf(rejected, { errcode: 40097, errmsg: 'invalid args' })

      expect((await rejectionOf(call(getQuota, ids))).toJSON()).toStrictEqual({
        errCode: 40097,
        errMsg: 'openapi.logistics.getQuota:fail invalid args',
      })
    })
  })

  it('requests one other token for all calls whose token is rejected at the same time', async () => {
    const given: unknown[] = []
    const getAccessToken = async (rejected?: string) => {
      given.push(rejected)
      return rejected === undefined ? 'old' : 'new'
    }
    const fetch = async (url: unknown) =>
      new Response(
        String(url).includes('=old') ? '{"errcode":42001,"errmsg":"expired"}' : '{"errcode":0,"quota_num":1}',
      )
    const call = createCall({ getAccessToken, fetch })

    await Promise.all(Array.from({ length: 20 }, () => call(getQuota, { deliveryId: 'YUNDA', bizId: '1' })))
    expect(given.filter((it) => it === 'old')).toHaveLength(1)
  })

  describe('without the option fetch', () => {
    const answering = (quota_num: number) => async () => new Response(JSON.stringify({ quota_num }))

    it('uses the globalThis.fetch of each request', async () => {
      jest.spyOn(globalThis, 'fetch').mockImplementation(answering(1))
      const original = globalThis.fetch
      const call = createCall({ getAccessToken: () => 'T1' })
      try {
        globalThis.fetch = answering(2)
        expect(await call(getQuota, ids)).toMatchObject({ quotaNum: 2 })
      } finally {
        globalThis.fetch = original
      }
      expect(await call(getQuota, ids)).toMatchObject({ quotaNum: 1 })
    })

    it('requests access tokens with it too', async () => {
      const call = createCall({ appid: 'wx0', secret: 'hunter22' })
      const urls: string[] = []
      jest.spyOn(globalThis, 'fetch').mockImplementation(async (url) => {
        urls.push(String(url))
        return new Response(JSON.stringify({ access_token: 'T1', expires_in: 7200, quota_num: 7 }))
      })

      expect(await call(getQuota, ids)).toMatchObject({ quotaNum: 7 })
      expect(urls).toStrictEqual(['https://api.weixin.qq.com/cgi-bin/stable_token', address(getQuota, 'T1')])
    })
  })

  it('keeps using the fetch from its options', async () => {
    const { call, requests } = callsOf({ quota_num: 7 })
    const other = jest.spyOn(globalThis, 'fetch')

    expect(await call(getQuota, ids)).toMatchObject({ quotaNum: 7 })
    expect(requests).toHaveLength(1)
    expect(other).not.toHaveBeenCalled()
  })

  it('sends a call only once if it may have taken effect', async () => {
    const { call, requests } = callsOf(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))
    const params = { type: 'unbind', ...ids }

    expect((await rejectionOf(call(bindAccount, params))).errCode).toBe(-501001)
    expect(requests).toHaveLength(1)
  })

  it('sends nothing if a parameter is wrong', async () => {
    const { call, requests } = callsOf()

    expect((await rejectionOf(call(getQuota, { ...ids, bizId: 7 }))).toJSON()).toStrictEqual({
      errCode: -401003,
      errMsg: 'openapi.logistics.getQuota:fail parameter.bizId should be string instead of number',
    })
    expect(requests).toStrictEqual([])
  })
})
