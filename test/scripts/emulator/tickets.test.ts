import { setTimeout as sleep } from 'node:timers/promises'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { createLocalWeChat } from '../../../scripts/emulator/createLocalWeChat'
import { BUNDLED } from '../../helpers/bundleStory'
import { returnedIn } from '../../helpers/callFunction'
import { DECLARES_SDK, installSdk } from '../../helpers/installSdk'
import { isTestedSdk } from '../../helpers/isTestedSdk'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { sample, withLocalWeChat } from '../../helpers/withLocalWeChat'

const FAIL = 'logistics.getAllDelivery:fail'

/** The SDKs, and the start of the message that each one throws for the platform's INVALID_PARAM. */
const SDKS = [
  { sdk: 'wx-server-sdk-1.8', prefix: FAIL },
  { sdk: 'wx-server-sdk-2.6', prefix: FAIL },
  { sdk: 'wx-server-sdk-3.0', prefix: FAIL },
  { sdk: 'wx-server-sdk', prefix: `openapi.${FAIL} -501007 invalid parameters.` },
].filter(({ sdk }) => isTestedSdk(sdk))

const BY_FUNCTION =
  'WeChat gives none to a function that another function called (assumed where the mini program called the first one; --allow-nested-openapi allows it here)'

/** How an invocation starts, and why it has no ticket; `why` is undefined if it has one. */
const TRIGGERS: { trigger: string; headers: Record<string, string>; name?: string; why?: string }[] = [
  { trigger: 'the mini program', headers: { 'x-wx-openid': 'oUser' } },
  { trigger: 'the HTTP API', headers: {} },
  { trigger: 'the developer tools', headers: { 'x-wx-source': 'wx_devtools' } },
  { trigger: 'local debugging', headers: { 'x-wx-source': 'wx_localdebug', 'x-wx-openid': 'oUser' } },
  { trigger: 'a timer of config.json', headers: { 'x-wx-source': 'wx_trigger' } },
  {
    trigger: 'a timer that config.json does not list',
    headers: { 'x-wx-source': 'wx_trigger' },
    name: 'withoutTriggers',
    why: 'WeChat gives one only to a timer that config.json lists in "triggers", uploaded with the developer tools',
  },
  {
    trigger: "the console's test",
    headers: { 'x-wx-source': 'none' },
    why: 'WeChat gives none to a test in the cloud console',
  },
  { trigger: 'another function', headers: { 'x-wx-source': 'wx_http,scf' }, why: BY_FUNCTION },
  {
    trigger: 'another function that the mini program called',
    headers: { 'x-wx-source': 'wx_client,scf' },
    why: BY_FUNCTION,
  },
  {
    trigger: 'a delayed task',
    headers: { 'x-wx-source': 'wx_delaytask' },
    why: 'WeChat gives none to a delayed task (assumed)',
  },
  {
    trigger: 'an undocumented source',
    headers: { 'x-wx-source': 'wx_unknown' },
    why: 'WeChat gives none to an invocation from "wx_unknown" (assumed)',
  },
]

const MAIN = 'exports.main = async () => ({ pid: process.pid, outcome: await outcome() })'
const codeOf = (sdk: string) => `
  const cloud = require(${JSON.stringify(sdk)})
  cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
  const outcome = () => cloud.openapi.logistics.getAllDelivery().then(
    ({ errMsg }) => errMsg,
    ({ errCode, errMsg }) => ({ errCode, errMsg }),
  )
  ${MAIN}`
const permissions = { openapi: ['logistics.getAllDelivery'] }
const triggers = [{ name: 'daily', type: 'timer', config: '0 0 9 * * * *' }]

describe.each(SDKS)('the ticket of a cloud call, with $sdk', ({ sdk, prefix }) => {
  const functions = temporaryFolder('shared')
  beforeAll(() =>
    functions.write({
      'it/index.js': codeOf(require.resolve(sdk)),
      'it/config.json': JSON.stringify({ permissions, triggers }),
      'withoutTriggers/index.js': codeOf(require.resolve(sdk)),
      'withoutTriggers/config.json': JSON.stringify({ permissions }),
    }),
  )
  const wechat = withLocalWeChat(() => ({ functions: functions.path(), maxInstances: 1 }))

  async function call(name: string, headers: Record<string, string>) {
    const response = await fetch(wechat.url(`/functions/${name}`), { method: 'POST', headers, body: '{}' })
    return returnedIn(await response.json()).result
  }
  const expected = (why: string | undefined) =>
    why === undefined
      ? 'openapi.logistics.getAllDelivery:ok'
      : { errCode: -501007, errMsg: `${prefix} missing wxCloudApiToken (${why})` }

  it.each([
    { order: 'as listed', triggers: TRIGGERS },
    { order: 'reversed', triggers: [...TRIGGERS].reverse() },
  ])('depends on the trigger, in one warm process, $order', async ({ triggers }) => {
    const seen = []
    const pids = new Map<string, Set<unknown>>()
    for (const { trigger, headers, name = 'it' } of triggers) {
      const result = await call(name, headers)
      seen.push({ trigger, outcome: readProperty(result, 'outcome') })
      pids.set(name, (pids.get(name) ?? new Set()).add(readProperty(result, 'pid')))
    }

    expect(seen).toEqual(triggers.map(({ trigger, why }) => ({ trigger, outcome: expected(why) })))
    expect([...pids.values()].map(({ size }) => size)).toEqual([1, 1])
  })
})

describe('a cloud call without a ticket', () => {
  const functions = temporaryFolder('shared')
  beforeAll(() => {
    const files = {
      'it/index.js': codeOf('wx-server-sdk'),
      'it/config.json': JSON.stringify({ permissions }),
      'it/package.json': DECLARES_SDK,
    }
    installSdk(functions.write(files))
  })
  const lines: string[] = []
  const wechat = withLocalWeChat(() => ({ functions: functions.path(), log: (line) => lines.push(line) }))

  it('is explained in the log and in /emulator/calls, with the request id', async () => {
    const response = await fetch(wechat.url('/functions/it'), {
      method: 'POST',
      headers: { 'x-wx-source': 'none' },
      body: '{}',
    })
    const { requestID } = returnedIn(await response.json())
    const note = {
      en: '(WeChat gives none to a test in the cloud console)',
      zh: '在云开发控制台里测试云函数时，微信不提供云调用凭证',
    }

    expect(lines.map((line) => line.replace(/^\d\d:\d\d:\d\d /, '').replace(/\d+ ms/, 'MS'))).toEqual([
      `${requestID.slice(0, 8)} cloud call logistics.getAllDelivery -501007 MS: missing wxCloudApiToken ${note.en}`,
      `${requestID.slice(0, 8)} it ok MS`,
    ])
    expect((await wechat.control('GET', 'calls')).body).toEqual([
      expect.objectContaining({
        api: 'logistics.getAllDelivery',
        function: 'it',
        requestId: requestID,
        errcode: -501007,
        errmsg: 'missing wxCloudApiToken',
        note,
      }),
      expect.objectContaining({ api: 'it', errcode: 0 }),
    ])
  })

  it('makes the functions of this package say what to do, instead of reporting an unknown outcome', async () => {
    const own = await createLocalWeChat({ functions: BUNDLED })
    try {
      const response = await fetch(`${own.url}/functions/bindAccount`, {
        method: 'POST',
        headers: { 'x-wx-source': 'none' },
        body: JSON.stringify(sample),
      })

      expect(returnedIn(await response.json()).result).toStrictEqual({
        errCode: -501007,
        errMsg:
          'openapi.logistics.bindAccount:fail missing wxCloudApiToken: WeChat gave this invocation no ticket for logistics.bindAccount; nothing was done. ' +
          'Start the function from the mini program, or call WeChat over HTTPS with createOpenApi from a server',
      })
    } finally {
      await own.close()
    }
  })
})

describe('a message push', () => {
  const functions = temporaryFolder('shared')
  beforeAll(() =>
    functions.write({
      'receive/index.js': codeOf(require.resolve('wx-server-sdk')),
      'receive/config.json': JSON.stringify({ permissions }),
    }),
  )
  const wechat = withLocalWeChat(() => ({
    functions: functions.path(),
    fixtures: {
      miniPrograms: [{ appid: 'wx0000000000000000', secret: 'local-secret' }],
      orders: [{ order_id: '1', delivery_id: 'SF', waybill_id: 'SF1', openid: 'oBuyer' }],
      pushes: [{ Event: 'add_express_path', function: 'receive' }],
    },
  }))

  it('provides a ticket to the function that receives it', async () => {
    await wechat.control('POST', 'orders', { delivery_id: 'SF', waybill_id: 'SF1', action_type: 100001 })
    let push: unknown
    while (push === undefined) {
      await sleep(20)
      const { body } = await wechat.control('GET', 'calls')
      push = body.find(({ channel }) => channel === 'push')
    }

    expect(push).toMatchObject({
      note: { en: expect.stringContaining('"outcome":"openapi.logistics.getAllDelivery:ok"') },
    })
  })
})
