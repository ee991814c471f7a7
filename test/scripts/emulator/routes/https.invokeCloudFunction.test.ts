import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const refused = (errcode: number, errmsg: string) => ({
  errcode,
  errmsg: expect.stringMatching(new RegExp(`^${errmsg} rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$`)),
})

describe('POST /tcb/invokecloudfunction', () => {
  const folder = temporaryFolder('shared')
  beforeAll(() =>
    folder.write({
      'echo/index.js': `exports.main = async (event) => ({ event, source: process.env.TCB_SOURCE, openid: process.env.WX_OPENID ?? null })`,
      'says/index.js': 'exports.main = async () => undefined',
      'throws/index.js': 'exports.main = async ({ password }) => { throw new Error("no " + password) }',
    }),
  )
  const wechat = withLocalWeChat(() => ({ functions: folder.path() }))

  /** Calls a function as a server does. */
  async function invoke(query: string, body: string | undefined = '{}', method = 'POST'): Promise<unknown> {
    const path = `/tcb/invokecloudfunction?access_token=${await wechat.token()}${query}`
    return wechat.https(method, path, body)
  }

  it('calls a function of any environment, without an end user and with the source wx_http', async () => {
    expect(await invoke('&env=any-1&name=echo', '{"a":"中"}')).toEqual({
      errcode: 0,
      errmsg: 'ok',
      resp_data: JSON.stringify({
        event: { a: '中', userInfo: { appId: 'wx0000000000000000' }, tcbContext: {} },
        source: 'wx_http',
        openid: null,
      }),
    })
  })

  it('returns null if a function has no result', async () => {
    expect(await invoke('&env=any-1&name=says')).toEqual({ errcode: 0, errmsg: 'ok', resp_data: 'null' })
  })

  it.each([
    ['no such function', '&env=any-1&name=nothing', '{}', 'POST', -501000, 'FunctionName parameter could not be found'],
    ['a function that throws', '&env=any-1&name=throws', '{}', 'POST', -504002, 'Error: no undefined'],
    ['no name', '&env=any-1', '{}', 'POST', 40101, 'missing parameter'],
    ['no environment', '&name=echo', '{}', 'POST', 40101, 'missing parameter'],
    ['an empty body', '&env=any-1&name=echo', '', 'POST', 44002, 'empty post data'],
    ['a body that is not an object', '&env=any-1&name=echo', '[]', 'POST', 47001, 'data format error'],
    ['another method', '&env=any-1&name=echo', undefined, 'GET', 43002, 'require POST method'],
  ])('refuses %s', async (_what, query, body, method, errcode, errmsg) => {
    const path = `/tcb/invokecloudfunction?access_token=${await wechat.token()}${query}`

    expect(await wechat.https(method, path, body)).toEqual(refused(errcode, errmsg))
  })

  it('requires a token', async () => {
    expect(await wechat.https('POST', '/tcb/invokecloudfunction?env=any-1&name=echo', '{}')).toEqual(
      refused(41001, 'access_token missing'),
    )
  })

  it('fails because of a configured fault, and is logged without the data', async () => {
    await wechat.control('PUT', 'faults', [{ api: 'invokeCloudFunction', kind: 'errcode', errcode: 85088, times: 1 }])
    expect(await invoke('&env=any-1&name=echo')).toEqual(refused(85088, 'error'))
    await invoke('&env=any-1&name=throws', '{"password":"hunter22"}')

    const errmsg = expect.stringMatching(/^Error: no \*\*\* rid: /)
    expect((await wechat.control('GET', 'calls')).body.slice(-1)).toEqual([
      {
        id: expect.any(Number),
        at: expect.any(String),
        ms: expect.any(Number),
        channel: 'https',
        api: 'invokeCloudFunction',
        appid: 'wx0000000000000000',
        wireParams: { password: '***' },
        errcode: -504002,
        errmsg,
        answer: { errcode: -504002, errmsg },
      },
    ])
  })
})
