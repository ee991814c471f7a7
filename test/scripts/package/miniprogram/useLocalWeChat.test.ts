import { createServer, type RequestListener, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { runInNewContext } from 'node:vm'
import { miniprogramFiles } from '../../../../scripts/development/package/miniprogramFiles'
import { portOf } from '../../../helpers/portOf'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const file = miniprogramFiles()['miniprogram/useLocalWeChat.js'] ?? ''

interface Request {
  url: string
  method: string
  header: Record<string, string>
  data: string
  success: (response: { data: unknown; statusCode: number | undefined }) => void
  fail: (error: { errMsg: string }) => void
}
type CallFunction = (call: object) => Promise<object> | undefined

/** The headers that the simulator is known to send with each request. */
const SIMULATORS = {
  referer: 'https://servicewechat.com/wx0000000000000000/devtools/page-frame.html',
  'sec-fetch-site': 'same-site',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
}

/** An implementation of wx.request that sends the request. */
function send({ url, method, header, data, success, fail }: Request): void {
  request(url, { method, headers: { ...header, ...SIMULATORS }, agent: false })
    .on('response', async (response) =>
      success({ data: parsed(await text(response)), statusCode: response.statusCode }),
    )
    .on('error', ({ message }) => fail({ errMsg: `request:fail ${message}` }))
    .end(data)
}

/** Parses a body like wx.request with dataType json: a body that is not JSON stays a string. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

const inTheCloud: CallFunction = async () => ({ errMsg: 'the cloud itself' })

/** Runs useLocalWeChat on a platform with only wx and a console. */
function miniProgram(options: object, { platform = 'devtools', isOld = false } = {}) {
  const info = () => ({ platform })
  const cloud: { callFunction: CallFunction } = { callFunction: inTheCloud }
  const wx = { cloud, request: send, getSystemInfoSync: info, ...(!isOld && { getDeviceInfo: info }) }
  const exported: { useLocalWeChat?: (options: object) => void } = {}
  const logged: string[] = []
  runInNewContext(file, { wx, exports: exported, console: { info: (line: string) => logged.push(line) } })
  exported.useLocalWeChat?.(options)
  return { cloud, logged }
}

/** Returns the properties and the message of the Error that a call rejects with. */
const failureOf = async (call: Promise<object> | undefined) => {
  const error = await call?.then(() => undefined).catch((thrown: Error) => thrown)
  return { ...error, message: error?.message }
}
const failed = (errCode: number, errMsg: string) => ({ errCode, errMsg, message: errMsg })

describe('useLocalWeChat', () => {
  const functions = temporaryFolder('shared')
  beforeAll(() =>
    functions.write({
      'it/index.js': 'exports.main = async (event) => ({ event, source: process.env.TCB_SOURCE })',
      'throws/index.js': 'exports.main = async () => { throw new Error("no luck") }',
    }),
  )
  const wechat = withLocalWeChat(() => ({ functions: functions.path() }))
  const answered = (event: object) => ({
    errMsg: 'cloud.callFunction:ok',
    requestID: expect.any(String),
    result: { event, source: 'wx_client' },
  })
  const from = (openid?: string) => ({
    tcbContext: {},
    userInfo: { appId: 'wx0000000000000000', ...(openid !== undefined && { openId: openid }) },
  })

  it.each([{}, { isOld: true }])(
    'redirects a mini program in the developer tools, %j, to the local WeChat',
    async (it) => {
      const { cloud, logged } = miniProgram({ url: wechat.url(), openid: 'oUser' }, it)

      expect(await cloud.callFunction({ name: 'it', data: { of: '包裹' } })).toEqual(
        answered({ of: '包裹', ...from('oUser') }),
      )
      expect(logged).toEqual([`wx.cloud.callFunction calls the local WeChat at ${wechat.url()}`])
    },
  )

  it('calls without data, and without an openid as a visitor without login', async () => {
    const { cloud } = miniProgram({ url: `${wechat.url()}/` })

    expect(await cloud.callFunction({ name: 'it' })).toEqual(answered(from()))
  })

  it.each(['ios', 'android', 'windows', 'mac', 'ohos'])('changes nothing on %s', (platform) => {
    const { cloud, logged } = miniProgram({ url: wechat.url() }, { platform })

    expect({ cloud, logged }).toEqual({ cloud: { callFunction: inTheCloud }, logged: [] })
    expect(cloud.callFunction).toBe(inTheCloud)
  })

  it('rejects with the error of the local WeChat', async () => {
    const { cloud } = miniProgram({ url: wechat.url() })
    const words = async (name: string) => {
      const { errCode, errMsg } = Object(await wechat.callFunction(name, {}))
      return failed(errCode, errMsg)
    }

    expect(await failureOf(cloud.callFunction({ name: 'throws' }))).toEqual(await words('throws'))
    expect(await failureOf(cloud.callFunction({ name: 'throws' }))).toMatchObject({
      errCode: -504002,
      errMsg: expect.stringContaining('no luck'),
    })
    expect(await failureOf(cloud.callFunction({ name: 'none' }))).toEqual(
      failed(
        -501000,
        'cloud.callFunction:fail Error: errCode: -501000 | errMsg: FunctionName parameter could not be found',
      ),
    )
  })

  it('says what to do if no local WeChat is running', async () => {
    const closed = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => closed.once('listening', resolve))
    const port = portOf(closed)
    await new Promise((resolve) => closed.close(resolve))
    const { cloud } = miniProgram({ url: `http://127.0.0.1:${port}` })

    expect(await failureOf(cloud.callFunction({ name: 'it' }))).toEqual(
      failed(
        -1,
        `cloud.callFunction:fail no local WeChat responds at http://127.0.0.1:${port}: start it with npx wx-logistics start ` +
          `(request:fail connect ECONNREFUSED 127.0.0.1:${port})`,
      ),
    )
  })

  const otherServers: [string, RequestListener][] = [
    ['a page', (_request, response) => response.end('<h1>hello</h1>')],
    ['nothing', (_request, response) => response.end()],
    ['null', (_request, response) => response.end('null')],
    ['other JSON', (_request, response) => response.end('{"errMsg":"ok"}')],
  ]
  it.each(otherServers)('reports a server that is not a local WeChat and responds with %s', async (_what, listener) => {
    const other = createServer(listener).listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const url = `http://127.0.0.1:${portOf(other)}`
    const failure = await failureOf(miniProgram({ url }).cloud.callFunction({ name: 'it' }))
    other.close()

    expect(failure).toEqual(failed(-1, `cloud.callFunction:fail the server at ${url} is not a local WeChat`))
  })

  it.each([
    'https://api.weixin.qq.com',
    'http://evil.example',
    'http://127.0.0.1.evil.example',
    'http://127.0.0.1@evil',
  ])('sends nothing to %s', (url) => {
    expect(() => miniProgram({ url })).toThrow(`${url} is not a local WeChat`)
  })

  describe('in the callback style', () => {
    /** Returns the callbacks of a completed call in their order. */
    const callbacksOf = (name: string, ...only: ('success' | 'fail')[]) =>
      new Promise((resolve) => {
        const { cloud } = miniProgram({ url: wechat.url(), openid: 'oUser' })
        const made: object[] = []
        const callbacks = Object.fromEntries(
          only.map((it) => [it, (given: object) => made.push({ [it]: { ...given } })]),
        )
        const returned = cloud.callFunction({
          name,
          ...callbacks,
          complete: (given: object) => resolve({ returned, made: [...made, { complete: { ...given } }] }),
        })
      })
    const error = { errCode: -504002, errMsg: expect.stringContaining('no luck') }

    it('returns the same result', async () => {
      const result = answered(from('oUser'))

      expect(await callbacksOf('it', 'success', 'fail')).toEqual({ made: [{ success: result }, { complete: result }] })
      expect(await callbacksOf('it')).toEqual({ made: [{ complete: result }] })
    })

    it('returns the same error', async () => {
      expect(await callbacksOf('throws', 'success', 'fail')).toEqual({ made: [{ fail: error }, { complete: error }] })
      expect(await callbacksOf('throws')).toEqual({ made: [{ complete: error }] })
    })

    it('does not require complete', async () => {
      const { cloud } = miniProgram({ url: wechat.url(), openid: 'oUser' })

      expect(await new Promise((success) => cloud.callFunction({ name: 'it', success }))).toEqual(
        answered(from('oUser')),
      )
      const failure = await new Promise<object>((fail) => cloud.callFunction({ name: 'throws', fail }))
      expect({ ...failure }).toEqual(error)
    })
  })
})
