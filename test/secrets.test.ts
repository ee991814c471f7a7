import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { createOpenApi } from '../cloudfunctions/openapi/createOpenApi'
import { createLocalWeChat, type LocalWeChat } from '../scripts/emulator/createLocalWeChat'
import { defaultFixtures } from '../scripts/emulator/state/defaultFixtures'
import { callFunction } from './helpers/callFunction'
import { controlOf } from './helpers/controlOf'
import { temporaryFolder } from './helpers/temporaryFolder'

/** Returns a random secret with characters that JSON, URLs and shells escape. */
const secretText = (prefix: string) => `${prefix}"ä\\&%${randomBytes(12).toString('hex')}`
const password = secretText('pass')
const secret = secretText('app')

const api = 'logistics.bindAccount'
const faults = [
  [],
  [{ api, kind: 'errcode', errcode: 45009, errmsg: `quota of ${password}` }],
  [{ api, kind: 'platform', code: 'SIGN_PARAM_INVALID' }],
  [{ api, kind: 'http', status: 500 }],
  [{ api, kind: 'empty' }],
  [{ api, kind: 'html' }],
  [{ api, kind: 'cut' }],
  [{ api, kind: 'delay', ms: 5000 }],
  [{ api: 'stable_token', kind: 'cut' }],
  [{ api: 'stable_token', kind: 'errcode', errcode: 40125 }],
]
const calls = [
  { type: 'bind', bizId: 'mine', deliveryId: 'YUNDA', password },
  { type: 'bind', bizId: 'mine', deliveryId: 'YUNDA', password },
  { type: 'unbind', bizId: 'mine', deliveryId: 'YUNDA', password },
  { type: 'bind', bizId: 'nobody', deliveryId: 'YUNDA', password },
  { type: 'bind', bizId: 'mine', deliveryId: 'EMS', password, remarkContent: '电话' },
  { type: 'bind', bizID: 'mine', deliveryId: 'YUNDA', password },
  { type: 'bind', bizId: 'mine', deliveryId: 'YUNDA', pasword: password },
  { type: 'bind', bizId: 'mine', deliveryId: 'YUNDA', password: [password] },
  { type: password, bizId: 'mine', deliveryId: 'YUNDA' },
]

describe('password, appsecret and access_token', () => {
  const folder = temporaryFolder()
  const seen: string[] = []
  let wechat: LocalWeChat
  const control = controlOf(() => wechat.url)

  beforeEach(async () => {
    const { miniPrograms, customers, ...rest } = defaultFixtures()
    const fixtures = {
      ...rest,
      miniPrograms: miniPrograms.map((it) => ({ ...it, secret })),
      customers: customers.map((it) => ({ ...it, biz_id: 'mine', password })),
    }
    writeFileSync(folder.path('local-wechat.json'), JSON.stringify(fixtures))
    wechat = await createLocalWeChat({
      fixtures: folder.path('local-wechat.json'),
      state: folder.path('records'),
      timeLimitMs: 500,
      log: (line) => seen.push(line),
    })
  })

  it('appear only in the request to WeChat and in the fixtures', async () => {
    const tokens: string[] = []
    const openapi = createOpenApi({
      appid: 'wx0000000000000000',
      secret,
      baseUrl: wechat.url,
      timeoutMs: 500,
      fetch: async (...args) => {
        const response = await fetch(...args)
        const text = await response.clone().text()
        tokens.push(...(text.match(/local_[\w-]{128}/g) ?? []))
        return response
      },
    })
    const show = (it: unknown) => {
      seen.push(inspect(it, { depth: null, showHidden: true }), JSON.stringify(it) ?? '', String(it))
      if (it instanceof Error) seen.push(it.stack ?? '', inspect(it.cause, { depth: null, showHidden: true }))
    }

    for (const fault of faults) {
      await control('PUT', 'faults', fault)
      for (const call of calls) {
        seen.push(JSON.stringify(await callFunction(wechat.url, 'bindAccount', call)))
        const answer: Promise<unknown> = Reflect.apply(openapi.logistics.bindAccount, undefined, [call])
        await answer.then(show, show)
      }
    }
    show(openapi)
    await callFunction(wechat.url, 'bindAccount', { ...calls[0], deliveryId: 'JTSD' })
    for (const path of ['state', 'calls']) seen.push(await (await fetch(`${wechat.url}/emulator/${path}`)).text())
    await wechat.close()
    const records = readdirSync(folder.path('records')).map((name) =>
      readFileSync(folder.path('records', name), 'latin1'),
    )
    expect(records.join()).toContain('JTSD')
    seen.push(...records)

    expect(tokens.length).toBeGreaterThan(0)
    const spellings = [password, secret, ...tokens].flatMap((it) => [
      it,
      JSON.stringify(it).slice(1, -1),
      JSON.stringify(JSON.stringify(it)).slice(3, -3),
      encodeURIComponent(it),
      Buffer.from(it).toString('base64').slice(0, -4),
      Buffer.from(it).toString('base64url').slice(0, -4),
      Buffer.from(it).toString('hex'),
    ])
    const text = seen.join('\n')
    expect(text.length).toBeGreaterThan(10_000)
    expect(seen.filter((it) => spellings.some((spelling) => it.includes(spelling)))).toEqual([])
  })
})
