import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { add } from '../../../scripts/commands/add'
import { digestOf } from '../../../scripts/commands/terminal/digest'
import { catchOutput } from '../../helpers/catchOutput'
import { npmRun } from '../../helpers/npmRun'
import { temporaryFolder } from '../../helpers/temporaryFolder'

const BUILT = join(__dirname, '../../../dist/cloudfunctions')
const FILES = ['bundle.js', 'bundle.js.LEGAL.txt', 'config.json', 'index.js', 'package.json']
const NEXT =
  '\nNext: upload each function from the developer tools, wait ten minutes for its permission, and in the cloud console set ADMIN_OPENIDS and raise the time limit from 3 s to 10 s.\n'

const folder = temporaryFolder()
const output = catchOutput()

/** Runs `npm run add -- ...` in this process, in a project's folder. */
async function added(project: string, ...args: string[]) {
  jest.spyOn(process, 'cwd').mockReturnValue(project)
  output.out = ''
  output.err = ''
  return { code: await add(args), ...output }
}

const project = (files: Record<string, string> = {}) =>
  folder.write({ 'project.config.json': '{ "cloudfunctionRoot": "cloud/" }', ...files })

/** Returns the contents of a folder's files by name. */
const textsIn = (dir: string) =>
  Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), 'utf8')]))

/**
 * Replaces a copy with one of an older release.
 *
 * @param others the files that differ in that release; undefined for a file that it did not contain
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
  it("copies functions into the project's cloudfunctionRoot, which it creates", async () => {
    const dir = project()

    expect(await added(dir, 'bindAccount', 'getQuota')).toEqual({
      code: 0,
      out: `project: ${dir}\nbindAccount: added  ${join('cloud', 'bindAccount')}\ngetQuota: added  ${join('cloud', 'getQuota')}\n${NEXT}`,
      err: '',
    })
    expect(textsIn(join(dir, 'cloud/bindAccount'))).toEqual(textsIn(join(BUILT, 'bindAccount')))
    expect(readdirSync(join(dir, 'cloud/getQuota')).sort()).toEqual(FILES)
  })

  it('copies into cloudfunctions without a project.config.json, and into --to if it is given', async () => {
    const dir = folder.write({ 'cloudfunctions/mine/index.js': '' })

    expect(await added(dir, 'bindAccount')).toMatchObject({ code: 0, err: '' })
    expect(await added(dir, '--to', join(dir, 'elsewhere'), 'bindAccount')).toMatchObject({ code: 0, err: '' })
    expect([
      existsSync(join(dir, 'cloudfunctions/bindAccount')),
      existsSync(join(dir, 'elsewhere/bindAccount')),
    ]).toEqual([true, true])
  })

  it('does not change a copy that is current', async () => {
    const dir = project()
    await added(dir, 'bindAccount')

    expect((await added(dir, 'bindAccount')).out.split('\n')[1]).toBe(
      `bindAccount: unchanged  ${join('cloud', 'bindAccount')}`,
    )
  })

  it.each([
    ['', (text: string) => text],
    [', although git has changed its line endings', (text: string) => text.replaceAll(/\r?\n/g, '\r\n')],
  ])('updates an older copy and keeps other files in its folder%s', async (_how, changed) => {
    const dir = project()
    await added(dir, 'bindAccount')
    const copy = join(dir, 'cloud/bindAccount')
    makeOlder(copy)
    for (const [name, text] of Object.entries(textsIn(copy))) writeFileSync(join(copy, name), changed(text))
    writeFileSync(join(copy, 'notes.txt'), 'mine')

    expect((await added(dir, 'bindAccount')).out.split('\n')[1]).toBe(
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
      ['fewer', FEWER, {}],
      ['more', MORE, MORE],
      ['other', { ...FEWER, ...MORE }, MORE],
    ])('updates a copy with %s files', async (_what, others, left) => {
      const { dir, copy } = await older(others)
      writeFileSync(join(copy, 'notes.txt'), 'mine')

      expect(await added(dir, 'bindAccount')).toEqual({
        code: 0,
        out: `project: ${dir}\nbindAccount: updated  ${join('cloud', 'bindAccount')}\n${NEXT}`,
        err: '',
      })
      expect(textsIn(copy)).toEqual({ ...textsIn(join(BUILT, 'bindAccount')), ...left, 'notes.txt': 'mine' })
    })

    it.each(['index.js', 'helper.js'])('refuses to update a copy whose %s was changed', async (name) => {
      const { dir, copy } = await older(MORE)
      writeFileSync(join(copy, name), 'mine')
      const before = textsIn(copy)

      expect(await added(dir, 'bindAccount')).toEqual({
        code: 1,
        out: '',
        err: `error: your changes would be lost: ${join(copy, 'index.js')}, ${join(copy, 'package.json')}. Move them elsewhere, or overwrite them with --force.\n`,
      })
      expect(textsIn(copy)).toEqual(before)
    })

    it("refuses to overwrite a user's file with the name of a new file", async () => {
      const { dir, copy } = await older(FEWER)
      writeFileSync(join(copy, 'bundle.js.LEGAL.txt'), 'mine')

      expect(await added(dir, 'bindAccount')).toMatchObject({
        code: 1,
        err: expect.stringContaining(`error: your changes would be lost: ${join(copy, 'bundle.js.LEGAL.txt')}. Move`),
      })
      expect(readFileSync(join(copy, 'bundle.js.LEGAL.txt'), 'utf8')).toBe('mine')
    })
  })

  it('completes a copy that was interrupted', async () => {
    const dir = project()
    cpSync(join(BUILT, 'bindAccount/index.js'), join(dir, 'cloud/bindAccount/index.js'))

    expect(await added(dir, 'bindAccount')).toMatchObject({ code: 0, err: '' })
    expect(textsIn(join(dir, 'cloud/bindAccount'))).toEqual(textsIn(join(BUILT, 'bindAccount')))
  })

  it('does not copy any function if one copy was changed', async () => {
    const dir = project()
    await added(dir, 'bindAccount')
    writeFileSync(join(dir, 'cloud/bindAccount/config.json'), '{ "timeout": 10 }')

    expect(await added(dir, 'getQuota', 'bindAccount')).toEqual({
      code: 1,
      out: '',
      err: `error: your changes would be lost: ${join(dir, 'cloud/bindAccount/config.json')}. Move them elsewhere, or overwrite them with --force.\n`,
    })
    expect(existsSync(join(dir, 'cloud/getQuota'))).toBe(false)
    expect(readFileSync(join(dir, 'cloud/bindAccount/config.json'), 'utf8')).toBe('{ "timeout": 10 }')

    expect(await added(dir, '--force', 'bindAccount')).toMatchObject({ code: 0, err: '' })
    expect(textsIn(join(dir, 'cloud/bindAccount'))).toEqual(textsIn(join(BUILT, 'bindAccount')))
  })

  it.each([
    ['an older copy that was changed', (copy: string) => writeFileSync(join(copy, 'index.js'), 'mine')],
    ['a copy whose package.json is invalid', (copy: string) => writeFileSync(join(copy, 'package.json'), '{')],
  ])('does not overwrite %s', async (_what, change) => {
    const dir = project()
    await added(dir, 'bindAccount')
    const copy = join(dir, 'cloud/bindAccount')
    makeOlder(copy)
    change(copy)
    const before = textsIn(copy)

    expect(await added(dir, 'bindAccount')).toMatchObject({ code: 1, out: '' })
    expect(textsIn(copy)).toEqual(before)
  })

  it.each([
    [['bindAcount'], "error: there is no function 'bindAcount', did you mean bindAccount?\n"],
    [['../../etc'], `error: there is no function '../../etc' (there are: ${readdirSync(BUILT).join(', ')})\n`],
    [[], 'error: the argument function is missing\n'],
  ])('reports the mistake in %j in one line', async (args, err) => {
    expect(await added(project(), ...args)).toEqual({ code: 1, out: '', err })
  })

  it('requires --to if the project has no functions folder', async () => {
    expect(await added(folder.write({}), 'bindAccount')).toEqual({
      code: 1,
      out: '',
      err: `error: ${folder.path()} has no project.config.json with a cloudfunctionRoot and no folder cloudfunctions. Name the folder with --to DIR.\n`,
    })
  })

  it('reports a folder that cannot be written', async () => {
    const dir = folder.write({ cloud: 'a file' })

    expect(await added(dir, '--to', join(dir, 'cloud'), 'bindAccount')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^error: E[A-Z]+: .*cloud.*\n$/),
    })
    expect(readFileSync(join(dir, 'cloud'), 'utf8')).toBe('a file')
  })

  it('uses the folder in which npm was called', async () => {
    const dir = project()
    const { code, out } = await npmRun('add', ['getQuota'], { INIT_CWD: dir }).ended

    expect({ code, out }).toEqual({
      code: 0,
      out: `project: ${dir}\ngetQuota: added  ${join('cloud', 'getQuota')}\n${NEXT}`,
    })
    rmSync(join(dir, 'cloud'), { recursive: true })
  })
})
