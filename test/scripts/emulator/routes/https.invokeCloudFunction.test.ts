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
      'tells/index.js': `exports.main = async (event) => ({ event, source: process.env.TCB_SOURCE, openid: process.env.WX_OPENID ?? null })`,
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

  it('calls a function of any environment, which has no end user and comes from wx_http', async () => {
    expect(await invoke('&env=any-1&name=tells', '{"a":"中"}')).toEqual({
      errcode: 0,
      errmsg: 'ok',
      resp_data: JSON.stringify({
        event: { a: '中', userInfo: { appId: 'wx0000000000000000' }, tcbContext: {} },
        source: 'wx_http',
        openid: null,
      }),
    })
  })

  it('tells a function without a result as null', async () => {
    expect(await invoke('&env=any-1&name=says')).toEqual({ errcode: 0, errmsg: 'ok', resp_data: 'null' })
  })

  it.each([
    ['no such function', '&env=any-1&name=nothing', '{}', 'POST', -501000, 'FunctionName parameter could not be found'],
    ['a function that throws', '&env=any-1&name=throws', '{}', 'POST', -504002, 'Error: no undefined'],
    ['no name', '&env=any-1', '{}', 'POST', 40101, 'missing parameter'],
    ['no environment', '&name=tells', '{}', 'POST', 40101, 'missing parameter'],
    ['an empty body', '&env=any-1&name=tells', '', 'POST', 44002, 'empty post data'],
    ['a body that is no object', '&env=any-1&name=tells', '[]', 'POST', 47001, 'data format error'],
    ['another method', '&env=any-1&name=tells', undefined, 'GET', 43002, 'require POST method'],
  ])('refuses %s', async (_what, query, body, method, errcode, errmsg) => {
    const path = `/tcb/invokecloudfunction?access_token=${await wechat.token()}${query}`

    expect(await wechat.https(method, path, body)).toEqual(refused(errcode, errmsg))
  })

  it('wants a token', async () => {
    expect(await wechat.https('POST', '/tcb/invokecloudfunction?env=any-1&name=tells', '{}')).toEqual(
      refused(41001, 'access_token missing'),
    )
  })

  it('goes wrong where that is wanted, and is logged without what was sent', async () => {
    await wechat.control('PUT', 'faults', [{ api: 'invokeCloudFunction', kind: 'errcode', errcode: 85088, times: 1 }])
    expect(await invoke('&env=any-1&name=tells')).toEqual(refused(85088, 'error'))
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
