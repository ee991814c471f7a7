import { checkOptions, type OpenApiOptions } from '../../../../cloudfunctions/openapi/https/checkOptions'

const credentials = { appid: 'wx0', secret: 'hunter22' }
const getAccessToken = () => 'token'

describe('checkOptions', () => {
  it('adds the defaults: api.weixin.qq.com and 15 seconds per call', () => {
    expect(checkOptions(credentials)).toStrictEqual({
      baseUrl: 'https://api.weixin.qq.com',
      timeoutMs: 15_000,
      fetch: expect.any(Function),
      credentials,
    })
  })

  it('uses the given options', () => {
    const fetch = jest.fn()
    const options = { getAccessToken, baseUrl: 'http://localhost/', timeoutMs: 1, fetch }

    expect(checkOptions(options)).toStrictEqual({
      baseUrl: 'http://localhost',
      timeoutMs: 1,
      fetch,
      credentials: { getAccessToken },
    })
  })

  it('uses plain http to WeChat only in its containers', () => {
    jest.replaceProperty(process, 'env', { CBR_ENV_ID: 'prod-1' })
    const { credentials, baseUrl } = checkOptions({ cloudRun: true })

    expect({ credentials, baseUrl }).toStrictEqual({
      credentials: { cloudRun: true },
      baseUrl: 'http://api.weixin.qq.com',
    })
    expect(checkOptions({ cloudRun: true, baseUrl: 'http://127.0.0.1:8787/' }).baseUrl).toBe('http://127.0.0.1:8787')
    expect(() => checkOptions({ cloudRun: true, baseUrl: 'http://example.com' })).toThrow(
      'baseUrl must be https, because the appsecret and passwords are sent there: http://example.com is not',
    )
  })

  it.each([{}, { CBR_ENV_ID: '' }])('refuses cloudRun: true outside a container (environment %j)', (env) => {
    jest.replaceProperty(process, 'env', env)

    expect(() => checkOptions({ cloudRun: true })).toThrow(
      new Error(
        'cloudRun: this is not a container of WeChat (微信云托管), because CBR_ENV_ID is not set, and passwords would be sent by plain http. ' +
          "Use appid and secret instead, or set baseUrl to test. If this is such a container, write cloudRun: 'unchecked'",
      ),
    )
  })

  it("does not look for a container if cloudRun is 'unchecked'", () => {
    jest.replaceProperty(process, 'env', {})

    expect(checkOptions({ cloudRun: 'unchecked' }).baseUrl).toBe('http://api.weixin.qq.com')
  })

  it('accepts the longest timeout that a timer supports', () => {
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
    ['null', 'createOpenApi requires { appid, secret }, { getAccessToken }, { cloudRun: true } or { cloud }'],
    ['"wx0"', 'createOpenApi requires { appid, secret }, { getAccessToken }, { cloudRun: true } or { cloud }'],
    ['[]', 'createOpenApi requires { appid, secret }, { getAccessToken }, { cloudRun: true } or { cloud }'],
    [
      '{"appId": "wx0", "secret": "s"}',
      'option "appId" is unknown, did you mean "appid"? (known: appid, secret, getAccessToken, cloudRun, cloud, baseUrl, timeoutMs, fetch)',
    ],
    [
      '{"appid": "wx0", "secret": "s", "rejectUnauthorized": false}',
      'option "rejectUnauthorized" is unknown (known: appid, secret, getAccessToken, cloudRun, cloud, baseUrl, timeoutMs, fetch)',
    ],
    ['{}', 'appid must be the appid of the mini program'],
    ['{"appid": "wx0"}', 'secret must be the appsecret of the mini program'],
    ['{"appid": "wx0", "secret": 7}', 'secret must be the appsecret of the mini program'],
    ['{"getAccessToken": "token"}', 'getAccessToken must be a function'],
    ['{"appid": "wx0", "getAccessToken": "token"}', 'appid and secret exclude getAccessToken'],
    ['{"cloudRun": false}', "cloudRun must be true or 'unchecked'"],
    ['{"cloudRun": "yes"}', "cloudRun must be true or 'unchecked'"],
    ['{"cloudRun": true, "appid": "wx0"}', 'cloudRun excludes appid, secret and getAccessToken'],
    ['{"cloudRun": true, "secret": "s"}', 'cloudRun excludes appid, secret and getAccessToken'],
    ['{"cloudRun": true, "getAccessToken": "token"}', 'cloudRun excludes appid, secret and getAccessToken'],
    ['{"appid": 7, "secret": "s"}', 'appid must be the appid of the mini program'],
    ['{"secret": "s", "getAccessToken": "token"}', 'appid and secret exclude getAccessToken'],
    [
      '{"appid": "wx0", "secret": "s", "timeoutMs": "1000"}',
      'timeoutMs must be a number of milliseconds from 1 to 2147483647',
    ],
  ])('refuses %s from plain JavaScript', (json, message) => {
    expect(() => checkOptions(JSON.parse(json))).toThrow(new Error(message))
  })
})
