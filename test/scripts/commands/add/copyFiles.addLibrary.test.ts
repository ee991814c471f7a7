import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { add } from '../../../../scripts/commands/add'
import { signed } from '../../../../scripts/commands/terminal/digest'
import { catchOutput } from '../../../helpers/catchOutput'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const BUILT = join(__dirname, '../../../../dist/library')

// Building the library and its types takes half a minute. These tests copy other files if nobody has built it.
const isBuilt = existsSync(BUILT)
beforeAll(() => {
  if (isBuilt) return
  mkdirSync(BUILT, { recursive: true })
  for (const name of ['wx-logistics.d.ts', 'wx-logistics.js']) writeFileSync(join(BUILT, name), signed('export {}\n'))
})
afterAll(() => {
  if (!isBuilt) rmSync(BUILT, { recursive: true })
})

const USE = `
Next: in index.js, write const { createOpenApi, cloudFunction } = require('./wx-logistics'). In config.json, list the APIs that you call under permissions.openapi.
`
const USE_ZH = `
下一步：在 index.js 里写 const { createOpenApi, cloudFunction } = require('./wx-logistics')，并在 config.json 的 permissions.openapi 里列出要调用的接口。
`

const folder = temporaryFolder()
const output = catchOutput()
const path = (...names: string[]) => folder.path('cloudfunctions', ...names)
const COPY = () => path('bindForStaff/wx-logistics.js')

beforeEach(() => {
  folder.write({ 'cloudfunctions/bindForStaff/index.js': 'mine', 'cloudfunctions/quota/index.js': 'mine' })
  jest.spyOn(process, 'cwd').mockReturnValue(folder.path())
})

/** Runs `npm run add -- --library ...` in this process, in the project's folder. */
async function added(...args: string[]) {
  Object.assign(output, { out: '', err: '' })
  return { code: await add(['--library', ...args]), ...output }
}

/** Returns the contents of a folder's files by name. */
const textsIn = (dir: string) =>
  Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]))

/** What a function contains to which the library was added. */
const complete = () => ({ 'index.js': 'mine', ...textsIn(BUILT) })

describe('npm run add -- --library', () => {
  it('copies the library and its types into functions of the project', async () => {
    expect(await added('bindForStaff', 'quota', 'quota')).toEqual({
      code: 0,
      out: `project: ${folder.path()}\nbindForStaff: added  ${join('cloudfunctions', 'bindForStaff')}\nquota: added  ${join('cloudfunctions', 'quota')}\n${USE}`,
      err: '',
    })
    expect([textsIn(path('bindForStaff')), textsIn(path('quota'))]).toEqual([complete(), complete()])
  })

  it('speaks Chinese', async () => {
    expect(await added('--lang', 'zh', 'bindForStaff')).toEqual({
      code: 0,
      out: `项目：${folder.path()}\nbindForStaff: 已添加  ${join('cloudfunctions', 'bindForStaff')}\n${USE_ZH}`,
      err: '',
    })
  })

  it('prints JSON with --json', async () => {
    const { code, out, err } = await added('--json', 'quota')

    expect({ code, out: JSON.parse(out), err }).toEqual({
      code: 0,
      out: { project: folder.path(), functions: [{ name: 'quota', how: 'added', dir: path('quota') }] },
      err: '',
    })
  })

  it('does not change a copy that is current', async () => {
    await added('quota')

    expect(await added('quota')).toEqual({
      code: 0,
      out: `project: ${folder.path()}\nquota: unchanged  ${join('cloudfunctions', 'quota')}\n${USE}`,
      err: '',
    })
  })

  it.each([
    ['', (text: string) => text],
    [', although git has changed its line endings', (text: string) => text.replaceAll('\n', '\r\n')],
  ])('updates an older copy%s', async (_how, changed) => {
    const older = changed(signed('exports.release = 1\nexports.more = 1\n'))
    folder.write({ 'cloudfunctions/bindForStaff/wx-logistics.js': older })

    expect(await added('bindForStaff')).toEqual({
      code: 0,
      out: `project: ${folder.path()}\nbindForStaff: updated  ${join('cloudfunctions', 'bindForStaff')}\n${USE}`,
      err: '',
    })
    expect(textsIn(path('bindForStaff'))).toEqual(complete())
  })

  describe.each([
    ['that was changed', signed('exports.release = 1\n').replace('= 1', '= 7')],
    ['that add did not write', 'module.exports = {}\n'],
    ['that is empty', ''],
  ])('with a file %s', (_what, text) => {
    beforeEach(() => folder.write({ 'cloudfunctions/bindForStaff/wx-logistics.js': text }))

    it('copies nothing into any function', async () => {
      expect(await added('quota', 'bindForStaff')).toEqual({
        code: 1,
        out: '',
        err: `error: your changes would be lost: ${COPY()}. Move them elsewhere, or overwrite them with --force.\n`,
      })
      expect(textsIn(path('quota'))).toEqual({ 'index.js': 'mine' })
      expect(textsIn(path('bindForStaff'))).toEqual({ 'index.js': 'mine', 'wx-logistics.js': text })
    })

    it('overwrites it with --force', async () => {
      expect(await added('--force', 'bindForStaff')).toEqual({
        code: 0,
        out: `project: ${folder.path()}\nbindForStaff: updated  ${join('cloudfunctions', 'bindForStaff')}\n${USE}`,
        err: '',
      })
      expect(textsIn(path('bindForStaff'))).toEqual(complete())
    })
  })

  it('names every changed file, in Chinese too', async () => {
    await added('bindForStaff', 'quota')
    const types = path('quota/wx-logistics.d.ts')
    for (const file of [COPY(), types]) writeFileSync(file, `${readFileSync(file, 'utf8')}// mine\n`)

    expect((await added('bindForStaff', 'quota')).err).toBe(
      `error: your changes would be lost: ${COPY()}, ${types}. Move them elsewhere, or overwrite them with --force.\n`,
    )
    expect((await added('--lang', 'zh', 'bindForStaff', 'quota')).err).toBe(
      `错误：${COPY()}、${types} 里有你的修改，会被覆盖。请先把修改移到别处，或用 --force 覆盖。\n`,
    )
  })

  it.each([
    ['bindForStaf', ', did you mean bindForStaff?', '，是不是 bindForStaff？'],
    ['bindForStaff/', ', did you mean bindForStaff?', '，是不是 bindForStaff？'],
    ['refundEverything', ' (there are: bindForStaff, quota)', '（现有：bindForStaff、quota）'],
    ['../..', ' (there are: bindForStaff, quota)', '（现有：bindForStaff、quota）'],
    ['notes.txt', ' (there are: bindForStaff, quota)', '（现有：bindForStaff、quota）'],
  ])('refuses %s, which is not the name of a function of the project', async (name, hint, hintZh) => {
    folder.write({ 'cloudfunctions/notes.txt': '' })

    expect(await added('quota', name)).toEqual({
      code: 1,
      out: '',
      err: `error: there is no function '${name}'${hint}\n`,
    })
    expect(await added('--lang', 'zh', 'quota', name)).toEqual({
      code: 1,
      out: '',
      err: `错误：没有云函数 '${name}'${hintZh}\n`,
    })
    expect(textsIn(path('quota'))).toEqual({ 'index.js': 'mine' })
  })

  it.each([
    [
      '',
      [],
      `error: `,
      ` is a link, and its target would be overwritten. Remove the link, then run the command again.\n`,
    ],
    [
      ' with --force',
      ['--force'],
      `error: `,
      ` is a link, and its target would be overwritten. Remove the link, then run the command again.\n`,
    ],
    [' in Chinese', ['--lang', 'zh'], `错误：`, ` 是链接，它指向的内容会被覆盖。请先删除该链接，再重新运行命令。\n`],
  ])('does not write through a link%s', async (_how, options, start, end) => {
    folder.write({ 'precious.js': 'mine' })
    symlinkSync(folder.path('precious.js'), COPY())

    expect(await added(...options, 'bindForStaff')).toEqual({ code: 1, out: '', err: `${start}${COPY()}${end}` })
    expect(readFileSync(folder.path('precious.js'), 'utf8')).toBe('mine')
  })

  it('names a file that is a pipe, and does not wait for its writer', async () => {
    execFileSync('mkfifo', [COPY()])

    expect((await added('--force', 'bindForStaff')).err).toBe(
      `error: ${COPY()} cannot be read: it is not a file. Fix it, then run the command again.\n`,
    )
  })
})
