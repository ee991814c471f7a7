import { readFileSync, writeFileSync } from 'node:fs'
import { createLocalWeChat, type LocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { callFunction, returnedIn } from '../../../helpers/callFunction'
import { controlOf } from '../../../helpers/controlOf'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { sample, withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
const bind = async () => returnedIn(await wechat.callFunction('bindAccount', sample)).result
const put = (...stubs: object[]) => wechat.control('PUT', 'stubs', stubs)
const stub = (api: string, answer: object) => ({ api, answer })
const BIND = '/cgi-bin/express/business/account/bind'

describe('a stub', () => {
  it('replaces the simulated response through both channels', async () => {
    await put(stub('logistics.bindAccount', { errcode: 9300529, errmsg: 'of the stub' }))
    expect(await bind()).toEqual({ errCode: 9300529, errMsg: 'openapi.logistics.bindAccount:fail of the stub' })
    expect(await wechat.https('POST', `${BIND}?access_token=${await wechat.token()}`, '{}')).toEqual({
      errcode: 9300529,
      errmsg: 'of the stub',
    })
    expect((await wechat.control('GET', 'state')).body.accounts).toEqual([])
  })

  it('requires a valid token over HTTPS, as WeChat does', async () => {
    await put(stub('logistics.bindAccount', { errcode: 0, errmsg: 'ok' }))
    expect(await wechat.https('POST', BIND, '{}')).toMatchObject({ errcode: 41001 })
  })

  it('responds to a path that is not simulated, and to a request for a token', async () => {
    await put(stub('/sns/jscode2session', { openid: 'oUser' }), stub('token', { access_token: 't', expires_in: 1 }))
    expect(await wechat.https('GET', '/sns/jscode2session?js_code=1')).toEqual({ openid: 'oUser' })
    expect(await wechat.https('GET', '/cgi-bin/token')).toEqual({ access_token: 't', expires_in: 1 })
  })

  it('returns its responses one after the other, repeats the last one, and starts again when it is set again', async () => {
    const answers = [{ n: 1 }, { n: 2 }, { n: 3 }]
    const four = async () => {
      const got = []
      for (let call = 0; call < 4; call++) got.push(await wechat.https('GET', '/a'))
      return got
    }
    await put({ api: '/a', answers })
    expect(await four()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 3 }])
    await put({ api: '/a', answers })
    expect(await four()).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 3 }])
  })

  it('responds only to calls with the parameters of when, and the first one that matches responds', async () => {
    const call = (params: object) => wechat.https('POST', '/a', JSON.stringify(params))
    await put(
      { api: '/a', when: { to: 'x', data: { list: [1, { b: 2 }] } }, answer: { n: 1 } },
      { api: '/a', when: { to: 'x' }, answers: [{ n: 2 }, { n: 3 }] },
    )
    expect(await call({ data: { list: [1, { b: 2 }] }, to: 'x', more: 1 })).toEqual({ n: 1 })
    expect(await call({ to: 'x', data: { list: [1, { b: 2, c: 3 }] } })).toEqual({ n: 2 })
    expect(await call({ to: 'x' })).toEqual({ n: 3 })
    expect(await call({ to: 'y' })).toMatchObject({ errcode: 40066 })
    const why = 'no stub of this name has a `when` that the parameters match: '
    expect(await call({})).toMatchObject({
      errcode: 40066,
      errmsg: expect.stringContaining(`${why}invalid url: /a is not simulated`),
    })
    expect(JSON.stringify((await wechat.control('GET', 'calls')).body)).toContain(
      '已有同名的模拟返回，但参数都不符合它们的 when：本地模拟环境未模拟 /a',
    )
  })

  it('returns bytes, given as base64 or as a file, and says in the log how many', async () => {
    const get = async () => {
      const response = await fetch(wechat.url('/a'))
      return [response.headers.get('content-type'), await response.text()]
    }
    await put({ api: '/a', base64: 'YWJj', contentType: 'text/x-a' })
    expect(await get()).toEqual(['text/x-a', 'abc'])
    expect((await wechat.control('GET', 'calls')).body).toMatchObject([
      { stub: true, errcode: 0, answer: { contentType: 'text/x-a', size: 3 } },
    ])
    await put({ api: '/a', file: __filename })
    expect(await get()).toEqual(['image/jpeg', readFileSync(__filename, 'utf8')])
    await put({ api: '/a', file: `${__filename}.none` })
    expect(await wechat.https('GET', '/a')).toEqual({
      errcode: -1,
      errmsg: `${__filename}.none: the file of a stub cannot be read: ENOENT: no such file or directory`,
    })
  })

  it.each([
    [{ base64: 'YQ' }, '0.base64: should be base64'],
    [{ answer: {}, file: 'a' }, '0: needs one of answer, answers, base64, file'],
    [{ file: 'a', contentType: 'png' }, '0.contentType: should be a media type'],
  ])('is refused with %j', async (stub, errmsg) => {
    expect((await put({ api: '/a', ...stub })).body).toMatchObject({ errmsg })
  })

  it('appears in GET /emulator/stubs, and marks the call in the call log', async () => {
    await put(stub('/a', { n: 1 }))
    expect((await wechat.control('GET', 'stubs')).body).toEqual([stub('/a', { n: 1 })])
    await wechat.https('GET', '/a')
    expect((await wechat.control('GET', 'calls')).body).toEqual([
      {
        id: expect.any(Number),
        at: expect.any(String),
        channel: 'https',
        api: '/a',
        wireParams: {},
        errcode: 0,
        answer: { n: 1 },
        ms: expect.any(Number),
        stub: true,
      },
    ])
  })

  it('responds once no fault applies', async () => {
    await wechat.control('PUT', 'faults', [{ api: '/a', kind: 'errcode', errcode: 45009, times: 1 }])
    await put({ api: '/a', answers: [{ n: 1 }, { n: 2 }] })
    expect(await wechat.https('GET', '/a')).toMatchObject({ errcode: 45009 })
    expect(await wechat.https('GET', '/a')).toEqual({ n: 1 })
  })

  it('is removed by a reset', async () => {
    await put(stub('/a', { n: 1 }))
    await wechat.control('POST', 'reset')
    expect((await wechat.control('GET', 'stubs')).body).toEqual([])
    expect(await wechat.https('GET', '/a')).toMatchObject({ errcode: 40066 })
  })
})

describe('a stub in a function that uses wx-server-sdk 4', () => {
  const functions = temporaryFolder('shared')
  beforeAll(() =>
    functions.write({
      'it/index.js': `
        const cloud = require(${JSON.stringify(require.resolve('wx-server-sdk'))})
        cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
        exports.main = async () => [
          await cloud.database().collection('shops').where({ open: true }).get(),
          await cloud.getTempFileURL({ fileList: ['cloud://local/a.txt'] }),
          await cloud.cloudPay.unifiedOrder({ body: 'a', outTradeNo: '1', subMchId: '1', totalFee: 1 }),
        ]`,
    }),
  )
  const local = withLocalWeChat(() => ({ functions: functions.path(), timeLimitMs: 20_000 }))

  it('replaces a query, a download URL and a payment', async () => {
    const file = { fileID: 'cloud://local/a.txt', code: 'SUCCESS', tempFileURL: 'http://127.0.0.1/a.txt' }
    await local.control('PUT', 'stubs', [
      stub('database.getDocument', { data: { list: ['{"_id":"1","open":true}'] } }),
      stub('storage.batchGetDownloadUrl', { data: { download_list: [file] } }),
      stub('cloudPay.unifiedOrder', { returnCode: 'SUCCESS' }),
    ])
    expect(returnedIn(await local.callFunction('it', {})).result).toEqual([
      { data: [{ _id: '1', open: true }], errMsg: 'collection.get:ok' },
      {
        fileList: [{ fileID: file.fileID, status: 0, errMsg: 'ok', tempFileURL: file.tempFileURL }],
        errMsg: 'getTempFileURL:ok',
      },
      { returnCode: 'SUCCESS', errCode: 0, errMsg: 'cloudPay.unifiedOrder:ok' },
    ])
  })
})

describe('the stubs of the fixtures', () => {
  const folder = temporaryFolder()
  const lines: string[] = []
  let local: LocalWeChat
  const control = controlOf(() => local.url)
  const save = (...stubs: object[]) => {
    const miniPrograms = [{ appid: 'wx1', secret: 's' }]
    writeFileSync(folder.path('local-wechat.json'), JSON.stringify({ miniPrograms, stubs }))
  }
  beforeEach(async () => {
    lines.length = 0
    save({ api: '/a', answers: [{ n: 1 }, { n: 2 }] })
    local = await createLocalWeChat({
      fixtures: folder.path('local-wechat.json'),
      log: (line) => lines.push(line),
    })
  })
  afterEach(() => local.close())
  const get = async (path: string): Promise<unknown> => (await fetch(local.url + path)).json()

  it('are read again after each save', async () => {
    expect(await get('/a')).toEqual({ n: 1 })
    save(stub('/a', { n: 7 }))
    expect(await get('/a')).toEqual({ n: 7 })
  })

  it('are replaced by PUT, and return after a reset with their first response', async () => {
    expect(await get('/a')).toEqual({ n: 1 })
    await control('PUT', 'stubs', [stub('/b', { n: 3 })])
    expect([await get('/a'), await get('/b')]).toMatchObject([{ errcode: 40066 }, { n: 3 }])
    await control('POST', 'reset')
    expect([await get('/a'), await get('/b')]).toMatchObject([{ n: 1 }, { errcode: 40066 }])
  })

  it('are logged once for each unknown name, as faults are, with the nearest known name', async () => {
    await get('/a')
    save(
      stub('logistics.getAccount', {}),
      stub('database.getDocument', {}),
      stub('logistics.getQuota', {}),
      stub('token', {}),
    )
    await get('/b')
    await control('PUT', 'faults', [
      { api: 'logistics.getAccount', kind: 'cut' },
      { api: '/c', kind: 'cut' },
    ])
    await callFunction(local.url, 'bindAccount', {})
    expect(lines.filter((line) => /^(stub|fault) /.test(line))).toEqual([
      'stub /a: no API of this name is simulated; it is used as it is.',
      'stub logistics.getAccount: no API of this name is simulated (did you mean logistics.getAllAccount?); it is used as it is.',
      'fault /c: no API of this name is simulated; it is used as it is.',
    ])
  })
})
