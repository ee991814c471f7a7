import { checkOptions, type OpenApiOptions } from '../../../../cloudfunctions/openapi/https/checkOptions'

const credentials = { appid: 'wx0', secret: 'hunter22' }
const getAccessToken = () => 'token'

describe('checkOptions', () => {
  it('goes to api.weixin.qq.com with 15 seconds for a call unless told otherwise', () => {
    expect(checkOptions(credentials)).toStrictEqual({
      baseUrl: 'https://api.weixin.qq.com',
      timeoutMs: 15_000,
      fetch: globalThis.fetch,
      credentials,
    })
  })

  it('takes what it is told', () => {
    const fetch = jest.fn()
    const options = { getAccessToken, baseUrl: 'http://localhost/', timeoutMs: 1, fetch }

    expect(checkOptions(options)).toStrictEqual({
      baseUrl: 'http://localhost',
      timeoutMs: 1,
      fetch,
      credentials: { getAccessToken },
    })
  })

  it('takes the longest time that a timer can wait', () => {
    expect(checkOptions({ getAccessToken, timeoutMs: 2_147_483_647 })).toMatchObject({ timeoutMs: 2_147_483_647 })
  })

  it.each([
    [{ appid: ' ', secret: 'hunter22' }, 'appid must be the appid of the mini program'],
    [{ appid: '', secret: 'hunter22' }, 'appid must be the appid of the mini program'],
    [{ appid: 'wx0', secret: ' ' }, 'secret must be the appsecret of the mini program'],
    [{ ...credentials, timeoutMs: 0 }, 'timeoutMs must be a number of milliseconds from 1 to 2147483647'],
    [{ ...credentials, timeoutMs: Number.NaN }, 'timeoutMs must be a number of milliseconds from 1 to 2147483647'],
    [{ ...credentials, timeoutMs: 2 ** 31 }, 'timeoutMs must be a number of milliseconds from 1 to 2147483647'],
  ] satisfies [OpenApiOptions, string][])('refuses %j', (options, message) => {
    expect(() => checkOptions(options)).toThrow(new Error(message))
  })

  it.each([
    ['null', 'createOpenApi wants { appid, secret } or { getAccessToken }'],
    ['"wx0"', 'createOpenApi wants { appid, secret } or { getAccessToken }'],
    ['[]', 'createOpenApi wants { appid, secret } or { getAccessToken }'],
    [
      '{"appId": "wx0", "secret": "s"}',
      'option "appId" is unknown, did you mean "appid"? (known: appid, secret, getAccessToken, baseUrl, timeoutMs, fetch)',
    ],
    [
      '{"appid": "wx0", "secret": "s", "rejectUnauthorized": false}',
      'option "rejectUnauthorized" is unknown (known: appid, secret, getAccessToken, baseUrl, timeoutMs, fetch)',
    ],
    ['{}', 'appid must be the appid of the mini program'],
    ['{"appid": "wx0"}', 'secret must be the appsecret of the mini program'],
    ['{"appid": "wx0", "secret": 7}', 'secret must be the appsecret of the mini program'],
    ['{"getAccessToken": "token"}', 'getAccessToken must be a function'],
    ['{"appid": "wx0", "getAccessToken": "token"}', 'give either appid and secret, or getAccessToken, not both'],
    ['{"appid": 7, "secret": "s"}', 'appid must be the appid of the mini program'],
    ['{"secret": "s", "getAccessToken": "token"}', 'give either appid and secret, or getAccessToken, not both'],
    [
      '{"appid": "wx0", "secret": "s", "timeoutMs": "1000"}',
      'timeoutMs must be a number of milliseconds from 1 to 2147483647',
    ],
  ])('refuses %s from plain JavaScript', (json, message) => {
    expect(() => checkOptions(JSON.parse(json))).toThrow(new Error(message))
  })
})
