import { join } from 'node:path'
import { findProject, projectFunctions, readProjectFile } from '../../../../scripts/commands/terminal/project'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()

describe('findProject', () => {
  it.each([
    ['of project.config.json', { 'shop/project.config.json': '{}', 'shop/miniprogram/pages/a': '' }, 'shop'],
    ['of local-wechat.json', { 'shop/local-wechat.json': '{}', 'shop/miniprogram/pages/a': '' }, 'shop'],
    [
      'of cloudfunctions, not of a package.json below it',
      { 'shop/cloudfunctions/a': '', 'shop/miniprogram/package.json': '{}', 'shop/miniprogram/pages/a': '' },
      'shop',
    ],
    ['of package.json', { 'shop/package.json': '{}', 'shop/miniprogram/pages/a': '' }, 'shop'],
    [
      'that is nearest',
      { 'project.config.json': '{}', 'shop/project.config.json': '{}', 'shop/miniprogram/pages/a': '' },
      'shop',
    ],
  ])('finds the folder %s', (_what, files, found) => {
    const dir = folder.write(files)

    expect(findProject(join(dir, 'shop/miniprogram/pages'))).toBe(join(dir, found))
  })

  it('does not search above a git repository', () => {
    const dir = folder.write({ 'package.json': '{}', 'shop/.git/HEAD': '', 'shop/src/a': '' })

    expect(findProject(join(dir, 'shop/src'))).toBe(undefined)
  })
})

describe('projectFunctions', () => {
  it.each([
    ['in the cloudfunctionRoot', { 'project.config.json': '{ "cloudfunctionRoot": "cloud/" }' }, 'cloud'],
    [
      'in the cloudfunctionRoot of a file with a byte order mark and CRLF',
      { 'project.config.json': '\ufeff{\r\n"cloudfunctionRoot": "cloud/"\r\n}\r\n' },
      'cloud',
    ],
    ['in cloudfunctions', {}, 'cloudfunctions'],
    ['in cloudfunctions without a cloudfunctionRoot', { 'project.config.json': '{}' }, 'cloudfunctions'],
    [
      'in cloudfunctions if the cloudfunctionRoot does not exist',
      { 'project.config.json': '{ "cloudfunctionRoot": "none" }' },
      'cloudfunctions',
    ],
  ])('finds functions %s', (_where, files, found) => {
    const dir = folder.write({ ...files, 'cloud/a/index.js': '', 'cloudfunctions/b/index.js': '' })

    expect(projectFunctions(dir)).toBe(join(dir, found))
  })

  it.each([
    ['an empty folder', {}],
    ['a folder with sources only', { 'cloudfunctions/a/index.ts': '', 'cloudfunctions/README.md': '' }],
  ])('finds no function in %s', (_what, files) => {
    expect(projectFunctions(folder.write(files))).toBe(undefined)
  })

  it.each(['../cloud', '/', '.', '..'])('rejects the cloudfunctionRoot %s, which is not inside the project', (root) => {
    const dir = folder.write({ 'project.config.json': JSON.stringify({ cloudfunctionRoot: root }) })
    expect(() => projectFunctions(dir)).toThrow(
      `cloudfunctionRoot in ${join(dir, 'project.config.json')} is ${root}, which is not a folder inside the project. Correct it, then run the command again.`,
    )
  })

  it('rejects a project.config.json that is not valid JSON', () => {
    const path = join(
      folder.write({ 'project.config.json': '{', 'cloudfunctions/a/index.js': '' }),
      'project.config.json',
    )

    expect(() => projectFunctions(folder.path())).toThrow(
      expect.objectContaining({
        both: { en: `${path}:1: not valid JSON: } is missing`, zh: `${path}:1：不是有效的 JSON：缺少 }` },
      }),
    )
  })
})

describe('readProjectFile', () => {
  const read = (name: string) => readProjectFile(folder.path(name))

  it('returns the text without its byte order mark, undefined if there is no such file', () => {
    folder.write({ 'a.txt': '\ufeffa' })
    expect([read('a.txt'), read('b.txt'), read('a.txt/c')]).toEqual(['a', undefined, undefined])
  })
})
