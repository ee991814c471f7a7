import { writeFileSync } from 'node:fs'
import { sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
import { PRELOAD } from '../../../../scripts/emulator/built'
import { createLocalWeChat, type LocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { isRunning } from '../../../../scripts/emulator/system/system'
import { callFunction, returnedIn } from '../../../helpers/callFunction'
import { DECLARES_SDK, installSdk } from '../../../helpers/installSdk'
import { rawRequest } from '../../../helpers/rawRequest'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const lines: string[] = []
let wechat: LocalWeChat | undefined
afterEach(async () => {
  await wechat?.close()
  wechat = undefined
  lines.splice(0)
})

/** The log lines, without times. */
const logged = () => lines.map((line) => line.replace(/^\d\d:\d\d:\d\d /, '').replace(/\d+ ms/, 'MS'))

/** Serves one function, `it`, of this code. */
async function serve(code: string, options: { timeLimitMs?: number; maxInstances?: number; config?: string } = {}) {
  const { config, ...limits } = options
  const functions = folder.write({
    'it/index.js': code,
    ...(config !== undefined && { 'it/config.json': config }),
  })
  wechat = await createLocalWeChat({ functions, ...limits, env: { MINE: 'yes' }, log: (line) => lines.push(line) })
  const { url } = wechat
  return (data: unknown, openid?: string) => callFunction(url, 'it', data, openid)
}
const ok = (result: unknown) => ({ errMsg: 'cloud.callFunction:ok', requestID: expect.any(String), result })
const failed = (errCode: number, said: string) => ({
  errCode,
  errMsg: `cloud.callFunction:fail Error: errCode: ${errCode}${said}`,
})
const main = (body: string) => `exports.main = async (event, context) => { ${body} }`

describe('a function on the local WeChat', () => {
  it('receives the data with what WeChat adds, and returns its result', async () => {
    const call = await serve(main('return event'))
    expect(await call({ a: [1, null, '中'] }, 'oUser')).toEqual(
      ok({ a: [1, null, '中'], userInfo: { appId: 'wx0000000000000000', openId: 'oUser' }, tcbContext: {} }),
    )
    expect(await call({})).toEqual(ok({ userInfo: { appId: 'wx0000000000000000' }, tcbContext: {} }))
  })

  it('does not receive a forged userInfo', async () => {
    const call = await serve(main('return event.userInfo'))
    expect(await call({ userInfo: { openId: 'oAdmin' } }, 'oStranger')).toEqual(
      ok({ appId: 'wx0000000000000000', openId: 'oStranger' }),
    )
  })

  it('receives the same context as on WeChat', async () => {
    const call = await serve(main('return context'))
    const { result, requestID } = returnedIn(await call({}))
    expect(result).toEqual({
      callbackWaitsForEmptyEventLoop: false,
      memory_limit_in_mb: 256,
      time_limit_in_ms: 3000,
      request_id: requestID,
      function_name: 'it',
      function_version: '$LATEST',
      namespace: 'local',
      environment: '{"SCF_NAMESPACE":"local","TCB_ENV":"local"}',
    })
  })

  it('finds the caller of each call in its environment', async () => {
    const names = ['WX_OPENID', 'WX_APPID', 'TCB_SOURCE', 'WX_CONTEXT_KEYS', 'TZ', 'MINE']
    const call = await serve(main(`return ${JSON.stringify(names)}.map((name) => process.env[name] ?? null)`))
    const appid = 'wx0000000000000000'
    expect(await call({})).toEqual(ok([null, appid, 'wx_http', 'WX_APPID,WX_API_TOKEN', 'UTC', 'yes']))
    expect(await call({}, 'oUser')).toEqual(
      ok(['oUser', appid, 'wx_client', 'WX_APPID,WX_OPENID,WX_API_TOKEN', 'UTC', 'yes']),
    )
  })

  it('still finds the ids of an earlier caller, as on the platform, but not in WX_CONTEXT_KEYS', async () => {
    const call = await serve(main('return [process.env.WX_OPENID, process.env.WX_CONTEXT_KEYS]'))
    await call({}, 'oUser')
    expect(await call({})).toEqual(ok(['oUser', 'WX_APPID,WX_API_TOKEN']))
  })

  it('does not find the ticket and source of an earlier call', async () => {
    const names = ['WX_API_TOKEN', 'WX_TRIGGER_API_TOKEN_V0', 'TRIGGER_SRC', 'TCB_SOURCE', 'WX_CONTEXT_KEYS']
    await serve(main(`return ${JSON.stringify(names)}.map((name) => process.env[name])`), {
      config: '{"triggers":[{"name":"daily","type":"timer","config":"0 0 9 * * * *"}]}',
      maxInstances: 1,
    })
    const from = async (source: string) => {
      const headers = { 'x-wx-source': source }
      const response = await fetch(`${wechat?.url}/functions/it`, { method: 'POST', headers, body: '{}' })
      return returnedIn(await response.json()).result
    }
    const ticket = expect.stringMatching(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/)
    const expected = {
      wx_http: [ticket, '', '', 'wx_http', 'WX_APPID,WX_API_TOKEN'],
      wx_trigger: ['', ticket, 'timer', 'wx_trigger', 'WX_APPID,WX_TRIGGER_API_TOKEN_V0'],
      none: ['', '', '', '', 'WX_APPID'],
    }

    expect({
      wx_http: await from('wx_http'),
      wx_trigger: await from('wx_trigger'),
      none: await from('none'),
    }).toEqual(expected)
    expect({
      none: await from('none'),
      wx_trigger: await from('wx_trigger'),
      wx_http: await from('wx_http'),
    }).toEqual(expected)
  })

  it('finds a variable that has changed since its last call', async () => {
    const call = await serve(main('return process.env.ADMIN_OPENIDS ?? null'))
    const answers = []
    for (const ADMIN_OPENIDS of ['oOne', 'oTwo']) {
      jest.replaceProperty(process, 'env', { ...process.env, ADMIN_OPENIDS })
      answers.push(await call({}))
    }

    expect(answers).toEqual([ok('oOne'), ok('oTwo')])
  })

  it('does not find the secrets of the shell in its environment', async () => {
    jest.replaceProperty(process, 'env', {
      ...process.env,
      WX_SECRET: 's',
      NODE_OPTIONS: '--title=mine',
      LOCAL_WECHAT_STATE: 'x',
    })
    const call = await serve(
      main(
        `return [...['WX_SECRET', 'LOCAL_WECHAT_STATE'].filter((it) => it in process.env), process.env.NODE_OPTIONS]`,
      ),
    )
    expect(await call({})).toEqual(ok([`--require ${JSON.stringify(PRELOAD.replaceAll(sep, '/'))}`]))
  })

  it('reuses its process', async () => {
    const call = await serve(`let calls = 0; ${main('return [process.pid, ++calls]')}`)
    const first = returnedIn(await call({})).result
    expect(first).toEqual([expect.any(Number), 1])
    expect(await call({})).toEqual(ok([readProperty(first, '0'), 2]))
  })

  it('runs one call at a time in each process, and starts more processes for simultaneous calls', async () => {
    const call = await serve(
      `let busy = false; ${main('if (busy) throw Error("two at once"); busy = true; await new Promise((it) => setTimeout(it, 200)); busy = false; return process.pid')}`,
      { maxInstances: 3 },
    )
    const answers = await Promise.all(Array.from({ length: 9 }, () => call({})))
    expect(answers).toEqual(Array(9).fill(ok(expect.any(Number))))
    expect(new Set(answers.map((it) => returnedIn(it).result)).size).toBe(3)
  })

  it('keeps its process when the time limit of a finished call has passed', async () => {
    const call = await serve(main('return process.pid'), { timeLimitMs: 1000 })
    const { result } = returnedIn(await call({}))
    await sleep(1100)
    expect(await call({})).toEqual(ok(result))
  })

  it('starts again when its code has changed', async () => {
    const call = await serve(main('return 1'))
    expect(await call({})).toEqual(ok(1))
    writeFileSync(folder.path('it/index.js'), main('return 2'))
    expect(await call({})).toEqual(ok(2))
    folder.write({ 'it/lib/data.js': '' })
    expect(await call({})).toEqual(ok(2))
  })

  it.each([
    [
      'throws',
      main('throw new TypeError("broken")'),
      failed(-504002, ' functions execute fail | errMsg: TypeError: broken'),
    ],
    [
      'rejects with an object',
      main('throw { a: 1 }'),
      failed(-504002, ' functions execute fail | errMsg: [object Object]'),
    ],
    [
      'exits',
      main('process.exit(3)'),
      failed(-504002, " functions execute fail | errMsg: the function's process exited (code 3)"),
    ],
    [
      'crashes later',
      main('setTimeout(() => { throw Error("late") }); await new Promise(() => setTimeout(() => {}, 1e6))'),
      failed(-504002, " functions execute fail | errMsg: the function's process exited (code 1)"),
    ],
    ['loops forever', main('for (;;);'), failed(-504003, ' | errMsg: Invoking task timed out after 1 seconds')],
    [
      'never returns',
      main('await new Promise(() => {})'),
      failed(-504003, ' | errMsg: Invoking task timed out after 1 seconds'),
    ],
    [
      'returns over 1 MB',
      main('return "x".repeat(1024 * 1024)'),
      failed(-604001, ' | errMsg: cloudfunction result size exceed limit (1MB)'),
    ],
    [
      'returns a cycle',
      main('const it = {}; it.it = it; return it'),
      failed(
        -504002,
        " functions execute fail | errMsg: TypeError: Converting circular structure to JSON\n    --> starting at object with constructor 'Object'\n    --- property 'it' closes the circle",
      ),
    ],
    [
      'returns a BigInt',
      main('return 1n'),
      failed(-504002, ' functions execute fail | errMsg: TypeError: Do not know how to serialize a BigInt'),
    ],
  ])("returns WeChat's error to the caller when it %s, and the next call works", async (_what, code, answer) => {
    const call = await serve(
      `${code}; const wrong = exports.main; exports.main = (event, context) => event.good ? 'good' : wrong(event, context)`,
      { timeLimitMs: 1000 },
    )
    expect(await call({})).toEqual(answer)
    expect(await call({ good: true })).toEqual(ok('good'))
  })

  it.each([
    ['does not compile', 'exports.main = (', /errMsg: SyntaxError: /],
    ['throws while it loads', 'throw Error("no")', /errMsg: Error: no$/],
    ['exports no main', '', /errMsg: TypeError: index\.js exports no function main$/],
    ['exits while it loads', 'process.exit(0)', /errMsg: the function's process exited \(code 0\)$/],
  ])('returns an error when it %s, and works once it is fixed', async (_what, code, errMsg) => {
    const call = await serve(code)
    expect(await call({})).toEqual({ errCode: -504002, errMsg: expect.stringMatching(errMsg) })
    writeFileSync(folder.path('it/index.js'), main('return 1'))
    expect(await call({})).toEqual(ok(1))
  })

  it('returns null if it has no result', async () => {
    const call = await serve(main(''))
    expect(await call({})).toEqual(ok(null))
  })

  it.each(['{"timeout":20}', '\ufeff{\r\n"timeout":20}\r\n'])(
    'reads its time limit in seconds from config.json: %j',
    async (config) => {
      const call = await serve(main('return context.time_limit_in_ms'), { config })
      expect(await call({})).toEqual(ok(20_000))
    },
  )

  it('has its output logged with the request id', async () => {
    const call = await serve(main('console.log("a\\nb"); console.error("c")'))
    const { requestID } = returnedIn(await call({}))
    await wechat?.close()
    const id = requestID.slice(0, 8)
    expect(logged().sort()).toEqual([`${id} it ok MS`, ...['a', 'b', 'c'].map((it) => `${id} | ${it}`)])
  })

  it.each(['none', '%2e%2e%2fit', 'a%00b'])('is not found as %s', async (name) => {
    await serve(main(''))
    expect(await callFunction(wechat?.url ?? '', name, {})).toEqual(
      failed(-501000, ' | errMsg: FunctionName parameter could not be found'),
    )
  })

  it('is not found above the functions folder', async () => {
    await serve(main(''))
    expect(await rawRequest(wechat?.url ?? '', 'POST', '/functions/..')).toEqual({
      status: 200,
      type: 'application/json; charset=utf-8',
      body: failed(-501000, ' | errMsg: FunctionName parameter could not be found'),
    })
  })

  it('leaves no process after the local WeChat is closed', async () => {
    const call = await serve(main('return process.pid'))
    const { result: pid } = returnedIn(await call({}))
    expect(isRunning(Number(pid))).toBe(true)
    await wechat?.close()
    expect(isRunning(Number(pid))).toBe(false)
  })

  it('can call only the APIs that its config.json declares', async () => {
    installSdk(folder.write({ 'it/package.json': DECLARES_SDK }))
    const call = await serve(
      `const cloud = require('wx-server-sdk'); cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
       ${main('try { return await cloud.openapi.logistics.getQuota({ deliveryId: "YTO", bizId: "1" }) } catch (error) { return error }')}`,
      { config: '{"permissions":{"openapi":["logistics.bindAccount"]}}' },
    )
    const refused = ok({ errCode: -604101, errMsg: 'system error: error code: -604101' })
    expect(await call({})).toEqual(refused)
    for (const config of ['not json', '[]', '{"permissions":{"openapi":"logistics.getQuota"}}']) {
      writeFileSync(folder.path('it/config.json'), config)
      expect(await call({})).toEqual(refused)
    }
    writeFileSync(folder.path('it/config.json'), '{"permissions":{"openapi":["logistics.getQuota"]}}')
    expect(await call({})).toMatchObject({ result: { errCode: 9300525 } })
  })
})
