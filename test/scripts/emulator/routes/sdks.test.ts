import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { sdkEnvironment } from '../../../../scripts/emulator/redirect/sdkEnvironment'
import type { GivenFixtures } from '../../../../scripts/emulator/state/fixturesSchema'
import { pay as payOrder, waitForPush } from '../../../../scripts/package/testApi'
import { returnedIn } from '../../../helpers/callFunction'
import { isTestedSdk } from '../../../helpers/isTestedSdk'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { sample, withLocalWeChat } from '../../../helpers/withLocalWeChat'

const returned = (result: unknown) => ({ returned: result })
const threw = (errCode: number, errMsg: string | RegExp) => ({
  threw: { errCode, errMsg: typeof errMsg === 'string' ? errMsg : expect.stringMatching(errMsg) },
})

const ok = returned({ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' })
const alreadyBound = threw(
  9300529,
  /^openapi\.logistics\.bindAccount:fail biz_id already bind rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/,
)
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)

/** What an SDK returns or throws after a response of the local WeChat. */
interface Sdk {
  sdk: string
  /** What getWXContext returns besides the variables WX_... for a call from this source. */
  context: (source: string) => object
  /** What `cloud.openapi` throws when the gateway refuses a call. */
  refused: (errCode: -604100 | -604101 | -604104) => object
  /** What `cloud.callFunction` throws or returns when the called function threw Error('no way'). */
  calledThrew: object
  /** The SDK's methods that are not simulated, and the error that each one throws. */
  notSimulated: { what: string; shown: object }[]
}

/** The stub responses that messages propose. */
const proposed: Readonly<Record<string, object>> = {
  'cloudPay.refund': { return_code: 'SUCCESS', return_msg: 'OK', result_code: 'SUCCESS' },
  'subscribeMessage.send': { errcode: 0, errmsg: 'ok' },
}

/** What the SDKs return with these stubs, without the fields that differ between versions. */
const stubbed: Readonly<Record<string, object>> = {
  refund: { returnCode: 'SUCCESS', returnMsg: 'OK', resultCode: 'SUCCESS', errCode: 0, errMsg: 'cloudPay.refund:ok' },
}

/** What the SDKs say about a file that does not exist. */
const none = { fileID: 'cloud://local.6c6f-local/none', status: -503003, errMsg: 'storage file not exists' }

/** The actions of both families of SDKs, with responses to them that find nothing, or do what was requested. */
const answers = {
  getDocument: { list: [] },
  insertDocument: { insertedIds: ['1'] },
  modifyDocument: { updated: 1, upsert_id: null },
  removeDocument: { deleted: 1 },
  calculateDocument: { total: 1 },
  aggregateDocuments: { list: [] },
  addDocument: { _id: '1' },
  queryDocument: { list: [] },
  updateDocument: { updated: 1, upserted_id: null },
  deleteDocument: { deleted: 1 },
  countDocument: { total: 1 },
  aggregate: { list: '[]' },
}

/** Returns the message of an error. */
const textIn = (outcome: unknown) => String(Object(Object(outcome).threw).errMsg)

/** Returns the message about an API that is not simulated. */
const notSimulated = (api: string) =>
  `${api} is not simulated by the local WeChat; give it a stub in local-wechat.json or by PUT /emulator/stubs: ${JSON.stringify({ api, answer: proposed[api] })}`
const refund = notSimulated('cloudPay.refund')

const signFailed = {
  what: 'getVoIPSign',
  shown: threw(
    -604100,
    /^ApiVoipSign:fail API not found: ApiVoipSign is not simulated by the local WeChat; its response is binary, which a stub cannot return: replace the call in your test rid: /,
  ),
}

const usual = {
  context: (source: string) => ({ ENV: 'local', SOURCE: source }),
  refused: (errCode: number) => threw(errCode, `system error: error code: ${errCode}`),
  calledThrew: threw(-504002, /^callFunction:fail requestID req-\w+, Error: no way; at callFunction api; $/),
}

/** SDKs that call only their built-in hosts. */
const beforeVersion2: Sdk[] = [
  {
    sdk: 'wx-server-sdk-0.4',
    ...usual,
    // getWXContext of 0.4.3 and 0.5.1 reads only what WX_CONTEXT_KEYS lists.
    context: () => ({}),
    // 0.4.3 returns the message of the code instead of the code, and has no message for -604104
    // (src/api/openapi/namespace/generic.ts).
    refused: (errCode) =>
      threw(
        errCode,
        {
          [-604100]: 'API not found',
          [-604101]: 'function has no permission to call this API',
          [-604104]:
            'openapi.logistics.bindAccount:fail Error: errCode: -604104  | errMsg: undefined; at openapi.logistics.bindAccount api; ',
        }[errCode],
      ),
    notSimulated: [],
  },
  {
    sdk: 'wx-server-sdk-1.5',
    ...usual,
    // 0.8.1 and 1.5.3 catch their own error, `.then(onProviderResponse).catch(onProviderResponse)`, and return it as a
    // success (src/api/cloud/provider/tcb/api/callFunction.ts).
    calledThrew: returned({ errMsg: 'callFunction:ok', requestID: expect.stringMatching(/^req-\w+$/) }),
    notSimulated: [signFailed],
  },
  {
    sdk: 'wx-server-sdk-1.8',
    ...usual,
    notSimulated: [signFailed],
  },
]

const fromVersion2: Sdk[] = [
  ...['wx-server-sdk-2.0', 'wx-server-sdk-2.1'].map((sdk) => ({
    sdk,
    ...usual,
    notSimulated: [{ what: 'refund', shown: threw(-501001, `refund:fail ${refund}`) }, signFailed],
  })),
  {
    sdk: 'wx-server-sdk-3.0',
    ...usual,
    // The message of 2.4.0 to 3.0.4.
    calledThrew: threw(
      -504002,
      /^callFunction:fail -504002 functions execute fail\. requestID req-\w+, Error: no way$/,
    ),
    notSimulated: [{ what: 'refund', shown: threw(-501001, `refund:fail ${refund}`) }, signFailed],
  },
  {
    sdk: 'wx-server-sdk',
    ...usual,
    // 4.0.2 uses the errCode -1 for every error of the platform; the platform's FUNCTIONS_EXECUTE_FAIL is in its `code` (toSDKError in
    // src/utils/error.ts).
    calledThrew: threw(-1, 'callFunction:fail Error: no way'),
    notSimulated: [
      {
        what: 'refund',
        shown: threw(-501001, `cloudPay.refund:fail -501001 resource system error. ${refund}`),
      },
      signFailed,
    ],
  },
]

const tested = (sdks: Sdk[]) => sdks.filter(({ sdk }) => isTestedSdk(sdk))

/** Code for functions and programs: `make(what, ...)` makes one call with the SDK. */
const making = (sdk: string) => `
const fs = require('node:fs')
const path = require('node:path')
const cloud = require(${JSON.stringify(require.resolve(sdk))})
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const calls = {
  getWXContext: () => cloud.getWXContext(),
  bindAccount: (params) => cloud.openapi.logistics.bindAccount(params),
  misspelt: () => cloud.openapi.logistics.bindAcount({}),
  code: (params) => cloud.openapi.wxacode.getUnlimited(params),
  check: () => cloud.openapi.security.imgSecCheck({ media: { contentType: 'image/png', value: Buffer.from('abc') } }),
  crop: () => cloud.openapi.img.aiCrop({ img: { contentType: 'image/jpg', value: Buffer.from('abc') } }),
  send: () => cloud.openapi.subscribeMessage.send({ touser: 'oUser' }),
  add: (data) => cloud.database().collection('shops').add({ data }),
  get: (query) => cloud.database().collection('shops').where(query).get(),
  count: () => cloud.database().collection('shops').count(),
  set: () => cloud.database().collection('shops').doc('s1').set({ data: { open: true } }),
  update: () => cloud.database().collection('shops').doc('s1').update({ data: { open: true } }),
  remove: () => cloud.database().collection('shops').doc('s1').remove(),
  aggregate: () => cloud.database().collection('shops').aggregate().match({ open: true }).end(),
  uploadFile: ({ cloudPath, text, file = '' }) =>
    cloud.uploadFile({ cloudPath, fileContent: file ? fs.createReadStream(path.join(__dirname, file)) : Buffer.from(text) }),
  uploadLarge: () => cloud.uploadFile({ cloudPath: 'large', fileContent: Buffer.alloc(50 * 1024 * 1024 + 1) }),
  downloadFile: async (options) => {
    const { fileContent, ...rest } = await cloud.downloadFile(options)
    return { ...rest, text: fileContent.toString() }
  },
  getTempFileURL: (options) => cloud.getTempFileURL(options),
  deleteFile: (options) => cloud.deleteFile(options),
  cloudPay: ({ method, ...params }) => cloud.cloudPay[method](params),
  refund: () => cloud.cloudPay.refund({ subMchId: '1', outTradeNo: '1', outRefundNo: '1', totalFee: 1, refundFee: 1 }),
  getVoIPSign: () => cloud.getVoIPSign({ groupId: 'g', nonce: 'n', timestamp: 1 }),
  getOpenData: (list) => cloud.getOpenData({ list }),
  getPhoneNumber: (params) => cloud.openapi.phonenumber.getPhoneNumber(params),
  callFunction: (options) => cloud.callFunction(options),
  callOpenAPI: (options) => cloud.callOpenAPI(options),
}
async function make(what, params) {
  try {
    return { returned: await calls[what](params) }
  } catch ({ errCode, errMsg, message }) {
    return { threw: errMsg === undefined ? { message } : { errCode, errMsg } }
  }
}`
const aFunction = (sdk: string) => `${making(sdk)}
exports.main = async ({ what, params, token = process.env.WX_API_TOKEN }) => {
  process.env.WX_API_TOKEN = token
  return make(what, params)
}`
const aProgram = (sdk: string, env: object, calls: [what: string, params: object][]) => `${making(sdk)}
Object.assign(process.env, ${JSON.stringify(env)})
async function main() {
  const answers = []
  for (const [what, params] of ${JSON.stringify(calls)}) answers.push(await make(what, params))
  process.stdout.write(JSON.stringify(answers), () => process.exit())
}
main()`

const appid = 'wx0000000000000000'

const fixtures: GivenFixtures = {
  miniPrograms: [{ appid, secret: 'local-secret', users: [{ openid: 'oUser', phone: '13800000000' }, 'oOther'] }],
}
const phone = {
  phoneNumber: '13800000000',
  purePhoneNumber: '13800000000',
  countryCode: '86',
  watermark: { appid, timestamp: expect.any(Number) },
}

/** Starts a local WeChat with functions that use an SDK, for the tests of a describe block. */
function withSdk(sdk: string, env: NodeJS.ProcessEnv = {}) {
  const functions = temporaryFolder('shared')
  beforeAll(() =>
    functions.write({
      'declares/index.js': aFunction(sdk),
      'declares/upload.txt': 'from a stream',
      'declares/config.json':
        '{ "permissions": { "openapi": ["logistics.bindAccount", "subscribeMessage.send", "phonenumber.getPhoneNumber", "security.imgSecCheck", "img.aiCrop", "wxacode.getUnlimited"] } }',
      'onPaid/index.js': 'exports.main = async () => ({ errcode: 0, errmsg: "ok" })',
      'declaresNothing/index.js': aFunction(sdk),
      'returnsItsEvent/index.js': 'exports.main = async (event) => event',
      'throws/index.js': "exports.main = async () => { throw new Error('no way') }",
    }),
  )
  // The first database call of a function loads mingo and the SDK, which takes seconds on a busy machine.
  const wechat = withLocalWeChat(() => ({ functions: functions.path(), fixtures, env, timeLimitMs: 20_000 }))
  return {
    control: wechat.control,
    url: wechat.url,
    /** Calls one of the functions as a user. */
    call: async (name: string, what: string, params?: object, token?: string): Promise<unknown> => {
      const { result } = returnedIn(await wechat.callFunction(name, { what, params, token }, 'oUser'))
      return JSON.parse(JSON.stringify(result).replaceAll(new URL(wechat.url()).host, 'HOST'))
    },
    /** The environment variables that exec sets for its command. */
    ticket: () => ({ WX_CONTEXT_KEYS: 'WX_API_TOKEN', WX_API_TOKEN: wechat.ticket() }),
    /** Makes calls one after another in a program that is not a function. */
    async outside(env: object, calls: [what: string, params: object][]): Promise<unknown[]> {
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', aProgram(sdk, env, calls)], {
        env: sdkEnvironment(wechat.url('/admin')),
      })
      return JSON.parse(stdout)
    },
  }
}

describe.each(tested([...beforeVersion2, ...fromVersion2]))('$sdk in a function', (version) => {
  const { sdk, context, refused, calledThrew } = version
  const { call, control } = withSdk(sdk)

  it("binds the sample of WeChat's documentation once", async () => {
    expect(await call('declares', 'bindAccount', sample)).toEqual(ok)
    expect(await call('declares', 'bindAccount', sample)).toEqual(alreadyBound)
  })

  it('cannot call an API that config.json does not declare', async () => {
    expect(await call('declaresNothing', 'bindAccount', sample)).toEqual(refused(-604101))
    expect(await call('declares', 'bindAccount', sample)).toEqual(ok)
  })

  it('gets a message about an API that is not simulated, and about a misspelt name', async () => {
    expect(await call('declares', 'misspelt')).toEqual({
      threw: {
        errCode: -604100,
        errMsg: expect.stringContaining(
          `openapi.logistics.bindAcount:fail API not found: logistics.bindAcount is not simulated by the local WeChat (did you mean logistics.bindAccount?); correct the name rid: `,
        ),
      },
    })
    expect(await call('declares', 'send')).toEqual({
      threw: {
        errCode: -604100,
        errMsg: expect.stringContaining(
          `openapi.subscribeMessage.send:fail API not found: ${notSimulated('subscribeMessage.send')} rid: `,
        ),
      },
    })
  })

  for (const { what, shown } of version.notSimulated) {
    it(`gets a message that ${what} is not simulated`, async () => {
      expect(await call('declares', what)).toEqual(shown)
    })
  }

  for (const { what } of version.notSimulated.filter((it) => it.what in stubbed)) {
    it(`calls ${what} successfully with the stub that the message proposes`, async () => {
      const [, stub = ''] = /PUT \/emulator\/stubs: (\{.*\})/.exec(textIn(await call('declares', what))) ?? []
      await control('PUT', 'stubs', [JSON.parse(stub)])
      expect(await call('declares', what)).toEqual({ returned: expect.objectContaining(stubbed[what]) })
    })
  }

  it('writes and reads the database', async () => {
    await control('PUT', 'database/shops', [])
    expect(await call('declares', 'add', { _id: 's1', open: true })).toEqual(
      returned({ _id: 's1', errMsg: 'collection.add:ok' }),
    )
    expect(await call('declares', 'get', { open: true })).toEqual(
      returned({ data: [{ _id: 's1', open: true }], errMsg: 'collection.get:ok' }),
    )
    expect(await control('GET', 'database/shops')).toEqual({
      status: 200,
      body: { total: 1, documents: [{ _id: 's1', open: true }] },
    })
  })

  it('uploads files from a buffer and a stream, downloads them, and deletes them', async () => {
    const ids = ['cloud://local.6c6f-local/a/图 1%20.txt', 'cloud://local.6c6f-local/b.txt']
    const [first = '', second = ''] = ids
    const statusCode = expect.any(Number)
    const uploaded = (fileID: string) => returned({ errMsg: 'uploadFile:ok', fileID, statusCode })
    expect(await call('declares', 'uploadFile', { cloudPath: 'a/图 1%20.txt', text: 'one' })).toEqual(uploaded(first))
    expect(await call('declares', 'uploadFile', { cloudPath: 'b.txt', file: 'upload.txt' })).toEqual(uploaded(second))
    const downloaded = (text: string) => returned({ errMsg: 'downloadFile:ok', statusCode: 200, text })
    expect(await call('declares', 'downloadFile', { fileID: first })).toEqual(downloaded('one'))
    expect(await call('declares', 'downloadFile', { fileID: second })).toEqual(downloaded('from a stream'))

    const ok = (fileID: string) => ({ fileID, status: 0, errMsg: 'ok' })
    const fileList = [first, { fileID: second, maxAge: 60 }, 'cloud://local.6c6f-local/none']
    expect(await call('declares', 'getTempFileURL', { fileList })).toEqual(
      returned({
        errMsg: 'getTempFileURL:ok',
        fileList: [
          { ...ok(first), maxAge: 7200, tempFileURL: expect.stringMatching(/^http:\/\/HOST\/emulator\/files\/[^%]*$/) },
          { ...ok(second), maxAge: 60, tempFileURL: expect.any(String) },
          { ...none, tempFileURL: '' },
        ],
      }),
    )
    const { body } = await control('GET', 'files')
    expect(body).toMatchObject({
      total: 2,
      files: [
        { path: 'a/图 1%20.txt', size: 3 },
        { path: 'b.txt', size: 13 },
      ],
    })
    const deleted = returned({ errMsg: 'deleteFile:ok', fileList: [ok(first), ok(second), none] })
    expect(await call('declares', 'deleteFile', { fileList: [...ids, none.fileID] })).toEqual(deleted)
    expect(await control('GET', 'files')).toMatchObject({ body: { total: 0 } })
    expect(await call('declares', 'downloadFile', { fileID: first })).toEqual({ threw: expect.anything() })
  })

  it('gets an error for an invalid path, for too many files, and for a file of more than 50 MB', async () => {
    const fileList = Array.from({ length: 51 }, () => none.fileID)
    for (const [what, params, reason] of [
      ['uploadFile', { cloudPath: '/a', text: 'a' }, 'path: should be a path such as images/a.png'],
      ['getTempFileURL', { fileList }, 'file_list: has more than 50 files'],
      ['deleteFile', { fileList }, 'fileid_list: has more than 50 files'],
      ['uploadLarge', {}, 'a file may have 50 MB'],
    ] as const) {
      expect(textIn(await call('declares', what, params))).toContain(reason)
    }
    expect(await control('GET', 'files')).toMatchObject({ body: { total: 0 } })
  })

  it('gets stubs and faults of the database instead of its documents', async () => {
    await control('PUT', 'database/shops', [{ _id: 's1' }])
    await control(
      'PUT',
      'stubs',
      Object.entries(answers).map(([action, data]) => ({ api: `database.${action}`, answer: { data } })),
    )
    expect(await call('declares', 'add', { open: true })).toEqual(returned({ _id: '1', errMsg: 'collection.add:ok' }))
    expect(await call('declares', 'get', {})).toEqual(returned({ data: [], errMsg: 'collection.get:ok' }))
    expect(await call('declares', 'count')).toEqual(returned({ total: 1, errMsg: 'collection.count:ok' }))
    expect(await call('declares', 'set')).toMatchObject(returned({ _id: 's1', errMsg: 'document.set:ok' }))
    expect(await call('declares', 'update')).toEqual(returned({ stats: { updated: 1 }, errMsg: 'document.update:ok' }))
    expect(await call('declares', 'remove')).toEqual(returned({ stats: { removed: 1 }, errMsg: 'document.remove:ok' }))
    if (sdk !== 'wx-server-sdk-0.4') {
      expect(await call('declares', 'aggregate')).toEqual(returned({ list: [], errMsg: 'collection.aggregate:ok' }))
    }

    await control('PUT', 'stubs', [])
    await control(
      'PUT',
      'faults',
      Object.keys(answers).map((action) => ({
        api: `database.${action}`,
        kind: 'errcode',
        errcode: -502001,
        errmsg: 'configured',
      })),
    )
    expect(textIn(await call('declares', 'get', {}))).toContain('configured rid: ')
  })

  it('gets the response of a stub if config.json declares the API', async () => {
    await control('PUT', 'stubs', [{ api: 'subscribeMessage.send', answer: { errcode: 0, errmsg: 'ok', msg_id: 7 } }])
    expect(await call('declares', 'send')).toEqual(
      returned({ errCode: 0, errMsg: 'openapi.subscribeMessage.send:ok', msgId: 7 }),
    )
    expect(await call('declaresNothing', 'send')).toEqual(refused(-604101))
  })

  it('sends a file, which the log names, and gets the response of a stub', async () => {
    expect(textIn(await call('declares', 'check'))).toContain('security.imgSecCheck is not simulated')
    expect((await control('GET', 'calls')).body).toContainEqual(
      expect.objectContaining({
        api: 'security.imgSecCheck',
        wireParams: { media: { filename: 'media.png', size: 3 } },
      }),
    )
    const stub = /PUT \/emulator\/stubs: (\{.*\})/.exec(textIn(await call('declares', 'crop')))?.[1]
    const risky = { api: 'security.imgSecCheck', answer: { errcode: 87014, errmsg: 'risky content' } }
    await control('PUT', 'stubs', [risky, JSON.parse(String(stub))])
    expect(await call('declares', 'check')).toMatchObject({ threw: { errCode: 87014 } })
    expect(await call('declares', 'crop')).toMatchObject(returned({ errCode: 0, imgSize: { w: 100, h: 100 } }))
  })

  it('gets an image with the stub that the message proposes', async () => {
    const stub = /PUT \/emulator\/stubs: (\{.*?\})/.exec(textIn(await call('declares', 'code', { scene: 'a' })))?.[1]
    const { base64, ...rest } = JSON.parse(String(stub))
    await control('PUT', 'stubs', [{ ...rest, base64, when: { scene: 'a' } }])
    expect(await call('declares', 'code', { scene: 'a' })).toEqual(
      returned({
        buffer: { type: 'Buffer', data: [...Buffer.from(base64, 'base64')] },
        contentType: 'image/png',
        errCode: 0,
        errMsg: 'openapi.wxacode.getUnlimited:ok',
      }),
    )
    expect(textIn(await call('declares', 'code', { scene: 'b' }))).toContain('is not simulated')
  })

  it('is refused with a token that the local WeChat did not issue', async () => {
    expect(await call('declares', 'bindAccount', sample, 'of another mini program')).toEqual(refused(-604104))
    expect(await call('declares', 'bindAccount', sample)).toEqual(ok)
  })

  it('finds its caller', async () => {
    expect(await call('declares', 'getWXContext')).toEqual(
      returned({ APPID: appid, OPENID: 'oUser', ...context('wx_client') }),
    )
  })

  it('gets the phone number of a user by a code', async () => {
    const phoneInfo = { ...phone }
    const got = returned({ phoneInfo, errMsg: 'openapi.phonenumber.getPhoneNumber:ok', errCode: 0 })
    expect(await call('declares', 'getPhoneNumber', { code: 'oUser' })).toEqual(got)
    expect(await call('declares', 'getPhoneNumber', { code: 'of the simulator' })).toEqual(got)
    expect(await call('declaresNothing', 'getPhoneNumber', { code: 'oUser' })).toMatchObject({ threw: {} })
  })

  it('calls a function, which sees the calling function as its caller', async () => {
    expect(await call('declares', 'callFunction', { name: 'returnsItsEvent', data: { a: '中' } })).toEqual(
      returned({
        errMsg: 'callFunction:ok',
        requestID: uuid,
        result: { a: '中', userInfo: { appId: appid }, tcbContext: {} },
      }),
    )
    expect(await call('declares', 'callFunction', { name: 'declaresNothing', data: { what: 'getWXContext' } })).toEqual(
      returned({
        errMsg: 'callFunction:ok',
        requestID: uuid,
        result: returned({ APPID: appid, ...context('wx_client,scf') }),
      }),
    )
  })

  it('gets the error of a called function', async () => {
    expect(await call('declares', 'callFunction', { name: 'throws', data: {} })).toEqual(calledThrew)
    expect(await call('declares', 'callFunction', { name: 'returnsItsEvent', data: {} })).toMatchObject(
      returned({ errMsg: 'callFunction:ok' }),
    )
  })

  it('makes a cloud call with cloud.callOpenAPI', async () => {
    const { type, password } = sample
    const options = {
      api: 'logistics.bindAccount',
      data: { type, password, biz_id: sample.bizId, delivery_id: sample.deliveryId },
    }
    expect(await call('declares', 'callOpenAPI', options)).toEqual(
      returned({ errMsg: 'callOpenAPI:ok', result: { errcode: 0, errmsg: 'ok' } }),
    )
    expect(await call('declares', 'bindAccount', sample)).toEqual(alreadyBound)
    expect(await call('declaresNothing', 'callOpenAPI', options)).toEqual(
      returned({
        errMsg: 'callOpenAPI:ok',
        result: { errcode: -604101, errmsg: 'function has no permission to call this API' },
      }),
    )
  })

  it('gets the bytes of a stub as base64 with cloud.callOpenAPI', async () => {
    await control('PUT', 'stubs', [{ api: 'wxacode.getUnlimited', base64: 'AAH/' }])
    expect(await call('declares', 'callOpenAPI', { api: 'wxacode.getUnlimited', data: {} })).toEqual(
      returned({ errMsg: 'callOpenAPI:ok', result: 'AAH/' }),
    )
  })
})

describe.each(tested([...beforeVersion2.slice(1), ...fromVersion2]))('open data in $sdk', ({ sdk }) => {
  const { call, control } = withSdk(sdk)

  it('are returned for a CloudID of the user', async () => {
    const list = [{ cloudID: 'cloudID:oUser', data: phone }]
    expect(await call('declares', 'getOpenData', ['cloudID:oUser'])).toEqual(
      returned({ list, errMsg: 'getOpenData:ok', errCode: 0 }),
    )
    expect(await call('declares', 'getOpenData', ['cloudID:oOther'])).toMatchObject({ threw: { errCode: -601005 } })
    await control('PUT', 'stubs', [{ api: 'ApiGetOpenDataByCloudId', answer: { list: [{ cloudID: 'x', data: 1 }] } }])
    expect(await call('declares', 'getOpenData', ['x'])).toMatchObject(returned({ list: [{ cloudID: 'x', data: 1 }] }))
  })
})

describe.each(tested(fromVersion2))('cloudPay in $sdk', ({ sdk }) => {
  const { call, url, control } = withSdk(sdk)
  const order = { subMchId: '1900000109', outTradeNo: 'T1' }
  const pay = (method: string, more: object = {}) => call('declares', 'cloudPay', { method, ...order, ...more })
  const common = {
    ...{ returnCode: 'SUCCESS', appid: 'wx8888888888888888', mchId: '1800000000', subAppid: appid },
    ...{ subMchId: '1900000109', nonceStr: expect.any(String), resultCode: 'SUCCESS' },
  }
  const paid = {
    ...{ openid: 'oPaidAtProvider', isSubscribe: 'N', subOpenid: 'oUser', subIsSubscribe: 'N', tradeType: 'JSAPI' },
    ...{ bankType: 'OTHERS', totalFee: 100, feeType: 'CNY', cashFee: 100, outTradeNo: 'T1' },
    ...{ transactionId: expect.stringMatching(/^42\d{26}$/), timeEnd: expect.stringMatching(/^\d{14}$/) },
  }
  const answered = (method: string, more: object) =>
    returned({
      ...{ ...common, returnMsg: 'OK', sign: expect.any(String), ...more },
      ...{ errCode: 0, errMsg: `cloudPay.${method}:ok` },
    })

  it('places an order, which the buyer pays, and the function gets the result', async () => {
    const more = { functionName: 'onPaid', envId: 'e', body: 'shoes', totalFee: 100, spbillCreateIp: '127.0.0.1' }
    const payment = {
      ...{ appId: appid, timeStamp: expect.stringMatching(/^\d+$/), nonceStr: expect.any(String), signType: 'MD5' },
      ...{ package: expect.stringMatching(/^prepay_id=wx\d+$/), paySign: expect.any(String) },
    }
    expect(await pay('unifiedOrder', more)).toEqual(
      answered('unifiedOrder', { tradeType: 'JSAPI', prepayId: expect.any(String), payment }),
    )
    expect(await pay('queryOrder')).toEqual(answered('queryOrder', { tradeState: 'NOTPAY', outTradeNo: 'T1' }))
    expect(await payOrder({ merchantTradeNo: 'T1' }, { url: url() })).toMatch(/^42\d{26}$/)
    expect(await pay('queryOrder')).toEqual(answered('queryOrder', { tradeState: 'SUCCESS', ...paid }))
    expect(await pay('unifiedOrder', more)).toMatchObject(
      returned({ returnCode: 'SUCCESS', resultCode: 'FAIL', errCode: 0, errCodeDes: '该订单已支付' }),
    )
    const { body } = await control('GET', 'calls')
    const notes = body.filter((it) => it.api === 'cloudPay.unifiedOrder').map((it) => it.note)
    expect(notes).toEqual([undefined, { en: '该订单已支付', zh: '该订单已支付' }])
    expect(await waitForPush('payment', { url: url() })).toEqual(
      expect.objectContaining({
        ...{ channel: 'push', api: 'payment', function: 'onPaid', errcode: 0 },
        wireParams: { ...common, nonceStr: '', ...paid },
      }),
    )
  })
})

describe.each(tested([...beforeVersion2, ...fromVersion2]))('$sdk in a function behind a proxy', ({ sdk }) => {
  const proxy = 'http://127.0.0.1:9'
  const { call } = withSdk(sdk, { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, http_proxy: proxy, https_proxy: proxy })

  it('calls the local WeChat directly', async () => {
    expect(await call('declares', 'bindAccount', sample)).toEqual(ok)
  })
})

describe.each(tested(fromVersion2))('$sdk outside of any function', ({ sdk, refused }) => {
  const { outside, ticket } = withSdk(sdk)

  it('makes cloud calls with the ticket of exec, and calls functions', async () => {
    expect(
      await outside(ticket(), [
        ['bindAccount', sample],
        ['bindAccount', sample],
        ['callFunction', { name: 'returnsItsEvent', data: { a: 1 } }],
      ]),
    ).toEqual([
      ok,
      alreadyBound,
      returned({
        errMsg: 'callFunction:ok',
        requestID: uuid,
        result: { a: 1, userInfo: { appId: appid }, tcbContext: {} },
      }),
    ])
  })

  it('is refused with a token that the local WeChat did not issue', async () => {
    const token = { WX_CONTEXT_KEYS: 'WX_API_TOKEN', WX_API_TOKEN: 'of another mini program' }
    expect(await outside(token, [['bindAccount', sample]])).toEqual([refused(-604104)])
    expect(await outside(ticket(), [['bindAccount', sample]])).toEqual([ok])
  })

  it('cannot make a cloud call without a ticket, but can call functions', async () => {
    const [cloudCall, functionCall] = await outside({}, [
      ['bindAccount', sample],
      ['callFunction', { name: 'returnsItsEvent', data: { a: 1 } }],
    ])

    expect(cloudCall).toEqual(
      threw(
        -501007,
        /bindAccount:fail (-501007 invalid parameters\. )?missing wxCloudApiToken \(a program that is not a function has none: run it with the command exec\)$/,
      ),
    )
    expect(functionCall).toMatchObject({ returned: { result: { a: 1 } } })
  })
})

describe('the token of cloud run', () => {
  const { outside } = withSdk('wx-server-sdk')

  it('is refused, although wx-server-sdk 4 sends it if it has no other token', async () => {
    const token = { WX_CONTEXT_KEYS: 'WX_CLOUDBASE_ACCESSTOKEN', WX_CLOUDBASE_ACCESSTOKEN: 'of another mini program' }
    expect(await outside(token, [['bindAccount', sample]])).toEqual([
      threw(-604104, 'system error: error code: -604104'),
    ])
  })
})
