import { readFileSync, writeFileSync } from 'node:fs'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import {
  createLocalWeChat,
  type LocalWeChat,
  type LocalWeChatOptions,
} from '../../../scripts/emulator/createLocalWeChat'
import { callFunction, returnedIn } from '../../helpers/callFunction'
import { temporaryFolder } from '../../helpers/temporaryFolder'
import { sample } from '../../helpers/withLocalWeChat'

const folder = temporaryFolder()
const started: LocalWeChat[] = []
const start = async (options: LocalWeChatOptions = {}) => {
  const wechat = await createLocalWeChat({ state: folder.path('state.json'), ...options })
  started.push(wechat)
  return wechat
}
afterEach(() => Promise.all(started.splice(0).map((wechat) => wechat.close())))

const onDisk = () => JSON.parse(readFileSync(folder.path('state.json'), 'utf8'))
const errCode = async ({ url }: LocalWeChat, data: object) =>
  readProperty(returnedIn(await callFunction(url, 'bindAccount', data)).result, 'errCode')

describe('createLocalWeChat', () => {
  it('has a binding on disk before it answers', async () => {
    const wechat = await start()
    expect(await errCode(wechat, sample)).toBe(0)
    expect(onDisk().accounts).toMatchObject([{ delivery_id: 'YUNDA', biz_id: '123456', status_code: 0 }])
  })

  it('goes on where it was closed', async () => {
    const first = await start()
    await errCode(first, sample)
    await first.close()
    expect(await errCode(await start(), sample)).toBe(9300529)
  })

  it('refuses a state file that another one uses', async () => {
    await start()
    await expect(start()).rejects.toThrow('another local WeChat uses this state file')
  })

  it('takes up what a person changes in the state file', async () => {
    const wechat = await start()
    expect(await errCode(wechat, { ...sample, bizId: 'mine' })).toBe(9300531)
    const state = onDisk()
    state.customers.push({ ...state.customers[3], biz_id: 'mine' })
    writeFileSync(folder.path('state.json'), JSON.stringify(state))
    expect(await errCode(wechat, { ...sample, bizId: 'mine' })).toBe(0)
    expect(onDisk().customers).toEqual(state.customers)
  })

  it("answers WeChat's system error while the state file is broken, overwrites nothing, and mends with it", async () => {
    const lines: string[] = []
    const wechat = await start({ log: (line) => lines.push(line) })
    const good = readFileSync(folder.path('state.json'), 'utf8')
    writeFileSync(folder.path('state.json'), '{')
    const mistake = `${folder.path('state.json')}:1: not valid JSON (CloseBraceExpected)`
    expect(await callFunction(wechat.url, 'bindAccount', sample)).toEqual({
      errcode: -1,
      errmsg: mistake,
      errCode: -1,
      errMsg: `cloud.callFunction:fail ${mistake}`,
    })
    expect(readFileSync(folder.path('state.json'), 'utf8')).toBe('{')
    expect(lines).toEqual([`StateFileError: ${mistake}`])
    writeFileSync(folder.path('state.json'), good)
    expect(await errCode(wechat, sample)).toBe(0)
  })

  it('writes one line for each thing that it logs, whatever text from outside is in it', async () => {
    const lines: string[] = []
    const requestId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/
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

    expect(lines.map((line) => line.replace(requestId, 'ID')).sort()).toEqual([
      `- cloud call ${shown}: -604100 `,
      `- https call token: 1 ${shown} (fault: errcode)`,
      expect.stringMatching(/config\.json is not used: ValiError: Invalid type: Expected Object but received /),
      'ID prints: cloud.callFunction:ok',
      `ID throws: cloud.callFunction:fail Error: errCode: -504002 functions execute fail | errMsg: Error: ${shown}`,
      String.raw`ID | \u001b[31mred\u009b \u202e`,
    ])
    expect(lines.filter((line) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(line))).toEqual([])
  })

  it('keeps the accounts of each mini program apart', async () => {
    const first = await start()
    const state = onDisk()
    await errCode(first, sample)
    await first.close()
    state.accounts = onDisk().accounts.map((account: object) => ({ ...account, appid: 'wx-another' }))
    state.miniPrograms.push({ appid: 'wx-another', secret: 'another-secret' })
    writeFileSync(folder.path('state.json'), JSON.stringify(state))
    const second = await start()
    expect(await errCode(second, { ...sample, type: 'unbind' })).toBe(9300530)
    expect(await errCode(second, sample)).toBe(0)
    expect(onDisk().accounts).toHaveLength(2)
  })

  it.each([
    [{ functions: '/no/such' }, 'the folder of functions does not exist: /no/such'],
    [{ host: '0.0.0.0' }, '0.0.0.0 is no loopback address: the local WeChat listens on this machine only'],
  ])('refuses %j', async (options, message) => {
    await expect(start(options)).rejects.toThrow(message)
  })

  it('gives the state file back when its port is taken', async () => {
    const other = await start({ state: ':memory:' })
    await expect(start({ port: Number(new URL(other.url).port) })).rejects.toThrow('EADDRINUSE')
    expect(await errCode(await start(), sample)).toBe(0)
  })
})
