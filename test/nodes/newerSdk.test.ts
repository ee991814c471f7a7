import { join } from 'node:path'
import { createLocalWeChat, type LocalWeChat } from '../../scripts/emulator/createLocalWeChat'
import { callFunction, returnedIn } from '../helpers/callFunction'
import { temporaryFolder } from '../helpers/temporaryFolder'
import { sample } from '../helpers/withLocalWeChat'

/**
 * wx-server-sdk 4.0.2 with @cloudbase/node-sdk 3.18.3, the first version on npm that reads CLOUDBASE_APIKEY.
 * 4.0.3-beta.1, which is not on npm, differs from 4.0.2 only in its @cloudbase/node-sdk, 3.18.5.
 */
const SDK = join(__dirname, 'node_modules/wx-server-sdk')
const NODE_SDK = join(__dirname, 'node_modules/@cloudbase/node-sdk/package.json')

/** A function that makes a cloud call, and returns the scheme of the SDK's authorization header. */
const FUNCTION = `
const http = require('node:http')
const cloud = require(${JSON.stringify(SDK)})
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const { request } = http
let authorization = ''
http.request = (...args) => {
  const sent = request(...args)
  authorization = String(sent.getHeader('authorization'))
  return sent
}
exports.main = async (event) => {
  const { userInfo, tcbContext, ...params } = event
  const result = await cloud.openapi.logistics.bindAccount(params)
  return { result, version: require(${JSON.stringify(NODE_SDK)}).version, scheme: authorization.split(' ')[0], key: process.env.CLOUDBASE_APIKEY }
}`

describe('a function with the SDK after 4.0.2', () => {
  const folder = temporaryFolder()
  let wechat: LocalWeChat
  afterEach(() => wechat.close())

  const bind = async (env: NodeJS.ProcessEnv) => {
    const functions = folder.write({
      'bind/index.js': FUNCTION,
      'bind/config.json': '{ "permissions": { "openapi": ["logistics.bindAccount"] } }',
    })
    wechat = await createLocalWeChat({ functions, env, allowUndeclared: true })
    return returnedIn(await callFunction(wechat.url, 'bind', sample, 'oUser')).result
  }
  const bound = {
    result: { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' },
    version: '3.18.3',
    scheme: 'TC3-HMAC-SHA256',
  }

  it('binds, without the CLOUDBASE_APIKEY of the shell', async () => {
    jest.replaceProperty(process, 'env', { ...process.env, CLOUDBASE_APIKEY: 'key-of-the-shell' })

    expect(await bind({})).toStrictEqual(bound)
  })

  it('uses a CLOUDBASE_APIKEY from its own variables', async () => {
    expect(await bind({ CLOUDBASE_APIKEY: 'key-of-a-test' })).toStrictEqual({
      ...bound,
      scheme: 'Bearer',
      key: 'key-of-a-test',
    })
  })
})
