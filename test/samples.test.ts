import { cpSync, writeFileSync } from 'node:fs'
import { apis } from '../cloudfunctions/openapi/apis'
import { createOpenApi } from '../cloudfunctions/openapi/createOpenApi'
import { toCamelCase } from '../cloudfunctions/openapi/names/convertCase'
import { apiCalls } from './helpers/apiCalls'
import { BUNDLED } from './helpers/bundleStory'
import { returnedIn } from './helpers/callFunction'
import { callOf } from './helpers/callOf'
import { type DocumentSample, documentFixtures, documentSamples } from './helpers/documentSamples'
import { isTestedSdk } from './helpers/isTestedSdk'
import { rejectionOf } from './helpers/rejectionOf'
import { temporaryFolder } from './helpers/temporaryFolder'
import { withLocalWeChat } from './helpers/withLocalWeChat'
import { pageOf } from './scripts/emulator/service/pageOf'

/** Returns the source of a function as the documents write it. The event names the API. */
const foreign = (sdk: string) => `
const cloud = require(${JSON.stringify(require.resolve(sdk))})
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
exports.main = async (event, context) => {
  try {
    const result = await cloud.openapi.logistics[event.method](event.params)
    console.log(result)
    return result
  } catch (err) {
    console.log(err)
    return err
  }
}`
const SDKS = ['wx-server-sdk', 'wx-server-sdk-2.6', 'wx-server-sdk-0.4'].filter(isTestedSdk)
const PERMISSIONS = { permissions: { openapi: documentSamples.map(({ api }) => api) } }

const folder = temporaryFolder('shared')
const wechat = withLocalWeChat(() => {
  cpSync(BUNDLED, folder.path('functions'), { recursive: true })
  for (const sdk of SDKS) {
    const name = functionOf(sdk)
    folder.write({
      [`functions/${name}/index.js`]: foreign(sdk),
      [`functions/${name}/config.json`]: JSON.stringify(PERMISSIONS),
    })
  }
  writeFileSync(folder.path('local-wechat.json'), JSON.stringify(documentFixtures))
  return {
    functions: folder.path('functions'),
    fixtures: folder.path('local-wechat.json'),
    timeLimitMs: 20_000,
    env: { ADMIN_OPENIDS: 'oAdmin' },
  }
})

/** Returns the name of the function that uses an SDK. Names contain no dots. */
const functionOf = (sdk: string) => sdk.replace('.', '_')
const methodOf = ({ api }: DocumentSample) => api.replace('logistics.', '')

/** Replaces the values that differ from call to call by the values in the samples. */
function readable(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer), (name, value: unknown) => {
    if (name === 'print_html' || name === 'printHtml') {
      return /<title>(.*)<\/title>/.exec(pageOf({ print_html: value }))?.[1]
    }
    return typeof value === 'string' ? value.replace(/rid: [0-9a-f]{8}(-[0-9a-f]{8}){2}$/, 'rid: ...') : value
  })
}

/** Returns what wx-server-sdk resolves to for a response. */
function inCloud({ api, answer }: DocumentSample): object {
  const { errcode = 0, errmsg, ...data } = answer
  if (errcode !== 0) return { errCode: errcode, errMsg: `openapi.${api}:fail ${errmsg}` }
  return { ...toCamelCase(data), errCode: 0, errMsg: `openapi.${api}:ok` }
}

/** Returns the last call as WeChat received it. */
async function lastCall(): Promise<object | undefined> {
  const { body } = await wechat.control('GET', 'calls')
  const { channel, api, wireParams } = [...body].reverse().find((it) => it.channel !== 'function') ?? {}
  return { channel, api, wireParams }
}
const loggedAs = (channel: string, { api, body }: DocumentSample) => ({
  channel,
  api,
  wireParams: 'password' in body ? { ...body, password: '***' } : body,
})

const samples = documentSamples.map((it): [string, DocumentSample] => [`${it.api} ${it.row}`.trim(), it])
const cloudSamples = samples.filter(([, { api }]) => apis[api].cloud)

describe("the documents' samples", () => {
  it('cover every API of logistics', () => {
    const names = Object.keys(apis).filter((name) => name.startsWith('logistics.'))
    expect(new Set(documentSamples.map(({ api }) => api))).toEqual(new Set(names))
  })

  it.each(samples)('get the documented response over HTTPS: %s', async (_name, sample) => {
    await wechat.control('PUT', 'state', sample.given)
    const [verb = '', path] = sample.https.split(' ')
    const body = verb === 'POST' ? JSON.stringify(sample.body) : undefined

    const answer = await wechat.https(verb, `${path}?access_token=${await wechat.token()}`, body)

    expect(readable(answer)).toStrictEqual(sample.answer)
    expect(await lastCall()).toStrictEqual(loggedAs('https', sample))
  })

  describe.each(SDKS)('in a handwritten function with %s', (sdk) => {
    const call = async (sample: DocumentSample) => {
      await wechat.control('PUT', 'state', sample.given)
      const data = { method: methodOf(sample), params: toCamelCase(sample.body) }
      return returnedIn(await wechat.callFunction(functionOf(sdk), data, 'oUser')).result
    }

    it.each(cloudSamples)('get the documented response: %s', async (_name, sample) => {
      expect(readable(await call(sample))).toStrictEqual(inCloud(sample))
      expect(await lastCall()).toStrictEqual(loggedAs('cloud', sample))
    })

    it.each(samples.filter((it) => !cloudSamples.includes(it)))(
      'get -604100, because the API is not available in the cloud: %s',
      async (_name, sample) => {
        expect(await call(sample)).toStrictEqual({
          errCode: -604100,
          errMsg: sdk.endsWith('0.4') ? 'API not found' : 'system error: error code: -604100',
        })
      },
    )
  })

  it.each(samples)('get the documented response through createOpenApi: %s', async (_name, sample) => {
    await wechat.control('PUT', 'state', sample.given)
    const openapi = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: wechat.url() })

    const call = callOf(openapi, sample.api, toCamelCase({ ...sample.body }))

    const { errcode = 0 } = sample.answer
    expect(readable(await (errcode === 0 ? call : rejectionOf(call)))).toStrictEqual(inCloud(sample))
    expect(await lastCall()).toStrictEqual(loggedAs('https', sample))
  })

  it.each(cloudSamples)(
    'get the documented response through the deployed function for an admin: %s',
    async (_name, sample) => {
      await wechat.control('PUT', 'state', sample.given)

      const { result } = returnedIn(await wechat.callFunction(methodOf(sample), toCamelCase(sample.body), 'oAdmin'))

      expect(readable(result)).toStrictEqual(inCloud(sample))
      expect(await lastCall()).toStrictEqual(loggedAs('cloud', sample))
    },
  )

  it.each(cloudSamples)(
    'are refused by the deployed function for a stranger, without a call to WeChat: %s',
    async (_name, sample) => {
      await wechat.control('PUT', 'state', sample.given)

      const { result } = returnedIn(await wechat.callFunction(methodOf(sample), toCamelCase(sample.body), 'oStranger'))

      expect(result).toStrictEqual({
        errCode: -401001,
        errMsg:
          `openapi.${sample.api}:fail the caller "oStranger" is not an admin: ` +
          "add this id to the function's environment variable ADMIN_OPENIDS",
      })
      expect(apiCalls((await wechat.control('GET', 'calls')).body)).toStrictEqual([])
    },
  )
})
