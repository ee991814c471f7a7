import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalWeChat } from '../../scripts/emulator/createLocalWeChat'
import { sdkEnvironment } from '../../scripts/emulator/redirect/sdkEnvironment'
import { BUNDLED } from '../helpers/bundleStory'
import { freePort } from '../helpers/freePort'
import { temporaryFolder } from '../helpers/temporaryFolder'
import { sample } from '../helpers/withLocalWeChat'

const TCB_FF = join(__dirname, 'node_modules/@cloudbase/functions-framework/bin/tcb-ff.js')

const REFUSED = {
  errCode: -401001,
  errMsg:
    'openapi.logistics.bindAccount:fail this function may not be called by HTTP, where the caller is unknown: use wx.cloud.callFunction',
}

describe("bindAccount under CloudBase's own HTTP host, redirected to a local WeChat", () => {
  const folder = temporaryFolder('shared')
  const cloudCalls: string[] = []
  let url = ''
  let end = async () => {}
  beforeAll(async () => {
    cpSync(join(BUNDLED, 'bindAccount'), folder.path('bindAccount'), { recursive: true })
    const wechat = await createLocalWeChat({ log: (line) => cloudCalls.push(line), verbose: true })
    const port = await freePort()
    const host = spawn(process.execPath, [TCB_FF, '--port', String(port)], {
      cwd: folder.path('bindAccount'),
      env: { PATH: process.env.PATH, ADMIN_OPENIDS: 'oAdmin', ...sdkEnvironment(`${wechat.url}/admin`, wechat.ticket) },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for await (const text of host.stdout.iterator({ destroyOnReturn: false })) {
      if (String(text).includes('Server listening')) break
    }
    host.stdout.resume()
    url = `http://127.0.0.1:${port}/`
    end = async () => {
      host.kill('SIGKILL')
      await once(host, 'exit')
      await wechat.close()
    }
  })
  afterAll(() => end())

  const call = async (data: object, headers: Record<string, string> = {}): Promise<unknown> => {
    const body = JSON.stringify(data)
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })
    return response.json()
  }

  it.each([
    { who: 'any caller', headers: {} },
    { who: 'a caller who forges the id of an admin', headers: { 'x-wx-openid': 'oAdmin', 'x-wx-source': 'wx_client' } },
  ])('refuses $who, and does not call WeChat', async ({ headers }) => {
    expect(await call(sample, headers)).toStrictEqual(REFUSED)
    expect(cloudCalls).toStrictEqual([])
  })

  it('does not report its version', async () => {
    expect(await call({ $doctor: true })).toStrictEqual(REFUSED)
  })

  it("has its events in the host's access log, including the password", async () => {
    await call(sample)

    expect(readFileSync(folder.path('bindAccount/logs/accesslog.log'), 'utf8')).toContain(sample.password)
  })
})
