import { returnedIn } from '../../../helpers/callFunction'
import { DECLARES_SDK, installSdk } from '../../../helpers/installSdk'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const functions = temporaryFolder('shared')
const code = (expression: string) => `
const cloud = require('wx-server-sdk')
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
exports.main = async (event) => {
  try {
    return await ${expression}
  } catch (error) {
    return { errMsg: String(error.errMsg || error.message) }
  }
}`
beforeAll(() => {
  installSdk(
    functions.write({
      'outer/index.js': code('cloud.callFunction(event)'),
      'outer/package.json': DECLARES_SDK,
      'inner/index.js': code('cloud.openapi.logistics.getAllDelivery().then(({ errMsg }) => ({ errMsg }))'),
      'inner/package.json': DECLARES_SDK,
      'inner/config.json': '{ "permissions": { "openapi": ["logistics.getAllDelivery"] } }',
    }),
  )
})

const lines: string[] = []
const log = (line: string) => lines.push(line)
const OK = { errMsg: 'openapi.logistics.getAllDelivery:ok' }

describe('a cloud call in a function that another function calls', () => {
  const wechat = withLocalWeChat(() => ({ functions: functions.path() }))

  it('is refused, with the name of the option that allows it', async () => {
    const { result } = returnedIn(await wechat.callFunction('outer', { name: 'inner' }, 'oUser'))

    expect(result).toMatchObject({
      result: { errMsg: expect.stringMatching(/missing wxCloudApiToken .*--allow-nested-openapi allows it here/) },
    })
  })
})

describe('with allowNestedOpenapi, such a call', () => {
  const wechat = withLocalWeChat(() => ({ functions: functions.path(), allowNestedOpenapi: true }))

  it('is made, if the first function has a ticket', async () => {
    const { result } = returnedIn(await wechat.callFunction('outer', { name: 'inner' }, 'oUser'))

    expect(result).toMatchObject({ result: OK })
  })

  it('is refused, if the first function has none', async () => {
    const headers = { 'x-wx-source': 'none' }
    const response = await fetch(wechat.url('/functions/outer'), { method: 'POST', headers, body: '{"name":"inner"}' })

    expect(returnedIn(await response.json()).result).toMatchObject({
      result: { errMsg: expect.stringContaining('missing wxCloudApiToken') },
    })
  })
})

describe('a function of the platform', () => {
  const wechat = withLocalWeChat(() => ({ functions: functions.path(), log }))
  beforeEach(() => lines.splice(0))

  it('is named where it is called, with a stub that works when pasted', async () => {
    const data = { name: 'cloudbase_module', data: { name: 'flow' } }
    expect(returnedIn(await wechat.callFunction('outer', data)).result).toMatchObject({
      errMsg: expect.stringContaining('FunctionName parameter could not be found (it exists only in the cloud; '),
    })
    const [, name, stub = ''] =
      /(\w+) is the gateway of the platform's workflows.*stubs: (\{.*\})/.exec(lines.join('\n')) ?? []
    expect(name).toBe('cloudbase_module')

    await wechat.control('PUT', 'stubs', [JSON.parse(stub)])

    expect(returnedIn(await wechat.callFunction('outer', data)).result).toMatchObject({ result: { data: {} } })
    expect(returnedIn(await wechat.callFunction('cloudbase_module', {})).result).toEqual({ data: {} })
  })

  it.each(['wxpayFunctions', 'lowcode-automation', 'lowcode-datasource'])('may be %s', async (name) => {
    await wechat.callFunction(name, {})

    expect(lines.join('\n')).toContain(`{"api":"${name}",`)
  })
})
