import { inspect } from 'node:util'
import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
import { AccessTokens } from '../../../../scripts/emulator/service/AccessTokens'

const APPID = 'wx0000000000000000'
const MINUTE = 60_000
let now = 1_800_000_000_000
beforeEach(() => {
  jest.spyOn(Date, 'now').mockImplementation(() => now)
})
const later = (ms: number) => {
  now += ms
}
const refusal = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return readProperty(error, 'errcode')
  }
}

describe('AccessTokens', () => {
  describe('ordinary', () => {
    it('returns a new token in each call, valid for two hours', () => {
      const tokens = new AccessTokens()
      const [first, second] = [tokens.ordinary(APPID), tokens.ordinary(APPID)]
      expect(first).toEqual({ access_token: expect.stringMatching(/^local_[\w-]{128}$/), expires_in: 7200 })
      expect(second.access_token).not.toBe(first.access_token)
      later(7200_000 - 1)
      expect(tokens.appidOf(second.access_token)).toBe(APPID)
      later(1)
      expect(refusal(() => tokens.appidOf(second.access_token))).toBe(42001)
    })

    it('keeps the previous token valid for five minutes', () => {
      const tokens = new AccessTokens()
      const { access_token } = tokens.ordinary(APPID)
      tokens.ordinary(APPID)
      later(5 * MINUTE - 1)
      expect(tokens.appidOf(access_token)).toBe(APPID)
      later(1)
      expect(refusal(() => tokens.appidOf(access_token))).toBe(40001)
    })
  })

  it('returns the full lifetime of a new token, even if the clock advances meanwhile', () => {
    jest.spyOn(Date, 'now').mockImplementation(() => now++)
    const tokens = new AccessTokens()
    const answers = [tokens.ordinary(APPID), tokens.stable(APPID, false), tokens.stable(APPID, true)]
    expect(answers.map((it) => it.expires_in)).toEqual([7200, 7200, 7200])
  })

  describe('stable', () => {
    it('returns the same token with its remaining lifetime', () => {
      const tokens = new AccessTokens()
      const { access_token } = tokens.stable(APPID, false)
      later(10 * MINUTE)
      expect(tokens.stable(APPID, false)).toEqual({ access_token, expires_in: 6600 })
    })

    it('returns a new token five minutes before the old one expires, and keeps the old one valid until then', () => {
      const tokens = new AccessTokens()
      const { access_token } = tokens.stable(APPID, false)
      later(115 * MINUTE)
      expect(tokens.stable(APPID, false)).toEqual({
        access_token: expect.not.stringContaining(access_token),
        expires_in: 7200,
      })
      later(5 * MINUTE - 1)
      expect(tokens.appidOf(access_token)).toBe(APPID)
    })

    it('replaces the token immediately with force_refresh', () => {
      const tokens = new AccessTokens()
      const { access_token } = tokens.stable(APPID, false)
      const forced = tokens.stable(APPID, true)
      expect(refusal(() => tokens.appidOf(access_token))).toBe(40001)
      expect(tokens.appidOf(forced.access_token)).toBe(APPID)
      expect(tokens.stable(APPID, false)).toEqual(forced)
    })

    it('returns the same token for a second force_refresh within 30 seconds', () => {
      const tokens = new AccessTokens()
      const { access_token } = tokens.stable(APPID, true)
      later(29_999)
      expect(tokens.stable(APPID, true)).toEqual({ access_token, expires_in: 7170 })
      expect(tokens.appidOf(access_token)).toBe(APPID)
      later(1)
      expect(tokens.stable(APPID, true)).toEqual({
        access_token: expect.not.stringContaining(access_token),
        expires_in: 7200,
      })
    })

    it('allows force_refresh 20 times a day, not counting calls that changed nothing', () => {
      const tokens = new AccessTokens()
      for (let count = 1; count <= 20; count++) {
        const forced = tokens.stable(APPID, true)
        expect(tokens.stable(APPID, true)).toEqual(forced)
        later(30_000)
      }
      expect(refusal(() => tokens.stable(APPID, true))).toBe(45009)
      expect(tokens.stable('wx-another', true)).toEqual({ access_token: expect.any(String), expires_in: 7200 })
      later(24 * 60 * MINUTE)
      expect(tokens.stable(APPID, true)).toEqual({ access_token: expect.any(String), expires_in: 7200 })
    })

    it('does not affect ordinary tokens, and is not affected by them', () => {
      const tokens = new AccessTokens()
      const [ordinary, stable] = [tokens.ordinary(APPID), tokens.stable(APPID, false)]
      tokens.stable(APPID, true)
      expect(tokens.appidOf(ordinary.access_token)).toBe(APPID)
      const forced = tokens.stable(APPID, false)
      tokens.ordinary(APPID)
      later(6 * MINUTE)
      expect(tokens.appidOf(forced.access_token)).toBe(APPID)
      expect(stable).not.toEqual(forced)
    })
  })

  it('deletes a replaced token once it is no longer valid', () => {
    const tokens = new AccessTokens()
    const held = (token: string) => inspect(tokens, { depth: Number.POSITIVE_INFINITY }).includes(token)
    const { access_token: first } = tokens.ordinary(APPID)
    later(7200_000)
    const { access_token: second } = tokens.ordinary(APPID)
    expect([held(first), refusal(() => tokens.appidOf(first))]).toEqual([true, 42001])
    later(5 * MINUTE)
    expect([held(first), refusal(() => tokens.appidOf(first))]).toEqual([true, 40001])
    tokens.stable('wx-another', false)
    expect([held(first), refusal(() => tokens.appidOf(first))]).toEqual([false, 40001])
    expect([held(second), tokens.appidOf(second)]).toEqual([true, APPID])
  })

  it.each([
    ['a missing token', '', 41001],
    ['a token in another format', '2', 40001],
    ['a token that was never issued', `local_${'a'.repeat(128)}`, 40001],
  ])('refuses %s', (_what, token, errcode) => {
    expect(refusal(() => new AccessTokens().appidOf(token))).toBe(errcode)
  })
})
