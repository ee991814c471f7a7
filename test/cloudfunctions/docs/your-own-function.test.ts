import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stop } from 'esbuild'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { bundleLibrary } from '../../../scripts/development/package/bundleCode'
import { defaultFixtures } from '../../../scripts/emulator/state/defaultFixtures'
import { returnedIn } from '../../helpers/callFunction'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { sample, withLocalWeChat } from '../../helpers/withLocalWeChat'

const ROOT = join(__dirname, '../../..')
const GUIDE = readFileSync(join(ROOT, 'cloudfunctions/docs/your-own-function.md'), 'utf8')
const block = (language: string, at = 0) =>
  [...GUIDE.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, code = '']) => code)[at] ?? ''

afterAll(() => stop())

describe('the library in a function of your own', () => {
  const project = temporaryFolder('shared')
  beforeAll(async () => {
    const { 'wx-logistics.js': library = '' } = await bundleLibrary('')
    const sdk = JSON.stringify(require.resolve('wx-server-sdk'))
    const own = (code: string) => ({ code: code.replaceAll("'wx-server-sdk'", sdk) })
    const lib = library
      .replaceAll('"wx-server-sdk/package.json"', JSON.stringify(require.resolve('wx-server-sdk/package.json')))
      .replaceAll('"wx-server-sdk"', sdk)
    project.write({
      'cloudfunctions/bindForStaff/index.js': own(block('js')).code,
      'cloudfunctions/bindForStaff/config.json': block('json'),
      'cloudfunctions/bindForStaff/wx-logistics.js': lib,
      'cloudfunctions/quota/wx-logistics.js': lib,
      'cloudfunctions/quota/config.json': '{"permissions":{"openapi":["logistics.getQuota"]}}',
      'cloudfunctions/quota/index.js': own(`
        const cloud = require('wx-server-sdk')
        const { createOpenApi, isOpenApiError } = require('./wx-logistics')
        cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
        const openapi = createOpenApi({ cloud })
        exports.main = (event) => openapi.logistics.getQuota(event).catch((error) => ({ ...error.toJSON(), isOpenApiError: isOpenApiError(error), zh: error.reason?.zh }))
      `).code,
      'local-wechat.json': JSON.stringify({ ...defaultFixtures(), ...JSON.parse(block('json', 2)) }),
    })
  })
  const wechat = withLocalWeChat(() => ({
    functions: project.path('cloudfunctions'),
    fixtures: project.path('local-wechat.json'),
    env: { ADMIN_OPENIDS: 'oAdmin' },
    timeLimitMs: 60_000,
  }))
  const call = async (name: string, data: object, openid?: string) =>
    returnedIn(await wechat.callFunction(name, data, openid)).result

  it('binds for staff as in the guide, and stores a record', async () => {
    expect(await call('bindForStaff', sample, 'oStaff')).toEqual({
      errCode: 0,
      errMsg: 'openapi.logistics.bindAccount:ok',
    })
    const { body } = await wechat.control('GET', 'database/bindings')
    expect(JSON.stringify(body)).toContain('"by":"oStaff"')
    expect(JSON.stringify(body)).not.toContain(sample.password)
  })

  it('records which account was unbound, however the event spells its names', async () => {
    await call('bindForStaff', sample, 'oStaff')
    await call('bindForStaff', { type: 'unbind', biz_id: sample.bizId, delivery_id: sample.deliveryId }, 'oStaff')
    const { body } = await wechat.control('GET', 'database/bindings')
    expect(JSON.stringify(body)).toContain('"type":"unbind","bizId":"123456","deliveryId":"YUNDA"')
  })

  it.each(['oVisitor', 'oAdmin'])('refuses %s, who is not a member of the staff', async (openid) => {
    expect(await call('bindForStaff', sample, openid)).toEqual({
      errCode: -401001,
      errMsg: `openapi.logistics.bindAccount:fail the caller "${openid}" is not allowed to use this function`,
    })
  })

  it('calls an API with checked parameters, and rejects with an OpenApiError', async () => {
    expect(readProperty(await call('quota', { deliveryId: 'YUNDA', bizId: '123456' }), 'errCode')).toBe(9300525)
    expect(await call('quota', { deliveryId: 'YUNDA', bizID: '123456' })).toEqual({
      errCode: -401002,
      errMsg:
        'openapi.logistics.getQuota:fail parameter.bizID is unknown, did you mean "bizId"? (known: deliveryId, bizId)',
      isOpenApiError: true,
      zh: '参数 bizID 不存在，是否应为 "bizId"？（可用：deliveryId, bizId）',
    })
  })
})

describe('the guide', () => {
  it('has fewer than 60 lines of code', () => {
    const lines = [0, 1, 2].flatMap((at) => block('js', at).split('\n')).filter((line) => line.trim() !== '')
    expect(lines.length).toBeLessThan(60)
  })

  it('has the same code in both languages', () => {
    const zh = readFileSync(join(ROOT, 'cloudfunctions/docs/your-own-function.zh-CN.md'), 'utf8')
    for (const code of [block('json'), block('json', 1), block('json', 2), block('js', 2)]) expect(zh).toContain(code)
  })
})
