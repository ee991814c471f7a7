import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { build, stop } from 'esbuild'
import {
  checkParts,
  deferred as deferredParts,
  kept,
  leanSdk,
  leftOut as leftOutParts,
  replaced,
} from '../../../../scripts/development/build/leanSdk'
import { deferred, leftOut } from '../../../../scripts/development/build/leanSdk/standIns'
import { lookLikeACloudFunction } from '../../../helpers/lookLikeACloudFunction'
import { portOf } from '../../../helpers/portOf'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const ROOT = join(__dirname, '../../../..')
const message = (part: string) =>
  `${part} is left out of this bundle: to keep it, move it from leftOut to kept in scripts/development/build/leanSdk.ts and build again`

/** The parts of wx-server-sdk that these tests use. */
interface Sdk {
  readonly DYNAMIC_CURRENT_ENV: symbol
  createNewInstance(config: object): Sdk
  Cloud: new (options: object) => { init(): Promise<void> }
  readonly openapi: { some: { api(params: object): Promise<unknown> } }
  readonly cloudPay: { refund(params: object): Promise<unknown> }
  ai(): unknown
  callFunction(call: object): Promise<unknown>
  database(): unknown
  getCloudCallSign(params: object): Promise<unknown>
  getOpenData(params: object): Promise<unknown>
  getVoIPSign(params: object): Promise<unknown>
  logger(): unknown
  uploadFile(file: object): Promise<unknown>
}

async function bundleOf(contents: string, outfile: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: ROOT },
    outfile,
    plugins: [leanSdk],
    bundle: true,
    platform: 'node',
    metafile: true,
    absWorkingDir: ROOT,
  })
  return Object.keys(metafile.inputs)
}

/** Responds as the gateway does, and records the requests without the values that differ in each call. */
async function recordingServer() {
  const seen: { headers: string[]; body: string; port: number | undefined }[] = []
  const server = createServer(async (request, response) => {
    const body = (await buffer(request)).toString('latin1')
    const [, boundary = ''] = /boundary=(.+)/.exec(request.headers['content-type'] ?? '') ?? []
    const headers = request.rawHeaders.map((value) =>
      value
        .replace(boundary, 'BOUNDARY')
        .replace(/^\d{10,13}$/, 'TIME')
        .replace(/Signature=\w+/, 'Signature=S'),
    )
    seen.push({ headers, body: body.replaceAll(boundary, 'BOUNDARY'), port: request.socket.remotePort })
    response.setHeader('content-type', 'application/octet-stream')
    response.end(Buffer.from('\x0a\x0d{"errcode":0}\x12\x10application/json\x20\xc8\x01', 'latin1'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  return {
    url: `http://127.0.0.1:${port}/admin`,
    seen,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

afterAll(stop)

describe('leanSdk', () => {
  const { path } = temporaryFolder()
  let gateway: Awaited<ReturnType<typeof recordingServer>>
  let lean: Sdk
  let cloud: Sdk

  beforeEach(async () => {
    gateway = await recordingServer()
    lookLikeACloudFunction(gateway.url)
    await bundleOf('module.exports = require("wx-server-sdk")', path('sdk.js'))
    lean = jest.requireActual(path('sdk.js'))
    cloud = lean.createNewInstance({ env: lean.DYNAMIC_CURRENT_ENV })
  })
  afterEach(() => gateway.close())

  it('sends the same request as the SDK in node_modules', async () => {
    const whole = jest.requireActual<Sdk>('wx-server-sdk')
    const wholeCloud = whole.createNewInstance({ env: whole.DYNAMIC_CURRENT_ENV })
    const params = { type: 'bind', bizId: '中文', deep: { aB: [1, null, 12345678901234567890n] }, none: undefined }
    await wholeCloud.openapi.some.api(params)
    await cloud.openapi.some.api(params)
    const [expected, sent] = gateway.seen
    expect(sent?.headers).toEqual(expected?.headers)
    expect(sent?.body).toBe(expected?.body)
    expect(sent?.headers).toContain('tcb-node-sdk/3.17.2')
  })

  it('keeps no connection alive, even with the option keepalive', async () => {
    const keptAlive = lean.createNewInstance({ env: lean.DYNAMIC_CURRENT_ENV, keepalive: true })
    await keptAlive.openapi.some.api({})
    await keptAlive.openapi.some.api({})
    const [first, second] = gateway.seen

    expect(second?.port).not.toBe(first?.port)
  })

  it('loads a deferred module when it is used', async () => {
    lookLikeACloudFunction(gateway.url.replace('http:', 'https:'))
    await expect(cloud.openapi.some.api({})).rejects.toMatchObject({
      errCode: -501001,
      errMsg: expect.stringMatching(/EPROTO|SSL|wrong version/i),
    })
  })

  const media = { media: { contentType: 'image/png', value: Buffer.from('x') } }
  const other = (config: object) => lean.createNewInstance({ env: 'e', ...config }).openapi.some.api({})
  it.each<[string, () => unknown, string]>([
    ['ai()', () => cloud.ai(), '@cloudbase/node-sdk/dist/ai'],
    ['callFunction()', () => cloud.callFunction({ name: 'f' }), '@cloudbase/node-sdk/dist/functions'],
    ['database()', () => cloud.database(), '@cloudbase/node-sdk/dist/database'],
    ['logger()', () => cloud.logger(), '@cloudbase/node-sdk/dist/logger'],
    [
      'uploadFile()',
      () => cloud.uploadFile({ cloudPath: 'a', fileContent: Buffer.from('x') }),
      '@cloudbase/node-sdk/dist/storage',
    ],
    ['a file as parameter', () => cloud.openapi.some.api(media), 'mime-db'],
    ['init({ proxy })', () => other({ proxy: 'http://127.0.0.1:1' }), 'http-proxy-agent'],
    ['init({ retries })', () => other({ retries: 1 }), 'retry'],
    ['cloudPay', () => cloud.cloudPay.refund({}), 'wx-server-sdk/src/protobuf/openapi.js/ApiOptions'],
    [
      'getOpenData()',
      () => cloud.getOpenData({ list: ['a'] }),
      'wx-server-sdk/src/protobuf/openapi.js/ApiGetOpenDataByCloudIdReq',
    ],
    [
      'getVoIPSign()',
      () => cloud.getVoIPSign({ groupId: 'a', nonce: 'b', timestamp: 1 }),
      'wx-server-sdk/src/protobuf/openapi.js/ApiVoipSignReq',
    ],
    [
      'getCloudCallSign()',
      () => cloud.getCloudCallSign({ path: 'a' }),
      'wx-server-sdk/src/protobuf/openapi.js/GetCloudCallSignReq',
    ],
    [
      'new Cloud()',
      () => new lean.Cloud({ resourceAppid: 'wx1', resourceEnv: 'e' }).init(),
      'wx-server-sdk/src/protobuf/openapi.js/TokenApiData',
    ],
  ])('throws when %s needs a part that is left out', async (_call, touch, part) => {
    await expect(async () => touch()).rejects.toThrow(message(part))
  })

  it('can leave out the package long, because the messages of the SDK have no 64-bit numbers', () => {
    expect(readFileSync(require.resolve('wx-server-sdk'), 'utf8')).not.toMatch(/u?int64|s?fixed64|sint64/)
  })

  it('sets the tag of a form as the package es-set-tostringtag does', () => {
    const tagged = jest.requireActual('es-set-tostringtag')
    const [expected, actual] = [{}, {}]
    tagged(expected, 'FormData')
    const module = { exports: (_object: object, _tag: string) => {} }
    new Function('module', String(replaced['es-set-tostringtag/index.js']?.by))(module)
    module.exports(actual, 'FormData')
    expect(Object.getOwnPropertyDescriptors(actual)).toEqual(Object.getOwnPropertyDescriptors(expected))
  })
})

describe('checkParts', () => {
  const { path } = temporaryFolder()
  const every = [...kept, ...Object.keys(leftOutParts), ...Object.keys(deferredParts), ...Object.keys(replaced)].map(
    (part) => `node_modules/${part}`,
  )

  it('accepts the inputs of a bundle', async () => {
    const inputs = await bundleOf('require("wx-server-sdk"); require("./cloudfunctions/bindAccount")', path('all.js'))
    expect(() => checkParts(inputs)).not.toThrow()
  })

  it('accepts files of listed parts in any folder, and files of this project', () => {
    expect(() =>
      checkParts([...every, 'node_modules/wx-server-sdk/node_modules/clone/lib/a.js', 'cloudfunctions/openapi/new.ts']),
    ).not.toThrow()
  })

  it.each([
    ['a package', 'node_modules/left-pad/index.js', 'left-pad/index.js'],
    ['a package with a longer name than a known one', 'node_modules/ms-extra/index.js', 'ms-extra/index.js'],
    [
      'an unknown folder of a known package',
      'node_modules/@cloudbase/node-sdk/dist/teapot/index.js',
      '@cloudbase/node-sdk/dist/teapot/index.js',
    ],
  ])('refuses %s that is in no list', (_what, input, name) => {
    expect(() => checkParts([...every, input])).toThrow(
      `scripts/development/build/leanSdk.ts does not know ${name}: list it as kept, or as left out with the reason why that is safe`,
    )
  })

  it('refuses a listed part that the bundle no longer contains', () => {
    for (const gone of every) {
      expect(() => checkParts(every.filter((input) => input !== gone))).toThrow(
        `scripts/development/build/leanSdk.ts lists ${gone.replace('node_modules/', '')}, which the SDK no longer brings: delete its line`,
      )
    }
  })
})

describe('leftOut', () => {
  const part = leftOut('axios')

  it.each<[string, () => unknown]>([
    ['read', () => Reflect.get(part, 'get')],
    ['read as a default export', () => Reflect.get(part, 'default')],
    ['written', () => Reflect.set(part, 'a', 1)],
    ['searched', () => 'a' in part],
    ['called', () => Reflect.apply(part, undefined, [])],
    ['constructed', () => Reflect.construct(part, [])],
    ['extended', () => class extends part {}],
    ['used with instanceof', () => ({}) instanceof part],
  ])('throws when the part is %s', (_how, touch) => {
    expect(touch).toThrow(message('axios'))
  })

  it('supports the reads of import helpers when a module is loaded', () => {
    expect(Reflect.get(part, '__esModule')).toBeUndefined()
    expect(Object.keys(part)).toEqual([])
  })
})

describe('deferred', () => {
  it('loads the module when a property is read, and not before', () => {
    const load = jest.fn(() => ({ answer: 42 }))
    const proxy = deferred(load)
    expect(Reflect.get(proxy, '__esModule')).toBe(true)
    expect(load).not.toHaveBeenCalled()
    expect(Reflect.get(proxy, 'answer')).toBe(42)
    expect(Reflect.get(proxy, 'default')).toEqual({ answer: 42 })
  })
})
