import { Failure } from '../../../../cloudfunctions/openapi/https/Failure'
import { stableTokens } from '../../../../cloudfunctions/openapi/https/stableTokens'

/** A WeChat that answers stable_token as it is told, one answer a request, and keeps what it was asked. */
function tokensOf(...answers: object[]) {
  const asked: unknown[] = []
  const fetch = async (_url: unknown, init?: { body?: unknown }) => {
    asked.push(JSON.parse(String(init?.body)))
    return new Response(JSON.stringify(answers[asked.length - 1]))
  }
  const options = { appid: 'wx0', secret: 'hunter22', baseUrl: 'https://api.weixin.qq.com', timeoutMs: 1000, fetch }
  return { getAccessToken: stableTokens(options), asked }
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
  it('posts what the document says and gives the token', async () => {
    const { getAccessToken, asked } = tokensOf(token('T1'))

    expect(await getAccessToken()).toBe('T1')
    expect(asked).toStrictEqual([request(false)])
  })

  it('asks once however many calls wait', async () => {
    const { getAccessToken, asked } = tokensOf(token('T1'))

    expect(await Promise.all(Array.from({ length: 50 }, () => getAccessToken()))).toStrictEqual(Array(50).fill('T1'))
    expect(asked).toHaveLength(1)
  })

  it.each([
    { lifetimeS: 7200, untilS: 7140 },
    { lifetimeS: 345, untilS: 285 },
    { lifetimeS: 100, untilS: 50 },
    { lifetimeS: 1, untilS: 0.5 },
  ])('keeps a token of $lifetimeS s for $untilS s and then asks again', async ({ lifetimeS, untilS }) => {
    const { getAccessToken, asked } = tokensOf(token('T1', lifetimeS), token('T2'))

    await getAccessToken()
    now += untilS * 1000 - 1
    expect(await getAccessToken()).toBe('T1')
    expect(asked).toHaveLength(1)
    now += 1
    expect(await getAccessToken()).toBe('T2')
    expect(asked).toStrictEqual([request(false), request(false)])
  })

  it('uses a token that ends at once for the calls that wait, and keeps it for no other', async () => {
    const { getAccessToken, asked } = tokensOf(token('T1', 0), token('T2'))

    expect(await Promise.all([getAccessToken(), getAccessToken()])).toStrictEqual(['T1', 'T1'])
    expect(await getAccessToken()).toBe('T2')
    expect(asked).toHaveLength(2)
  })

  it('asks without force for another in the place of a rejected one', async () => {
    const { getAccessToken, asked } = tokensOf(token('T1'), token('T2'))

    await getAccessToken()
    expect(await getAccessToken('T1')).toBe('T2')
    expect(await getAccessToken()).toBe('T2')
    expect(asked).toStrictEqual([request(false), request(false)])
  })

  it('forces one only when WeChat gives the rejected one again', async () => {
    const { getAccessToken, asked } = tokensOf(token('T1'), token('T1'), token('T2'))

    await getAccessToken()
    expect(await getAccessToken('T1')).toBe('T2')
    expect(asked).toStrictEqual([request(false), request(false), request(true)])
  })

  it('gives the rejected one again when WeChat does not let it be forced', async () => {
    const { getAccessToken, asked } = tokensOf(token('T1'), token('T1'), { errcode: 45011, errmsg: 'too often' })

    await getAccessToken()
    expect(await getAccessToken('T1')).toBe('T1')
    expect(asked).toHaveLength(3)
  })

  it('forces one at the next call where WeChat did not let it be forced', async () => {
    const tooOften = { errcode: 45011, errmsg: 'too often' }
    const { getAccessToken, asked } = tokensOf(token('T1'), token('T1'), tooOften, token('T1'), token('T2'))

    await getAccessToken()
    await getAccessToken('T1')
    expect(await getAccessToken('T1')).toBe('T2')
    expect(asked).toStrictEqual([request(false), request(false), request(true), request(false), request(true)])
  })

  it('forces no other in the place of a forced one that is rejected too, but after a pause, which doubles', async () => {
    const { getAccessToken, asked } = tokensOf(
      ...[token('T1'), token('T1'), token('T2')], // Forced at 0 min.
      ...[token('T2'), token('T2')],
      ...[token('T2'), token('T3')], // Forced at 5 min.
      ...[token('T3'), token('T3')],
      ...[token('T3'), token('T4')], // Forced at 15 min.
    )
    const forced = () => asked.filter((it) => Object(it).force_refresh).length

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

  it('forces at most twenty in a day where each is rejected', async () => {
    let nth = 0
    const answers = () => token(`T${nth}`)
    const asked: boolean[] = []
    const getAccessToken = stableTokens({
      appid: 'wx0',
      secret: 'local-secret',
      baseUrl: 'https://api.weixin.qq.com',
      timeoutMs: 1000,
      fetch: async (_url, init) => {
        const { force_refresh } = JSON.parse(String(init?.body))
        if (force_refresh) {
          asked.push(true)
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

    expect(asked).toHaveLength(20)
  })

  it('renews once for all whose token was rejected', async () => {
    const { getAccessToken, asked } = tokensOf(token('T1'), token('T2'))

    await getAccessToken()
    expect(await Promise.all([getAccessToken('T1'), getAccessToken('T1'), getAccessToken()])).toStrictEqual([
      'T2',
      'T2',
      'T1',
    ])
    expect(await getAccessToken('T1')).toBe('T2')
    expect(asked).toHaveLength(2)
  })

  it('renews again when a renewal that was under way brings the rejected one', async () => {
    const { getAccessToken, asked } = tokensOf(token('T1', 0), token('T1'), token('T1'), token('T2'))

    await getAccessToken()
    const waiting = getAccessToken()
    expect(await getAccessToken('T1')).toBe('T2')
    expect(await waiting).toBe('T1')
    expect(asked).toStrictEqual([request(false), request(false), request(false), request(true)])
  })

  it('tells all who wait of a failure, and asks again for the next', async () => {
    const { getAccessToken, asked } = tokensOf({ errcode: 40125, errmsg: 'invalid appsecret rid: 1' }, token('T1'))
    const failure = new Failure(40125, 'invalid appsecret rid: 1', 'answered')

    const [first, second] = await Promise.allSettled([getAccessToken(), getAccessToken()])
    expect(first).toStrictEqual({ status: 'rejected', reason: failure })
    expect(second).toStrictEqual({ status: 'rejected', reason: failure })
    expect(await getAccessToken()).toBe('T1')
    expect(asked).toHaveLength(2)
  })

  it.each([
    { answer: {}, why: 'JSON without an errcode' },
    { answer: { errcode: 0 }, why: 'it has no access_token' },
    { answer: { access_token: '', expires_in: 7200 }, why: 'it has no access_token' },
    { answer: { access_token: 7, expires_in: 7200 }, why: 'it has no access_token' },
    { answer: { access_token: 'T1' }, why: 'it has no access_token' },
    { answer: { access_token: 'T1', expires_in: '7200' }, why: 'it has no access_token' },
  ])("takes $answer for no answer of WeChat's", async ({ answer, why }) => {
    const { getAccessToken } = tokensOf(answer)

    await expect(getAccessToken()).rejects.toMatchObject({
      name: 'Failure',
      errCode: -601001,
      message: `the response is not from WeChat: ${why}`,
      stage: 'answered',
    })
  })
})
