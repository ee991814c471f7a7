import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { add } from '../../../../scripts/commands/add'
import { init } from '../../../../scripts/commands/init'
import { readProjectFile } from '../../../../scripts/commands/terminal/project'
import { catchOutput } from '../../../helpers/catchOutput'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const folder = temporaryFolder()

/** Windows has no pipes in folders, and wine no links: these tests are not run there (test/windows/clone.test.ts). */
describe('readProjectFile', () => {
  const read = (name: string) => readProjectFile(folder.path(name))
  const refused = (name: string, why: string) =>
    `${folder.path(name)} cannot be read: ${why}. Fix it, then run the command again.`

  it('refuses a device, a pipe, a folder and a large file by name', () => {
    symlinkSync('/dev/zero', folder.path('device'))
    execFileSync('mkfifo', [folder.path('pipe')])
    folder.write({ 'folder/x': '', large: '' })
    truncateSync(folder.path('large'), 10 * 1024 * 1024 + 1)
    for (const name of ['device', 'pipe', 'folder']) expect(() => read(name)).toThrow(refused(name, 'it is not a file'))
    expect(() => read('large')).toThrow(refused('large', 'it is larger than 10 MB'))
  })
})

describe('a project whose folders are elsewhere', () => {
  const output = catchOutput()
  const says = (path: string, real: string, project: string) =>
    `error: ${path} is ${folder.path(real)}, outside of the project ${project}, and nothing is written there. Correct project.config.json or remove the link, then run the command again.\n`

  it.each([
    ['miniprogramRoot', () => {}, '../x', '../x/meaningOf.d.ts'],
    ['a link', (at: string) => symlinkSync(folder.path('x'), `${at}/linked`), 'linked', 'linked/meaningOf.d.ts'],
  ])('gets nothing from init by %s', async (_how, prepare, miniprogramRoot, file) => {
    folder.write({ 'x/app.json': '{}', 'shop/project.config.json': JSON.stringify({ miniprogramRoot }) })
    const shop = folder.path('shop')
    prepare(shop)
    jest.spyOn(process, 'cwd').mockReturnValue(shop)
    output.err = ''

    expect(await init(['--yes'])).toBe(1)
    expect(output.err).toBe(says(join(shop, file), 'x/meaningOf.d.ts', shop))
    expect(existsSync(join(shop, 'local-wechat.json'))).toBe(false)
  })

  it('gets nothing from add if the folder of functions is a link', async () => {
    folder.write({ 'mall/project.config.json': '{}', 'elsewhere/x': '' })
    const mall = folder.path('mall')
    symlinkSync(folder.path('elsewhere'), join(mall, 'cloudfunctions'))
    jest.spyOn(process, 'cwd').mockReturnValue(mall)
    output.err = ''

    expect(await add(['getAllAccount'])).toBe(1)
    expect(output.err).toBe(says(join(mall, 'cloudfunctions'), 'elsewhere', mall))
    expect(existsSync(folder.path('elsewhere/getAllAccount'))).toBe(false)
  })
})

describe('a function whose files are devices or pipes', () => {
  const wechat = withLocalWeChat(() => {
    folder.write({ 'functions/zero/index.js': '', 'functions/pipe/package.json': '{}' })
    mkdirSync(folder.path('functions/zeros'))
    symlinkSync('/dev/zero', folder.path('functions/zeros/index.js'))
    symlinkSync('/dev/zero', folder.path('functions/zero/package.json'))
    execFileSync('mkfifo', [folder.path('functions/pipe/index.js')])
    return { functions: folder.path('functions') }
  })

  it.each([
    ['zeros', 'index.js'],
    ['zero', 'package.json'],
    ['pipe', 'index.js'],
  ])('is refused before they are read: %s', async (name, file) => {
    expect(await wechat.callFunction(name, {})).toMatchObject({
      errCode: -504002,
      errMsg: expect.stringContaining(`${file} is not a file`),
    })
  })
})
