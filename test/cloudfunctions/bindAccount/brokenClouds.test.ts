import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalWeChat, type LocalWeChat } from '../../../scripts/emulator/createLocalWeChat'
import { UNKNOWN_OUTCOME } from '../../helpers/faults'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { callFunction, sample } from '../../helpers/withLocalWeChat'

/** The built functions, which run on a local WeChat with every fault that it can simulate. */
const DIST = join(__dirname, '../../../dist/cloudfunctions')
const api = 'logistics.bindAccount'
const UNKNOWN = `; ${UNKNOWN_OUTCOME}`
const unbind = { ...sample, type: 'unbind' }

const lines: string[] = []
let wechat: LocalWeChat
beforeAll(async () => {
  wechat = await createLocalWeChat({ timeLimitMs: 1000, log: (line) => lines.push(line) })
})
afterAll(() => wechat.close())
beforeEach(async () => {
  await control('POST', 'reset', {})
  lines.splice(0)
})

async function control(method: string, path: string, body?: object) {
  const response = await fetch(`${wechat.url}/emulator/${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return Object(await response.json())
}
const call = async (data: object) => Object(await callFunction(wechat.url, 'bindAccount', data)).result
const statuses = async () =>
  (await control('GET', 'state')).accounts.map((it: { status_code: number }) => it.status_code)

const FAIL = 'openapi.logistics.bindAccount:fail'
const faults = [
  [{ kind: 'errcode', errcode: -1 }, -1, /^openapi\.logistics\.bindAccount:fail system error rid: [0-9a-f-]{26}$/],
  [
    { kind: 'platform', code: 'EXCEED_REQUEST_LIMIT' },
    -501003,
    /^openapi\.logistics\.bindAccount:fail -501003 exceed request limit\. .*configured fault$/,
  ],
  [
    { kind: 'platform', code: 'SERVER_TIMEOUT' },
    -501002,
    `${FAIL} -501002 resource server timeout. configured fault${UNKNOWN}`,
  ],
  [
    { kind: 'platform', code: 'SIGN_PARAM_INVALID' },
    -501001,
    `${FAIL} -501001 resource system error. configured fault${UNKNOWN}`,
  ],
  [{ kind: 'http', status: 500 }, -501001, UNKNOWN],
  [{ kind: 'empty' }, -601001, `${FAIL} the response is not from WeChat${UNKNOWN}`],
  [{ kind: 'html' }, -601001, `${FAIL} the response is not from WeChat${UNKNOWN}`],
  [{ kind: 'cut' }, -501001, UNKNOWN],
  [{ kind: 'delay', ms: 60_000 }, -501002, `${FAIL} no response within the function's time limit of 1000 ms${UNKNOWN}`],
] as const

describe('main on a failing cloud', () => {
  it.each(faults)(
    'returns an error for the fault %j, and binds and unbinds nothing',
    async (fault, errCode, message) => {
      for (const [data, before] of [
        [sample, []],
        [unbind, [0]],
      ] as const) {
        await control('POST', 'reset', {})
        if (before.length > 0) await call(sample)
        await control('PUT', 'faults', [{ api, ...fault }])
        const answer = await call(data)
        expect(answer).toEqual({ errCode, errMsg: expect.any(String) })
        expect(answer.errMsg).toMatch(typeof message === 'string' ? new RegExp(`${escaped(message)}$`) : message)
        expect(await statuses()).toEqual(before)
      }
    },
  )

  it.each([{ kind: 'cut' }, { kind: 'empty' }, { kind: 'html' }, { kind: 'http', status: 500 }])(
    'reports after %j that the outcome is unknown and how to check it, and the check shows that the call took effect',
    async (fault) => {
      for (const [data, repeated, after] of [
        [sample, 9300529, [0]],
        [unbind, 9300530, [3]],
      ] as const) {
        await control('PUT', 'faults', [{ api, ...fault, afterEffect: true, times: 1 }])
        expect((await call(data)).errMsg).toContain(UNKNOWN)
        expect(await call(data)).toMatchObject({ errCode: repeated })
        expect(await statuses()).toEqual(after)
      }
    },
  )

  it('logs a response that arrives after -501002, with the id of its request', async () => {
    await control('PUT', 'faults', [{ api, kind: 'delay', ms: 1500, times: 1 }])
    const { requestID, result } = Object(await callFunction(wechat.url, 'bindAccount', sample))
    expect(result).toMatchObject({ errCode: -501002 })
    while (!lines.some((line) => line.includes('"late":true'))) await new Promise((resolve) => setTimeout(resolve, 50))
    const printed = `${requestID.slice(0, 8)} | {`
    const logged = lines
      .filter((line) => line.includes(printed))
      .map((line) => JSON.parse(line.slice(line.indexOf('{'))))
    expect(logged).toMatchObject([
      { errCode: -501002, requestId: requestID },
      { errCode: 0, requestId: requestID, late: true },
    ])
  })
})

describe('main without its permission', () => {
  const folder = temporaryFolder()

  it('names config.json and what to change in it', async () => {
    cpSync(DIST, folder.path('functions'), { recursive: true })
    writeFileSync(folder.path('functions/bindAccount/config.json'), '{"permissions":{"openapi":[]}}')
    const undeclared = await createLocalWeChat({ functions: folder.path('functions') })
    const { result } = Object(await callFunction(undeclared.url, 'bindAccount', sample))
    await undeclared.close()
    expect(result).toEqual({
      errCode: -604101,
      errMsg:
        `${FAIL} function has no permission to call this API: list "logistics.bindAccount" under permissions.openapi ` +
        'in the config.json next to the index.js of the function, upload the function again from the WeChat developer tools, ' +
        'and wait ten minutes: permissions are cached.',
    })
  })
})

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
