import { Failure } from '../../../../cloudfunctions/openapi/https/Failure'
import { stableTokens } from '../../../../cloudfunctions/openapi/https/stableTokens'

/** Creates stableTokens with the given responses of WeChat, in order, and records the requests. */
function tokensOf(...answers: object[]) {
  const requests: unknown[] = []
  const fetch = async (_url: unknown, init?: { body?: unknown }) => {
    requests.push(JSON.parse(String(init?.body)))
    return new Response(JSON.stringify(answers[requests.length - 1]))
  }
  const options = { appid: 'wx0', secret: 'hunter22', baseUrl: 'https://api.weixin.qq.com', timeoutMs: 1000, fetch }
  return { getAccessToken: stableTokens(options), requests }
}

const token = (name: string, lifetimeS = 7200) => ({ access_token: name, expires_in: lifetimeS })
const request = (force: boolean) => ({
  grant_type: 'client_credential',
  appid: 'wx0',
  secret: 'hunter22',
  force_refresh: force,
})

let now = 0
beforeEach(() => {
  now = Date.UTC(2026, 0, 1)
  jest.spyOn(Date, 'now').mockImplementation(() => now)
})

describe('stableTokens', () => {
  it('sends the documented request and returns the token', async () => {
    const { getAccessToken, requests } = tokensOf(token('T1'))

    expect(await getAccessToken()).toBe('T1')
    expect(requests).toStrictEqual([request(false)])
  })

  it('sends one request for any number of waiting calls', async () => {
    const { getAccessToken, requests } = tokensOf(token('T1'))

    expect(await Promise.all(Array.from({ length: 50 }, () => getAccessToken()))).toStrictEqual(Array(50).fill('T1'))
    expect(requests).toHaveLength(1)
  })

  it.each([
    { lifetimeS: 7200, untilS: 7140 },
    { lifetimeS: 345, untilS: 285 },
    { lifetimeS: 100, untilS: 50 },
    { lifetimeS: 1, untilS: 0.5 },
  ])('keeps a token of $lifetimeS s for $untilS s and then requests another', async ({ lifetimeS, untilS }) => {
    const { getAccessToken, requests } = tokensOf(token('T1', lifetimeS), token('T2'))

    await getAccessToken()
    now += untilS * 1000 - 1
    expect(await getAccessToken()).toBe('T1')
    expect(requests).toHaveLength(1)
    now += 1
    expect(await getAccessToken()).toBe('T2')
    expect(requests).toStrictEqual([request(false), request(false)])
  })

  it('returns a token that expires immediately to the waiting calls, and does not keep it', async () => {
    const { getAccessToken, requests } = tokensOf(token('T1', 0), token('T2'))

    expect(await Promise.all([getAccessToken(), getAccessToken()])).toStrictEqual(['T1', 'T1'])
    expect(await getAccessToken()).toBe('T2')
    expect(requests).toHaveLength(2)
  })

  it('requests another token without force after one is rejected', async () => {
    const { getAccessToken, requests } = tokensOf(token('T1'), token('T2'))

    await getAccessToken()
    expect(await getAccessToken('T1')).toBe('T2')
    expect(await getAccessToken()).toBe('T2')
    expect(requests).toStrictEqual([request(false), request(false)])
  })

  it('forces a new token only if WeChat returns the rejected one again', async () => {
    const { getAccessToken, requests } = tokensOf(token('T1'), token('T1'), token('T2'))

    await getAccessToken()
    expect(await getAccessToken('T1')).toBe('T2')
    expect(requests).toStrictEqual([request(false), request(false), request(true)])
  })

  it('returns the rejected token if WeChat refuses to force a new one', async () => {
    const { getAccessToken, requests } = tokensOf(token('T1'), token('T1'), { errcode: 45011, errmsg: 'too often' })

    await getAccessToken()
    expect(await getAccessToken('T1')).toBe('T1')
    expect(requests).toHaveLength(3)
  })

  it('forces a new token at the next call if WeChat refused to force one', async () => {
    const rateLimited = { errcode: 45011, errmsg: 'too often' }
    const { getAccessToken, requests } = tokensOf(token('T1'), token('T1'), rateLimited, token('T1'), token('T2'))

    await getAccessToken()
    await getAccessToken('T1')
    expect(await getAccessToken('T1')).toBe('T2')
    expect(requests).toStrictEqual([request(false), request(false), request(true), request(false), request(true)])
  })

  it('waits between forced tokens if those are rejected too, twice as long each time', async () => {
    const { getAccessToken, requests } = tokensOf(
      ...[token('T1'), token('T1'), token('T2')], // Forced at 0 min.
      ...[token('T2'), token('T2')],
      ...[token('T2'), token('T3')], // Forced at 5 min.
      ...[token('T3'), token('T3')],
      ...[token('T3'), token('T4')], // Forced at 15 min.
    )
    const forced = () => requests.filter((it) => Object(it).force_refresh).length

    await getAccessToken()
    expect(await getAccessToken('T1')).toBe('T2')
    expect([await getAccessToken('T2'), await getAccessToken('T2'), forced()]).toStrictEqual(['T2', 'T2', 1])
    now += 300_000
    expect([await getAccessToken('T2'), forced()]).toStrictEqual(['T3', 2])
    now += 599_999
    expect([await getAccessToken('T3'), await getAccessToken('T3'), forced()]).toStrictEqual(['T3', 'T3', 2])
    now += 1
    expect([await getAccessToken('T3'), forced()]).toStrictEqual(['T4', 3])
  })

  it('forces at most twenty tokens a day if each is rejected', async () => {
    let nth = 0
    const answers = () => token(`T${nth}`)
    const requests: boolean[] = []
    const getAccessToken = stableTokens({
      appid: 'wx0',
      secret: 'local-secret',
      baseUrl: 'https://api.weixin.qq.com',
      timeoutMs: 1000,
      fetch: async (_url, init) => {
        const { force_refresh } = JSON.parse(String(init?.body))
        if (force_refresh) {
          requests.push(true)
          nth++
        }
        return new Response(JSON.stringify(answers()))
      },
    })
    let current = await getAccessToken()
    for (let minute = 0; minute < 24 * 60; minute++) {
      current = await getAccessToken(current)
      now += 60_000
    }

    expect(requests).toHaveLength(20)
  })

  it('renews once for all calls whose token was rejected', async () => {
    const { getAccessToken, requests } = tokensOf(token('T1'), token('T2'))

    await getAccessToken()
    expect(await Promise.all([getAccessToken('T1'), getAccessToken('T1'), getAccessToken()])).toStrictEqual([
      'T2',
      'T2',
      'T1',
    ])
    expect(await getAccessToken('T1')).toBe('T2')
    expect(requests).toHaveLength(2)
  })

  it('renews again if a renewal that already started returns the rejected token', async () => {
    const { getAccessToken, requests } = tokensOf(token('T1', 0), token('T1'), token('T1'), token('T2'))

    await getAccessToken()
    const waiting = getAccessToken()
    expect(await getAccessToken('T1')).toBe('T2')
    expect(await waiting).toBe('T1')
    expect(requests).toStrictEqual([request(false), request(false), request(false), request(true)])
  })

  it('rejects all waiting calls after a failure, and sends a new request for the next call', async () => {
    const { getAccessToken, requests } = tokensOf({ errcode: 40125, errmsg: 'invalid appsecret rid: 1' }, token('T1'))
    const failure = new Failure(40125, 'invalid appsecret rid: 1', 'answered')

    const [first, second] = await Promise.allSettled([getAccessToken(), getAccessToken()])
    expect(first).toStrictEqual({ status: 'rejected', reason: failure })
    expect(second).toStrictEqual({ status: 'rejected', reason: failure })
    expect(await getAccessToken()).toBe('T1')
    expect(requests).toHaveLength(2)
  })

  it.each([
    { answer: {}, why: 'JSON without an errcode' },
    { answer: { errcode: 0 }, why: 'it has no access_token' },
    { answer: { access_token: '', expires_in: 7200 }, why: 'it has no access_token' },
    { answer: { access_token: 7, expires_in: 7200 }, why: 'it has no access_token' },
    { answer: { access_token: 'T1' }, why: 'it has no access_token' },
    { answer: { access_token: 'T1', expires_in: '7200' }, why: 'it has no access_token' },
  ])('rejects if WeChat returns $answer', async ({ answer, why }) => {
    const { getAccessToken } = tokensOf(answer)

    await expect(getAccessToken()).rejects.toMatchObject({
      name: 'Failure',
      errCode: -601001,
      message: `the response is not from WeChat: ${why}`,
      stage: 'answered',
    })
  })
})
