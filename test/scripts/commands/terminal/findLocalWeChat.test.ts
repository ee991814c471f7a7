import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import {
  exampleAt,
  findLocalWeChat,
  miniProgramOf,
  runningFor,
} from '../../../../scripts/commands/terminal/findLocalWeChat'
import { createLocalWeChat, type LocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { listening } from '../../../helpers/rawServer'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const FIXTURES = {
  miniPrograms: [
    { appid: 'wx1', secret: 'secret 1' },
    { appid: 'wx2', secret: 'secret 2' },
  ],
}
const NOTHING = { port: undefined, base: undefined, state: undefined }

let wechat: LocalWeChat | undefined
afterEach(() => wechat?.close())

/** Starts the local WeChat of a project with two mini programs. */
async function started(): Promise<{ project: string; url: string; port: number }> {
  const project = folder.write({ 'local-wechat.json': JSON.stringify(FIXTURES) })
  const [fixtures, state] = [folder.path('local-wechat.json'), folder.path('.local-wechat')]
  wechat = await createLocalWeChat({ project, fixtures, state, functions: project })
  return { project, url: wechat.url, port: Number(new URL(wechat.url).port) }
}

describe('runningFor', () => {
  it('finds the local WeChat of a project', async () => {
    const { project, url } = await started()

    expect(await runningFor(project)).toEqual({
      url,
      project,
      appid: 'wx1',
      state: folder.path('.local-wechat'),
      fixtures: { file: folder.path('local-wechat.json') },
    })
  })

  it('finds nothing after it has stopped', async () => {
    const { project } = await started()
    await wechat?.close()

    expect(await runningFor(project)).toBe(undefined)
  })

  it('ignores the address of a killed local WeChat at which another server responds', async () => {
    const { port, close } = await listening(createServer((_request, response) => response.end('{}')))
    const project = folder.write({ '.local-wechat/holder.json': '' })
    const name = (url: string) =>
      writeFileSync(folder.path('.local-wechat/holder.json'), JSON.stringify({ pid: 1, url }))

    name(`http://127.0.0.1:${port}`)
    expect(await runningFor(project)).toBe(undefined)
    close()
    expect(await runningFor(project)).toBe(undefined)
    name('http://example.com')
    expect(await runningFor(project)).toBe(undefined)
  })

  it('ignores the local WeChat of another project at the address', async () => {
    const { url } = await started()
    folder.write({ 'other/.local-wechat/holder.json': JSON.stringify({ pid: 1, url }) })

    expect(await runningFor(folder.path('other'))).toBe(undefined)
  })
})

describe('findLocalWeChat', () => {
  it('prefers the port, then the address, then the project', async () => {
    const { project, url, port } = await started()

    expect(await findLocalWeChat(undefined, { ...NOTHING, port, base: 'http://127.0.0.1:1' })).toMatchObject({ url })
    expect(await findLocalWeChat(undefined, { ...NOTHING, base: url })).toMatchObject({ url })
    expect(await findLocalWeChat(project, { ...NOTHING, base: 'https://api.weixin.qq.com' })).toMatchObject({ url })
  })

  it.each([
    [{ ...NOTHING, port: 1 }, 'http://127.0.0.1:1'],
    [NOTHING, process.cwd()],
  ])('says what to do if none is running: %j', async (options, where) => {
    await expect(findLocalWeChat(undefined, options)).rejects.toMatchObject({
      both: {
        en: `No local WeChat is running (${where}). Name the port of another one with --port, or start one:`,
        zh: `没有正在运行的本地模拟环境（${where}）。请用 --port 指定端口，或启动一个：`,
        code: 'npm start',
      },
    })
  })
})

describe('miniProgramOf', () => {
  it('reads the mini program and its secret from the fixtures in force', async () => {
    const { project, url } = await started()
    const running = await findLocalWeChat(project, NOTHING)

    expect([miniProgramOf(running), miniProgramOf(running, 'wx2')]).toEqual(FIXTURES.miniPrograms)
    expect(() => miniProgramOf(running, 'wx3')).toThrow(
      `The local WeChat at ${url} has no mini program wx3. It has: wx1, wx2.`,
    )
  })
})

describe('exampleAt', () => {
  it('returns an example, or the reason why no example is possible', async () => {
    const { url } = await started()

    expect(await exampleAt(url, 'logistics.bindAccount', 'YUNDA')).toEqual({
      params: { type: 'bind', deliveryId: 'YUNDA', bizId: '123456', password: '123456789123456789' },
    })
    expect(await exampleAt(url, 'logistics.bindAccount', 'TEST')).toMatchObject({
      note: {
        en: 'TEST needs no binding and accepts members only: use it in addOrder, with an openid of members in the fixtures.',
      },
    })
  })
})
