import { DECLARES_SDK, installSdk } from './helpers/installSdk'
import { temporaryFolder } from './helpers/temporaryFolder'
import { withLocalWeChat } from './helpers/withLocalWeChat'

const SDK = `
const cloud = require('wx-server-sdk')
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })`

/** Functions in the style of public projects, none of them copied. */
const FUNCTIONS = {
  // Answers by a callback, after work with callbacks, and passes the error on.
  callback: `
exports.main = (event, context, callback) => {
  require('fs').readFile(event.path || __filename, 'utf8', (error, text) => {
    if (error) return callback(error)
    callback(null, { code: 0, data: text.length > 0 })
  })
}`,
  // Is async, and calls the callback too.
  both: `
exports.main = async (event, context, callback) => {
  callback(null, 'callback')
  return 'result'
}`,
  // Returns a promise made by hand.
  promise: `
exports.main = (event) => new Promise((resolve, reject) => {
  setTimeout(() => event.bad ? reject(new Error('bad input')) : resolve({ ok: event.a + event.b }), 5)
})`,
  // The developer tools' template, with a log of its own.
  login: `${SDK}
exports.main = async (event, context) => {
  const log = cloud.logger()
  log.info({ name: 'login', cost: 10 })
  console.log(event, context.function_name)
  const { OPENID, APPID, UNIONID } = cloud.getWXContext()
  return { event, openid: OPENID, appid: APPID, unionid: UNIONID }
}`,
  // Dispatches on event.action, with helpers in files and folders of its own.
  api: `${SDK}
const db = cloud.database()
const { ok, fail } = require('./lib/response')
const actions = {
  add: async ({ data }) => ok(await db.collection('orders').add({ data: { ...data, createdAt: db.serverDate() } })),
  list: async ({ page = 1, size = 10 }) =>
    ok((await db.collection('orders').where({ paid: true }).orderBy('createdAt', 'desc').skip((page - 1) * size).limit(size).get()).data),
}
exports.main = async (event) => {
  try {
    return actions[event.action] ? await actions[event.action](event) : fail(404, 'unknown action')
  } catch (e) {
    console.error(e)
    return fail(500, e.message)
  }
}`,
  // Calls another function, and passes the openid on.
  checkout: `${SDK}
exports.main = async (event) => {
  const { OPENID } = cloud.getWXContext()
  const { result } = await cloud.callFunction({ name: 'api', data: { action: 'add', data: { user: OPENID, paid: true } } })
  return result
}`,
  // Pays through the workflow of the platform.
  pay: `${SDK}
exports.main = async (event) => {
  const res = await cloud.callFunction({ name: 'cloudbase_module', data: { name: 'wxpay_order', data: { out_trade_no: event.no } } })
  return res.result
}`,
} as const

const folder = temporaryFolder('shared')
const log: string[] = []
const server = withLocalWeChat(() => {
  const files = Object.entries(FUNCTIONS).flatMap(([name, code]) => [
    [`${name}/index.js`, code],
    ...(code.includes('wx-server-sdk') ? [[`${name}/package.json`, DECLARES_SDK]] : []),
  ])
  const functions = folder.write({
    ...Object.fromEntries(files),
    'api/lib/response.js':
      'exports.ok = (data) => ({ code: 0, data }); exports.fail = (code, message) => ({ code, message })',
  })
  installSdk(functions)
  return {
    functions,
    allowUndeclared: false,
    timeLimitMs: 20_000,
    fixtures: { collections: { orders: [] } },
    log: (line) => log.push(line),
  }
})
const call = (name: keyof typeof FUNCTIONS, event: object = {}) => server.callFunction(name, event, 'oUser')

describe('a function in the style of public projects', () => {
  it('responds by its callback, and fails by it', async () => {
    expect(await call('callback')).toMatchObject({ result: { code: 0, data: true } })
    expect(await call('callback', { path: '/none' })).toMatchObject({
      errCode: -504002,
      errMsg: expect.stringContaining('ENOENT'),
    })
  })

  it('responds by its result if it is async, whatever it passes to the callback', async () => {
    expect(await call('both')).toMatchObject({ result: 'result' })
  })

  it('responds by a promise, and fails by it', async () => {
    expect(await call('promise', { a: 1, b: 2 })).toMatchObject({ result: { ok: 3 } })
    expect(await call('promise', { bad: true })).toMatchObject({
      errCode: -504002,
      errMsg: expect.stringContaining('bad input'),
    })
  })

  it('learns who calls it, and logs with cloud.logger()', async () => {
    expect(await call('login', { a: 1 })).toMatchObject({
      result: { event: { a: 1 }, openid: 'oUser', appid: 'wx0000000000000000' },
    })
    expect(log.join('\n')).toMatch(/name.*login/)
  })

  it('stores and lists documents, also for a function that calls it', async () => {
    expect(await call('checkout')).toMatchObject({ result: { code: 0, data: { _id: expect.any(String) } } })
    expect(await call('api', { action: 'list' })).toMatchObject({
      result: { code: 0, data: [{ user: 'oUser', paid: true, createdAt: expect.anything() }] },
    })
    expect(await call('api', { action: 'none' })).toMatchObject({ result: { code: 404 } })
  })

  it('pays by a stub of the workflow of the platform', async () => {
    await server.control('PUT', 'stubs', [{ api: 'cloudbase_module', answer: { code: 0, data: { no: '1' } } }])
    expect(await call('pay', { no: '1' })).toMatchObject({ result: { code: 0, data: { no: '1' } } })
  })
})
