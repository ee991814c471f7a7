import { execFile } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { promisify } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createLocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { sdkEnvironment } from '../../../../scripts/emulator/redirect/sdkEnvironment'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const folder = temporaryFolder('shared')
const wechat = withLocalWeChat(() => ({
  project: folder.write({ 'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
  fixtures: { files: { 'images/logo.svg': 'logo.svg' } },
}))

interface Data {
  url?: string
  fileId?: string
  download_list?: { tempFileURL: string }[]
  delete_list?: object[]
}

/** Sends an action as an SDK outside a function does. */
async function action(name: string, fields: object): Promise<{ code?: string; data: Data }> {
  const response = await fetch(wechat.url('/admin'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: `storage.${name}`, ...fields }),
  })
  const json: unknown = await response.json()
  return { data: {}, ...Object(json) }
}
const put = (path: string, body: string | Buffer) =>
  fetch(wechat.url(`/emulator/files?${new URLSearchParams({ path })}`), { method: 'PUT', body })
/** Returns the status and the message of a refusal. */
const refused = async (response: Response) => [response.status, Object(await response.json()).errmsg]
const files = async () => Object((await wechat.control('GET', 'files')).body)
const paths = async () => (await files()).files.map(({ path }: { path: string }) => path)
/** Returns the temporary address of a file. */
const addressOf = async (path: string) => {
  const fileid = `cloud://local.6c6f-local/${path}`
  const { data } = await action('batchGetDownloadUrl', { file_list: [{ fileid }] })
  return String(data.download_list?.[0]?.tempFileURL)
}
const uploadTo = async (path: string, envName?: string) => {
  const { url = '', fileId } = (await action('getUploadMetadata', { path, envName })).data
  return { url, fileId }
}

describe('the storage', () => {
  it('has the files of the fixtures after a start and after a reset', async () => {
    expect(await paths()).toEqual(['images/logo.svg'])
    await put('a.txt', 'a')
    await wechat.control('DELETE', 'files?path=images/logo.svg')
    expect(await paths()).toEqual(['a.txt'])
    await wechat.control('POST', 'reset')
    expect(await paths()).toEqual(['images/logo.svg'])
  })

  it('stores an upload once, under the id of the environment', async () => {
    const { url, fileId } = await uploadTo('a.txt', 'prod-1')
    expect(fileId).toBe('cloud://prod-1.7072-prod-1/a.txt')
    expect(await (await fetch(url, { method: 'PUT', body: 'one' })).text()).toBe('')
    expect(await (await fetch(url, { method: 'PUT', body: 'two' })).text()).toContain('<Code>AccessDenied</Code>')
    expect(await (await fetch(await addressOf('a.txt'))).text()).toBe('one')
    const again = await uploadTo('a.txt')
    const form = new FormData()
    for (const [name, value] of Object.entries({ Signature: '-', key: '../b.txt', file: 'three' }))
      form.set(name, value)
    expect(await (await fetch(again.url, { method: 'POST', body: form })).text()).toBe('')
    expect(await (await fetch(await addressOf('a.txt'))).text()).toBe('three')
    expect(await paths()).toEqual(['images/logo.svg', 'a.txt'])
  })

  it('serves a file so that it runs no script on the origin of the page', async () => {
    const response = await fetch(await addressOf('images/logo.svg'))
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      'x-content-type-options': 'nosniff',
      'content-length': '41',
    })
    const head = await fetch(await addressOf('images/logo.svg'), { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '41'])
  })

  it('refuses an address that is altered, has expired, or whose file was deleted', async () => {
    const url = await addressOf('images/logo.svg')
    const invalid = [403, 'this address is invalid or has expired']
    expect(await refused(await fetch(url.replace(/.$/, (it) => (it === '0' ? '1' : '0'))))).toEqual(invalid)
    expect(await refused(await fetch(url.replace('?t=', '?t=9')))).toEqual(invalid)
    expect(await refused(await fetch(url.replace(/\/files\/\w+/, '/files/YQ')))).toEqual(invalid)
    expect(await refused(await fetch(url.replace(/\?.*/, '')))).toEqual([400, expect.stringContaining('t: ')])
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 7_201_000)
    expect(await refused(await fetch(url))).toEqual(invalid)
    jest.restoreAllMocks()
    await wechat.control('DELETE', 'files?path=images/logo.svg')
    expect(await refused(await fetch(url))).toEqual([404, 'no file images/logo.svg'])
    expect(await wechat.control('DELETE', 'files?path=images/logo.svg')).toMatchObject({ status: 404 })
  })

  it.each([
    ['../../../../../etc/passwd'],
    ['a/../../b.txt'],
    ['nul\0.txt'],
    ['CON'],
    ['a\\b:c*?"<>|.txt'],
    ['.'],
    ['a/'],
    ['图片 1%2F%00.png'],
    ['x'.repeat(850)],
    ['__proto__'],
  ])('stores a file named %j under a random name', async (path) => {
    expect((await put(path, 'content')).status).toBe(200)
    expect(await paths()).toEqual(['images/logo.svg', path])
    const url = await addressOf(path)
    expect(url).not.toContain('%')
    expect(await (await fetch(encodeURI(url))).text()).toBe('content')
    const { data } = await action('batchDeleteFile', { fileid_list: [`cloud://e.b/${path}`] })
    expect(data).toEqual({ delete_list: [{ code: 'SUCCESS', fileID: `cloud://e.b/${path}` }] })
    expect(await paths()).toEqual(['images/logo.svg'])
  })

  it.each([[''], ['/a'], ['a//b'], ['a\u001bb'], ['x'.repeat(10_000)], ['图'.repeat(284)]])(
    'refuses a file named %j',
    async (path) => {
      expect(await refused(await put(path, 'content'))).toEqual([
        400,
        expect.stringContaining('path: should be a path'),
      ])
      expect((await uploadTo(path)).url).toContain('code=INVALID_PARAM')
      expect(await paths()).toEqual(['images/logo.svg'])
    },
  )

  it('refuses ids of no file, and contents that no upload has sent', async () => {
    await put('a.txt', 'a')
    const ids = ['', 'a.txt', 'cloud://a.txt', 'https://local/a.txt']
    const { data } = await action('batchGetDownloadUrl', { file_list: ids.map((fileid) => ({ fileid })) })
    expect(data.download_list).toEqual(
      ids.map((fileID) => expect.objectContaining({ fileID, code: 'STORAGE_FILE_NONEXIST', tempFileURL: '' })),
    )
    expect(await action('uploadFile', { path: 'b', file: { content: '../a', size: 1 } })).toMatchObject({
      code: 'INVALID_PARAM',
    })
    expect(await paths()).toEqual(['images/logo.svg', 'a.txt'])
  })

  it('refuses a file of more than 50 MB, and keeps the former one', async () => {
    await put('a.txt', 'a')
    const response = await put('a.txt', Buffer.alloc(50 * 1024 * 1024 + 1))
    expect(await refused(response)).toEqual([413, 'a file may have 50 MB'])
    expect(await (await fetch(await addressOf('a.txt'))).text()).toBe('a')
  })

  it('serves @cloudbase/node-sdk, which functions may use directly', async () => {
    const program = `
const app = require(${JSON.stringify(require.resolve('@cloudbase/node-sdk'))}).init({ env: 'prod-1' })
async function main() {
  const { fileID } = await app.uploadFile({ cloudPath: 'a.txt', fileContent: Buffer.from('direct') })
  const { fileContent } = await app.downloadFile({ fileID })
  const { fileList } = await app.deleteFile({ fileList: [fileID] })
  console.log(JSON.stringify([fileID, String(fileContent), fileList]))
}
main()`
    const env = sdkEnvironment(wechat.url('/admin'), wechat.ticket())
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { env })
    const fileID = 'cloud://prod-1.7072-prod-1/a.txt'
    expect(JSON.parse(stdout)).toEqual([fileID, 'direct', [{ code: 'SUCCESS', fileID }]])
  })

  it('needs no memory for a file of 50 MB', async () => {
    setFlagsFromString('--expose-gc')
    const collectGarbage: () => void = runInNewContext('gc')
    const used = () => {
      collectGarbage()
      return process.memoryUsage().arrayBuffers
    }
    const chunk = Buffer.alloc(1024 * 1024)
    let peak = 0
    let sent = 0
    const { url } = await uploadTo('large')
    const start = used()
    const stream = new ReadableStream({
      pull(controller) {
        sent++
        if (sent % 10 === 0) peak = Math.max(peak, used() - start)
        if (sent > 50) controller.close()
        else controller.enqueue(chunk)
      },
    })
    expect(await (await fetch(url, { method: 'PUT', body: stream, duplex: 'half' })).text()).toBe('')
    expect((await files()).files.at(-1)).toMatchObject({ path: 'large', size: 50 * 1024 * 1024 })
    expect(peak).toBeLessThan(25 * 1024 * 1024)
  })

  it('keeps files in the folder of the records, and loses those of :memory: at the end', async () => {
    const temporary = () => readdirSync(tmpdir()).filter((it) => it.startsWith('local-wechat-'))
    const before = temporary()
    for (const state of [folder.path('kept'), ':memory:']) {
      for (const total of state === ':memory:' ? [1, 1] : [1, 2]) {
        const { url, close } = await createLocalWeChat({ state })
        await fetch(`${url}/emulator/files?path=${total}`, { method: 'PUT', body: 'content' })
        expect(await (await fetch(`${url}/emulator/files`)).json()).toMatchObject({ total })
        await close()
      }
    }
    expect(temporary()).toEqual(before)
    expect(readdirSync(folder.path('kept/files'))).toHaveLength(2)
  })

  it('says in its language why a reset fails after a file of the fixtures was removed', async () => {
    const project = folder.write({ 'shop/a.txt': 'a' })
    const lines: string[] = []
    const options = { project, language: 'zh', log: (line: string) => lines.push(line) } as const
    const { url, close } = await createLocalWeChat({ ...options, fixtures: { files: { a: 'shop/a.txt' } } })
    rmSync(folder.path('shop/a.txt'))
    const response = await fetch(`${url}/emulator/reset`, { method: 'POST' })
    await close()

    expect([response.status, lines.at(-1)]).toEqual([
      500,
      `${folder.path('shop/a.txt')}：无法复制到云存储：文件或目录不存在（ENOENT）`,
    ])
  })

  it('does not start if a file of the fixtures is missing or has an invalid path', async () => {
    await expect(createLocalWeChat({ project: folder.path(), fixtures: { files: { a: 'none' } } })).rejects.toThrow(
      `${folder.path('none')}: cannot be copied into the storage: ENOENT: no such file or directory`,
    )
    await expect(createLocalWeChat({ fixtures: { files: { '/a': 'none' } } })).rejects.toThrow(
      'files./a should be a path such as images/a.png',
    )
  })
})
