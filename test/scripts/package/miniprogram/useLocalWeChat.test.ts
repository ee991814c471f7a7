import { createServer, type RequestListener, request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { runInNewContext } from 'node:vm'
import { miniprogramFiles } from '../../../../scripts/package/miniprogramFiles'
import { portOf } from '../../../helpers/portOf'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const file = miniprogramFiles(join(__dirname, '../../../..'))['miniprogram/useLocalWeChat.js'] ?? ''

interface Request {
  url: string
  method: string
  header: Record<string, string>
  data: string
  success: (response: { data: unknown; statusCode: number | undefined }) => void
  fail: (error: { errMsg: string }) => void
}
type CallFunction = (call: object) => Promise<object> | undefined

/** What the simulator sends with each request, so far as is known. */
const SIMULATORS = {
  referer: 'https://servicewechat.com/wx0000000000000000/devtools/page-frame.html',
  'sec-fetch-site': 'same-site',
  'sec-fetch-mode': 'cors',
  'sec-fetch-dest': 'empty',
}

/** wx.request, by which a request is really sent. */
function send({ url, method, header, data, success, fail }: Request): void {
  request(url, { method, headers: { ...header, ...SIMULATORS }, agent: false })
    .on('response', async (response) =>
      success({ data: parsed(await text(response)), statusCode: response.statusCode }),
    )
    .on('error', ({ message }) => fail({ errMsg: `request:fail ${message}` }))
    .end(data)
}

/** As wx.request does with dataType json: what is none stays a text. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

const inTheCloud: CallFunction = async () => ({ errMsg: 'the cloud itself' })

/** A mini program that has called useLocalWeChat on a platform, with nothing around it but wx and a console. */
function miniProgram(options: object, { platform = 'devtools', isOld = false } = {}) {
  const info = () => ({ platform })
  const cloud: { callFunction: CallFunction } = { callFunction: inTheCloud }
  const wx = { cloud, request: send, getSystemInfoSync: info, ...(!isOld && { getDeviceInfo: info }) }
  const exported: { useLocalWeChat?: (options: object) => void } = {}
  const told: string[] = []
  runInNewContext(file, { wx, exports: exported, console: { info: (line: string) => told.push(line) } })
  exported.useLocalWeChat?.(options)
  return { cloud, told }
}

/** What a call in the promise style rejects with: an Error with these properties. */
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

  it.each([{}, { isOld: true }])('leads a mini program in the developer tools, %j, to the local WeChat', async (it) => {
    const { cloud, told } = miniProgram({ url: wechat.url(), openid: 'oUser' }, it)

    expect(await cloud.callFunction({ name: 'it', data: { of: '包裹' } })).toEqual(
      answered({ of: '包裹', ...from('oUser') }),
    )
    expect(told).toEqual([`wx.cloud.callFunction calls the local WeChat at ${wechat.url()}`])
  })

  it('calls without data, as a visitor without login unless an openid is given', async () => {
    const { cloud } = miniProgram({ url: `${wechat.url()}/` })

    expect(await cloud.callFunction({ name: 'it' })).toEqual(answered(from()))
  })

  it.each(['ios', 'android', 'windows', 'mac', 'ohos'])('touches nothing on %s', (platform) => {
    const { cloud, told } = miniProgram({ url: wechat.url() }, { platform })

    expect({ cloud, told }).toEqual({ cloud: { callFunction: inTheCloud }, told: [] })
    expect(cloud.callFunction).toBe(inTheCloud)
  })

  it('fails in the words of the local WeChat', async () => {
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

  it('says what to do where no local WeChat runs', async () => {
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

  const strangers: [string, RequestListener][] = [
    ['a page', (_request, response) => response.end('<h1>hello</h1>')],
    ['nothing', (_request, response) => response.end()],
    ['null', (_request, response) => response.end('null')],
    ['other JSON', (_request, response) => response.end('{"errMsg":"ok"}')],
  ]
  it.each(strangers)('says so where something else answers %s', async (_what, listener) => {
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
    /** What callbacks a call makes, in their order, once it has completed. */
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

    it('gives the same result', async () => {
      const result = answered(from('oUser'))

      expect(await callbacksOf('it', 'success', 'fail')).toEqual({ made: [{ success: result }, { complete: result }] })
      expect(await callbacksOf('it')).toEqual({ made: [{ complete: result }] })
    })

    it('gives the same error', async () => {
      expect(await callbacksOf('throws', 'success', 'fail')).toEqual({ made: [{ fail: error }, { complete: error }] })
      expect(await callbacksOf('throws')).toEqual({ made: [{ complete: error }] })
    })

    it('needs no complete', async () => {
      const { cloud } = miniProgram({ url: wechat.url(), openid: 'oUser' })

      expect(await new Promise((success) => cloud.callFunction({ name: 'it', success }))).toEqual(
        answered(from('oUser')),
      )
      const failure = await new Promise<object>((fail) => cloud.callFunction({ name: 'throws', fail }))
      expect({ ...failure }).toEqual(error)
    })
  })
})
