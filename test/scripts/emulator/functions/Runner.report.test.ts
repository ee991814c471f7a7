import {
  createLocalWeChat,
  type LocalWeChat,
  type LocalWeChatOptions,
} from '../../../../scripts/emulator/createLocalWeChat'
import { callFunction } from '../../../helpers/callFunction'
import { controlOf } from '../../../helpers/controlOf'
import { DECLARES_SDK, installSdk } from '../../../helpers/installSdk'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
let wechat: LocalWeChat | undefined
afterEach(() => wechat?.close())

async function serve(files: Record<string, string>, options: LocalWeChatOptions = {}) {
  const functions = folder.write(files)
  wechat = await createLocalWeChat({ functions, ...options })
  const { url } = wechat
  const control = controlOf(() => url)
  return { url, report: async () => (await control('GET', 'functions')).body }
}
const MAIN = 'exports.main = async () => 1'
const reportOf = (name: string, more: object = {}) => ({
  name,
  dir: folder.path(name),
  permissions: [],
  triggers: [],
  timeLimitMs: 3000,
  missing: [],
  ...more,
})

describe('GET /emulator/functions', () => {
  it('returns the config.json of each function, and ignores folders without a function', async () => {
    const { report } = await serve({
      'a/index.js': MAIN,
      'a/config.json': '{ "permissions": { "openapi": ["logistics.getQuota", "a.b"] }, "timeout": 20 }',
      'b/index.js': MAIN,
      'c/index.ts': MAIN,
      'notes.txt': '',
    })
    expect(await report()).toEqual([
      reportOf('a', { permissions: ['logistics.getQuota', 'a.b'], timeLimitMs: 20_000 }),
      reportOf('b'),
    ])
  })

  it('returns the timers of config.json', async () => {
    const triggers = [{ name: 'daily', config: '0 0 9 * * * *' }]
    const { report } = await serve({
      'a/index.js': MAIN,
      'a/config.json': JSON.stringify({ triggers: triggers.map((it) => ({ ...it, type: 'timer' })) }),
    })
    expect(await report()).toEqual([reportOf('a', { triggers })])
  })

  it('returns no time limit for a function that is inspected', async () => {
    const { report } = await serve({ 'a/index.js': MAIN, 'b/index.js': MAIN }, { inspect: 'b' })
    expect(await report()).toEqual([reportOf('a'), reportOf('b', { timeLimitMs: null })])
  })

  it('returns how to install packages that Node cannot find', async () => {
    const { report } = await serve({
      'a/index.js': MAIN,
      'a/package.json': '{ "dependencies": { "dayjs": "1", "@x/y": "1", "here": "1", "above": "1" } }',
      'a/node_modules/here/package.json': '{}',
      'node_modules/above/package.json': '{}',
      'b/index.js': MAIN,
      'b/package.json': 'not JSON',
      'd/index.js': MAIN,
      'd/package.json': '{ "dependencies": ["dayjs"] }',
    })
    const install = { en: 'Run:', zh: '请运行：', code: `npm install --prefix "${folder.path('a')}"` }
    expect(await report()).toEqual([reportOf('a', { missing: [install] }), reportOf('b'), reportOf('d')])
  })

  it('returns all permissions that a function was refused at once, until its config.json declares them', async () => {
    installSdk(folder.path())
    const { url, report } = await serve({
      'a/package.json': DECLARES_SDK,
      'a/index.js': `const cloud = require('wx-server-sdk')
cloud.init()
exports.main = ({ name }) => cloud.openapi.logistics[name]()`,
    })
    for (const name of ['getAllDelivery', 'getAllDelivery', 'getPrinter']) await callFunction(url, 'a', { name })
    const config = '{"permissions":{"openapi":["logistics.getAllDelivery","logistics.getPrinter"]}}'
    expect(await report()).toEqual([
      reportOf('a', {
        missing: [
          {
            en: `Write ${folder.path('a', 'config.json')}:`,
            zh: `请新建 ${folder.path('a', 'config.json')}，内容：`,
            code: config,
          },
        ],
      }),
    ])
    folder.write({ 'a/config.json': '{"timeout":5}' })
    expect(await report()).toMatchObject([
      {
        missing: [
          {
            en: `Add "logistics.getAllDelivery", "logistics.getPrinter" to permissions.openapi in ${folder.path('a', 'config.json')}.`,
          },
        ],
      },
    ])
    folder.write({ 'a/config.json': config })
    expect(await report()).toEqual([
      reportOf('a', { permissions: ['logistics.getAllDelivery', 'logistics.getPrinter'] }),
    ])
  })
})
