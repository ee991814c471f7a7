import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { printable } from '../../../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import {
  createLocalWeChat,
  type LocalWeChat,
  type LocalWeChatOptions,
} from '../../../scripts/emulator/createLocalWeChat'
import { defaultFixtures } from '../../../scripts/emulator/state/defaultFixtures'
import { Records } from '../../../scripts/emulator/state/Records'
import { RecordsFolder } from '../../../scripts/emulator/state/RecordsFolder'
import type { Account } from '../../../scripts/emulator/state/recordsSchema'
import { callFunction, returnedIn } from '../../helpers/callFunction'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { sample } from '../../helpers/withLocalWeChat'
import { recordsOf } from './state/recordsOf'

const folder = temporaryFolder()
const started: LocalWeChat[] = []
const start = async (options: LocalWeChatOptions = {}) => {
  const wechat = await createLocalWeChat({ state: folder.path('records'), ...options })
  started.push(wechat)
  return wechat
}
afterEach(() => Promise.all(started.splice(0).map((wechat) => wechat.close())))

const errCode = async ({ url }: LocalWeChat, data: object) =>
  readProperty(returnedIn(await callFunction(url, 'bindAccount', data)).result, 'errCode')

/** The accounts on disk while the local WeChat is running. */
async function onDisk(): Promise<Account[]> {
  // On Windows no other process can read LevelDB's lock file.
  cpSync(folder.path('records'), folder.path('copy'), { recursive: true, filter: (path) => !path.endsWith('LOCK') })
  const records = await Records.open(folder.path('copy'), { seed: () => recordsOf({}), log: () => {} })
  const accounts = records.accounts.all()
  await records.close()
  return accounts
}

/** The built-in fixtures with this number of additional customers at YUNDA: c0, c1, ... */
const withCustomers = (count: number) => {
  const { customers, ...rest } = defaultFixtures()
  const more = Array.from({ length: count }, (_, at) => ({ delivery_id: 'YUNDA', biz_id: `c${at}`, password: 'p' }))
  return JSON.stringify({ ...rest, customers: [...customers, ...more] })
}
const fixtures = () => folder.path('local-wechat.json')
const bindCustomer = (at: number) => ({ type: 'bind', bizId: `c${at}`, deliveryId: 'YUNDA', password: 'p' })

describe('createLocalWeChat', () => {
  it.each([
    [{ openids: 'oAdmin' }, /^option "openids" is unknown \(known: port, host, /],
    [{ fixture: {} }, /^option "fixture" is unknown, did you mean fixtures\? /],
    [
      { faults: [{ api: 'token', kind: 'errcode', errCode: 1 }] },
      /^faults: 0.errcode: is missing; 0.errCode: is unknown; did you mean errcode\?/,
    ],
  ])('refuses the unknown names %j, also from plain JavaScript', async (options, message) => {
    await expect(Reflect.apply(createLocalWeChat, undefined, [options])).rejects.toThrow(message)
  })

  it('writes a binding to disk before it responds', async () => {
    const wechat = await start()
    expect(await errCode(wechat, sample)).toBe(0)
    expect(await onDisk()).toMatchObject([{ delivery_id: 'YUNDA', biz_id: '123456', status_code: 0 }])
  })

  it('continues with the records of the previous run', async () => {
    const first = await start()
    await errCode(first, sample)
    await first.close()
    expect(await errCode(await start(), sample)).toBe(9300529)
  })

  it('refuses a folder of records that another local WeChat uses, and names its process', async () => {
    const { url } = await start()
    await expect(start()).rejects.toThrow(
      `${folder.path('records')}: in use by another local WeChat, process ${process.pid} at ${url}: use that one, end it, or name another folder`,
    )
  })

  it("returns WeChat's system error if a change cannot be written, undoes the change, and continues", async () => {
    const lines: string[] = []
    const wechat = await start({ log: (line) => lines.push(line) })
    jest
      .spyOn(RecordsFolder.prototype, 'write')
      .mockRejectedValueOnce(new Error('ENOSPC: no space left on device, write'))

    expect(await errCode(wechat, sample)).toBe(-1)
    expect(lines).toContainEqual(
      `${folder.path('records')}: a change could not be kept and was undone: ENOSPC: no space left on device`,
    )
    expect(await errCode(wechat, { ...sample, type: 'unbind' })).toBe(9300530)
    expect(await errCode(wechat, sample)).toBe(0)
  })

  it('handles 100 simultaneous binds of one account through both channels one after the other', async () => {
    const wechat = await start({ timeLimitMs: 60_000 })
    const credentials = 'grant_type=client_credential&appid=wx0000000000000000&secret=local-secret'
    const token = await (await fetch(`${wechat.url}/cgi-bin/token?${credentials}`)).json()
    const path = `/cgi-bin/express/business/account/bind?access_token=${Object(token).access_token}`
    const body = JSON.stringify({ type: 'bind', biz_id: '123456', delivery_id: 'YUNDA', password: sample.password })
    const codes = await Promise.all(
      Array.from({ length: 100 }, async (_, at) => {
        if (at % 2 === 0) return errCode(wechat, sample)
        return Object(await (await fetch(`${wechat.url}${path}`, { method: 'POST', body })).json()).errcode
      }),
    )

    expect(codes.filter((code) => code === 0)).toHaveLength(1)
    expect(codes.filter((code) => code === 9300529)).toHaveLength(99)
  })

  it('uses fixtures as soon as they are saved, and never writes them', async () => {
    writeFileSync(fixtures(), withCustomers(0))
    const wechat = await start({ fixtures: fixtures() })
    expect(await errCode(wechat, bindCustomer(0))).toBe(9300531)

    const saved = withCustomers(1)
    writeFileSync(fixtures(), saved)

    expect(await errCode(wechat, bindCustomer(0))).toBe(0)
    expect(readFileSync(fixtures(), 'utf8')).toBe(saved)
  })

  it('uses each of 40 saves while other calls run, and loses no response', async () => {
    writeFileSync(fixtures(), withCustomers(0))
    const wechat = await start({ fixtures: fixtures() })
    let saving = true
    const otherCalls = (async () => {
      const answers: [bizId: string, bound: boolean][] = []
      for (let nth = 0; saving; nth++) {
        const type = nth % 2 === 0 ? 'bind' : 'unbind'
        expect(await errCode(wechat, { ...sample, type })).toBe(0)
        answers.push(['123456', type === 'bind'])
      }
      return answers.at(-1)
    })()
    for (let count = 1; count <= 40; count++) {
      writeFileSync(fixtures(), withCustomers(count))
      expect(await errCode(wechat, bindCustomer(count - 1))).toBe(0)
    }
    saving = false
    const last = await otherCalls

    const bound = (await onDisk()).filter((it) => it.status_code === 0).map((it) => it.biz_id)
    expect(bound.filter((it) => it.startsWith('c'))).toHaveLength(40)
    expect(bound.includes('123456')).toBe(last?.[1])
  })

  it('keeps the last valid fixtures and logs the line of the mistake until the mistake is fixed', async () => {
    const lines: string[] = []
    writeFileSync(fixtures(), withCustomers(1))
    const wechat = await start({ fixtures: fixtures(), log: (line) => lines.push(line) })
    writeFileSync(fixtures(), '{\n  "miniPrograms": [,]\n}')
    const expected = `${fixtures()}:2: not valid JSON: a value is missing`
    while (!lines.includes(expected)) await new Promise((resolve) => setTimeout(resolve, 20))

    expect(await errCode(wechat, bindCustomer(0))).toBe(0)
    expect(readFileSync(fixtures(), 'utf8')).toBe('{\n  "miniPrograms": [,]\n}')

    writeFileSync(fixtures(), withCustomers(2))
    expect(await errCode(wechat, bindCustomer(1))).toBe(0)
    expect(lines).toContain(`${fixtures()}: read again`)
  })

  it('starts with the accounts of the fixtures, and with the built-in fixtures if the file may be missing', async () => {
    const given = { ...defaultFixtures(), accounts: [{ delivery_id: 'YUNDA', biz_id: '123456' }] }
    writeFileSync(fixtures(), JSON.stringify(given))
    expect(await errCode(await start({ fixtures: fixtures() }), sample)).toBe(9300529)

    const without = await start({
      fixtures: folder.path('none.json'),
      fixturesMayBeMissing: true,
      state: ':memory:',
    })
    expect(await errCode(without, sample)).toBe(0)
  })

  it('escapes control characters from outside, so that each log entry is one line', async () => {
    const lines: string[] = []
    const blank = (line: string) =>
      line
        .replace(/^\d\d:\d\d:\d\d [0-9a-f]{8} /, 'ID ')
        .replace(/^\d\d:\d\d:\d\d /, '')
        .replace(/\d+ ms/, 'MS')
        .replace(/[0-9a-f]{8}(-[0-9a-f]{8}){2}/, 'RID')
    const hostile = '\\n0 forged\\u001b[2J\\u009b\\u2028\\u202e'
    const shown = String.raw`\u000a0 forged\u001b[2J\u009b\u2028\u202e`
    const functions = folder.write({
      'throws/index.js': `exports.main = async () => { throw Error("${hostile}") }`,
      'prints/index.js': `exports.main = async () => { console.log("\\u001b[31mred\\u009b \\u202e") }`,
      'prints/config.json': `"${hostile}"`,
    })
    const wechat = await start({
      functions,
      faults: [{ api: 'token', kind: 'errcode', errcode: 1, errmsg: JSON.parse(`"${hostile}"`) }],
      log: (line) => lines.push(line),
    })
    await callFunction(wechat.url, 'prints', {})
    await callFunction(wechat.url, 'throws', {})
    await fetch(`${wechat.url}/admin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"action":"wx.api","apiName":"${hostile}"}`,
    })
    await fetch(`${wechat.url}/cgi-bin/token`)
    await wechat.close()

    const stub = printable(JSON.stringify({ api: JSON.parse(`"${hostile}"`), answer: { errcode: 0, errmsg: 'ok' } }))
    const expected = [
      expect.stringMatching(/^ {4}at exports\.main \(.*throws.index\.js:1:36\)$/),
      expect.stringMatching(/config\.json:1: the file should be an object, \{\.\.\.\}; the file is not used$/),
      `ID throws -504002 MS: Error: ${shown}`,
      'ID prints ok MS',
      String.raw`ID | \u001b[31mred\u009b \u202e`,
      `cloud    ${shown} -604100 MS: API not found: ${shown} is not simulated by the local WeChat; give it a stub in local-wechat.json or by PUT /emulator/stubs: ${stub}`,
      `https    token 1 MS: (fault: errcode) ${shown}`,
    ]
    expect(lines.map(blank)).toHaveLength(expected.length)
    expect(lines.map(blank)).toEqual(expect.arrayContaining(expected))
    expect(lines.filter((line) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(line))).toEqual([])
  })

  it('keeps the accounts of each mini program separate', async () => {
    const [first] = defaultFixtures().miniPrograms
    const another = { appid: 'wx-another', secret: 'another-secret' }
    const given = { ...defaultFixtures(), miniPrograms: [first, another] }
    const bound = { appid: 'wx-another', delivery_id: 'YUNDA', biz_id: '123456' }
    writeFileSync(fixtures(), JSON.stringify({ ...given, accounts: [bound] }))
    const wechat = await start({ fixtures: fixtures() })

    expect(await errCode(wechat, { ...sample, type: 'unbind' })).toBe(9300530)
    expect(await errCode(wechat, sample)).toBe(0)
    expect(await onDisk()).toHaveLength(2)
  })

  it.each([
    [
      { functions: '/no/such' },
      `${resolve('/no/such')} is not a directory (functions folder)`,
      `${resolve('/no/such')} 不是目录（云函数目录）`,
    ],
    [
      { host: '0.0.0.0' },
      '0.0.0.0 is not a loopback address: the local WeChat listens on this machine only',
      '0.0.0.0 不是回环地址：本地模拟环境只在本机监听',
    ],
    ...[0, 2 ** 31].map(
      (timeLimitMs) =>
        [
          { timeLimitMs },
          'timeLimitMs must be a number of milliseconds from 1 to 2147483647',
          'timeLimitMs 应为 1 到 2147483647 的毫秒数',
        ] as const,
    ),
    ...[0, 1.5].map(
      (maxInstances) =>
        [{ maxInstances }, 'maxInstances must be a whole number from 1', 'maxInstances 应为正整数'] as const,
    ),
    [
      { node: '/no/node' },
      '/no/node cannot be run as Node.js: spawnSync /no/node ENOENT',
      '/no/node 不能作为 Node.js 运行：文件或目录不存在（ENOENT）',
    ],
  ] as const)('refuses %j', async (options, en, zh) => {
    await expect(start(options)).rejects.toMatchObject({ message: en, both: { en, zh } })
  })

  it('refuses to inspect a function that does not exist', async () => {
    const en = expect.stringMatching(/^there is no function pay to inspect \(functions: .*bindAccount.*\)$/)
    const zh = expect.stringMatching(/^没有可调试的云函数 pay（现有：.*bindAccount.*）$/)
    await expect(start({ inspect: 'pay' })).rejects.toMatchObject({ both: { en, zh } })
  })

  it('releases the folder of records if its port is in use', async () => {
    const other = await start({ state: ':memory:' })
    await expect(start({ port: Number(new URL(other.url).port) })).rejects.toThrow('EADDRINUSE')
    expect(await errCode(await start(), sample)).toBe(0)
  })
})
