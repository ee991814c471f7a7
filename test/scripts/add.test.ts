import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { add } from '../../scripts/add'
import { digestOf } from '../../scripts/add/addFunctions'
import { catchOutput } from '../helpers/catchOutput'
import { npmRun } from '../helpers/npmRun'
import { temporaryFolder } from '../helpers/temporaryFolder'

/** What it makes is there already (helpers/globalSetup.ts). */
jest.mock('../../scripts/build')

const BUILT = join(__dirname, '../../dist/cloudfunctions')
const FILES = ['bundle.js', 'bundle.js.LEGAL.txt', 'config.json', 'index.js', 'package.json']
const NEXT =
  '\nNext: upload each function from the developer tools, wait ten minutes for its permission, and set ADMIN_OPENIDS in the cloud console.\n' +
  '下一步：在开发者工具里上传（上传并部署：所有文件），等十分钟权限生效，在云开发控制台设置环境变量 ADMIN_OPENIDS。\n'

const folder = temporaryFolder()
const output = catchOutput()

/** `npm run add -- ...` in this process, called in a project's folder. */
async function added(project: string, ...args: string[]) {
  jest.spyOn(process, 'cwd').mockReturnValue(project)
  output.out = ''
  output.err = ''
  return { code: await add(args), ...output }
}

const project = (files: Record<string, string> = {}) =>
  folder.write({ 'project.config.json': '{ "cloudfunctionRoot": "cloud/" }', ...files })

/** All files of a folder with their texts. */
const textsIn = (dir: string) =>
  Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]))

/**
 * Replaces a copy with one that an older release made.
 *
 * @param others the files of that release that differ; undefined for a file that it did not have
 */
function makeOlder(dir: string, others: Record<string, string | undefined> = {}): void {
  const { digest: _, ...manifest } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'))
  const { 'package.json': _manifest, ...contents } = textsIn(dir)
  const older: Record<string, string> = {}
  for (const [name, text] of Object.entries({ ...contents, 'index.js': 'exports.main = () => {}\n', ...others })) {
    if (text === undefined) rmSync(join(dir, name))
    else older[name] = text
  }
  const about = { ...manifest, version: '0.0.1', files: Object.keys(older) }
  const digest = digestOf({ ...older, 'package.json': JSON.stringify(about) })
  const files = { ...older, 'package.json': `${JSON.stringify({ ...about, digest }, null, 2)}\n` }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text)
}

describe('npm run add', () => {
  it("copies functions into the project's cloudfunctionRoot, which it makes", async () => {
    const dir = project()

    expect(await added(dir, 'bindAccount', 'getQuota')).toEqual({
      code: 0,
      out: `bindAccount: added  ${join('cloud', 'bindAccount')}\ngetQuota: added  ${join('cloud', 'getQuota')}\n${NEXT}`,
      err: '',
    })
    expect(textsIn(join(dir, 'cloud/bindAccount'))).toEqual(textsIn(join(BUILT, 'bindAccount')))
    expect(readdirSync(join(dir, 'cloud/getQuota')).sort()).toEqual(FILES)
  })

  it('takes the folder cloudfunctions where no project.config.json names one, and that of --to first', async () => {
    const dir = folder.write({ 'cloudfunctions/mine/index.js': '' })

    expect(await added(dir, 'bindAccount')).toMatchObject({ code: 0, err: '' })
    expect(await added(dir, '--to', join(dir, 'elsewhere'), 'bindAccount')).toMatchObject({ code: 0, err: '' })
    expect([
      existsSync(join(dir, 'cloudfunctions/bindAccount')),
      existsSync(join(dir, 'elsewhere/bindAccount')),
    ]).toEqual([true, true])
  })

  it('leaves a copy alone that is like it', async () => {
    const dir = project()
    await added(dir, 'bindAccount')

    expect((await added(dir, 'bindAccount')).out.split('\n')[0]).toBe(
      `bindAccount: unchanged  ${join('cloud', 'bindAccount')}`,
    )
  })

  it.each([
    ['', (text: string) => text],
    [', also when git has changed the ends of its lines', (text: string) => text.replaceAll(/\r?\n/g, '\r\n')],
  ])('brings an older copy up to date, and leaves other files in its folder%s', async (_how, changed) => {
    const dir = project()
    await added(dir, 'bindAccount')
    const copy = join(dir, 'cloud/bindAccount')
    makeOlder(copy)
    for (const [name, text] of Object.entries(textsIn(copy))) writeFileSync(join(copy, name), changed(text))
    writeFileSync(join(copy, 'notes.txt'), 'mine')

    expect((await added(dir, 'bindAccount')).out.split('\n')[0]).toBe(
      `bindAccount: updated  ${join('cloud', 'bindAccount')}`,
    )
    expect(textsIn(copy)).toEqual({ ...textsIn(join(BUILT, 'bindAccount')), 'notes.txt': 'mine' })
  })

  describe('with a copy of a release that had other files', () => {
    const older = async (others: Record<string, string | undefined>) => {
      const dir = project()
      await added(dir, 'bindAccount')
      const copy = join(dir, 'cloud/bindAccount')
      makeOlder(copy, others)
      return { dir, copy }
    }
    const FEWER = { 'bundle.js.LEGAL.txt': undefined }
    const MORE = { 'helper.js': 'exports.help = 1\n' }

    it.each([
      ['fewer', FEWER],
      ['more', MORE],
      ['other', { ...FEWER, ...MORE }],
    ])('updates one with %s files, and removes what the new release does not have', async (_what, others) => {
      const { dir, copy } = await older(others)
      writeFileSync(join(copy, 'notes.txt'), 'mine')

      expect(await added(dir, 'bindAccount')).toEqual({
        code: 0,
        out: `bindAccount: updated  ${join('cloud', 'bindAccount')}\n${NEXT}`,
        err: '',
      })
      expect(textsIn(copy)).toEqual({ ...textsIn(join(BUILT, 'bindAccount')), 'notes.txt': 'mine' })
    })

    it('removes a file although git has changed its line endings', async () => {
      const { dir, copy } = await older(MORE)
      writeFileSync(join(copy, 'helper.js'), 'exports.help = 1\r\n')

      expect(await added(dir, 'bindAccount')).toMatchObject({ code: 0, err: '' })
      expect(readdirSync(copy).sort()).toEqual(FILES)
    })

    it.each(['index.js', 'helper.js'])('refuses one whose %s was changed', async (name) => {
      const { dir, copy } = await older(MORE)
      writeFileSync(join(copy, name), 'mine')
      const before = textsIn(copy)

      expect(await added(dir, 'bindAccount')).toEqual({
        code: 1,
        out: '',
        err: `cannot add: ${join(copy, 'index.js')}, ${join(copy, 'package.json')}: changed since it was copied; keep your changes, or overwrite them with --force / 内容已被修改，请先保存你的修改，或用 --force 覆盖\n`,
      })
      expect(textsIn(copy)).toEqual(before)
    })

    it("refuses to overwrite a person's own file that has the name of a new one", async () => {
      const { dir, copy } = await older(FEWER)
      writeFileSync(join(copy, 'bundle.js.LEGAL.txt'), 'mine')

      expect(await added(dir, 'bindAccount')).toMatchObject({
        code: 1,
        err: expect.stringContaining(`cannot add: ${join(copy, 'bundle.js.LEGAL.txt')}: changed`),
      })
      expect(readFileSync(join(copy, 'bundle.js.LEGAL.txt'), 'utf8')).toBe('mine')
    })

    it('removes no file of a changed copy, even with --force', async () => {
      const { dir, copy } = await older(MORE)
      writeFileSync(join(copy, 'helper.js'), 'mine')

      expect(await added(dir, '--force', 'bindAccount')).toMatchObject({ code: 0, err: '' })
      expect(textsIn(copy)).toEqual({ ...textsIn(join(BUILT, 'bindAccount')), 'helper.js': 'mine' })
    })

    it('removes nothing outside the folder', async () => {
      const { dir, copy } = await older(MORE)
      const outside = join(dir, 'cloud/other.js')
      writeFileSync(outside, '')
      const { digest: _, ...about } = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'))
      const files = { ...about, files: [...about.files, '../other.js'] }
      const { 'package.json': _manifest, ...contents } = textsIn(copy)
      const digest = digestOf({ ...contents, '../other.js': '', 'package.json': JSON.stringify(files) })
      writeFileSync(join(copy, 'package.json'), JSON.stringify({ ...files, digest }))

      expect(await added(dir, 'bindAccount')).toMatchObject({ code: 1 })
      expect(existsSync(outside)).toBe(true)
    })
  })

  it('completes a copy that was interrupted', async () => {
    const dir = project()
    cpSync(join(BUILT, 'bindAccount/index.js'), join(dir, 'cloud/bindAccount/index.js'))

    expect(await added(dir, 'bindAccount')).toMatchObject({ code: 0, err: '' })
    expect(textsIn(join(dir, 'cloud/bindAccount'))).toEqual(textsIn(join(BUILT, 'bindAccount')))
  })

  it('copies nothing over what was changed, nor any other function beside it', async () => {
    const dir = project()
    await added(dir, 'bindAccount')
    writeFileSync(join(dir, 'cloud/bindAccount/config.json'), '{ "timeout": 10 }')

    expect(await added(dir, 'getQuota', 'bindAccount')).toEqual({
      code: 1,
      out: '',
      err: `cannot add: ${join(dir, 'cloud/bindAccount/config.json')}: changed since it was copied; keep your changes, or overwrite them with --force / 内容已被修改，请先保存你的修改，或用 --force 覆盖\n`,
    })
    expect(existsSync(join(dir, 'cloud/getQuota'))).toBe(false)
    expect(readFileSync(join(dir, 'cloud/bindAccount/config.json'), 'utf8')).toBe('{ "timeout": 10 }')

    expect(await added(dir, '--force', 'bindAccount')).toMatchObject({ code: 0, err: '' })
    expect(textsIn(join(dir, 'cloud/bindAccount'))).toEqual(textsIn(join(BUILT, 'bindAccount')))
  })

  it.each([
    ['an older copy that was changed', (copy: string) => writeFileSync(join(copy, 'index.js'), 'mine')],
    ['a copy whose package.json is none', (copy: string) => writeFileSync(join(copy, 'package.json'), '{')],
  ])('copies nothing over %s', async (_what, change) => {
    const dir = project()
    await added(dir, 'bindAccount')
    const copy = join(dir, 'cloud/bindAccount')
    makeOlder(copy)
    change(copy)
    const before = textsIn(copy)

    expect(await added(dir, 'bindAccount')).toMatchObject({ code: 1, out: '' })
    expect(textsIn(copy)).toEqual(before)
  })

  it("copies nothing into a function of somebody's own that has the same name", async () => {
    const dir = project({ 'cloud/bindAccount/index.ts': 'mine' })

    expect(await added(dir, 'bindAccount')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^cannot add: .*bindAccount: changed since it was copied;/),
    })
    expect(readdirSync(join(dir, 'cloud/bindAccount'))).toEqual(['index.ts'])
  })

  it.each([
    [['bindAcount'], 'cannot add: there is no function bindAcount, did you mean bindAccount?\n'],
    [['../../etc'], `cannot add: there is no function ../../etc; there are ${readdirSync(BUILT).join(', ')}\n`],
    [[], "error: missing required argument 'function'\n"],
  ])('says in one line what is wrong: %j', async (args, err) => {
    expect(await added(project(), ...args)).toEqual({ code: 1, out: '', err })
  })

  it('asks for --to where it finds no folder of functions', async () => {
    expect(await added(folder.write({}), 'bindAccount')).toEqual({
      code: 1,
      out: '',
      err: 'cannot add: this folder has no project.config.json with a cloudfunctionRoot and no folder cloudfunctions: name the folder with --to DIR / 这里没有 project.config.json 的 cloudfunctionRoot，也没有 cloudfunctions 文件夹：请用 --to DIR 指定\n',
    })
  })

  it('says that it may not write there', async () => {
    const dir = folder.write({ cloud: 'a file' })

    expect(await added(dir, '--to', join(dir, 'cloud'), 'bindAccount')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^cannot add: E[A-Z]+: .*cloud.*\n$/),
    })
    expect(readFileSync(join(dir, 'cloud'), 'utf8')).toBe('a file')
  })

  it('works in the folder in which npm was called', async () => {
    const dir = project()
    const { code, out } = await npmRun('add', ['getQuota'], { INIT_CWD: dir }).ended

    expect({ code, out }).toEqual({ code: 0, out: `getQuota: added  ${join('cloud', 'getQuota')}\n${NEXT}` })
    rmSync(join(dir, 'cloud'), { recursive: true })
  })
})
