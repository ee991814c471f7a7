import { execFileSync } from 'node:child_process'
import { symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { projectFunctions, readProjectFile } from '../../../scripts/start/project'
import { temporaryFolder } from '../../helpers/temporaryFolder'

const folder = temporaryFolder()

describe('the functions of a project', () => {
  it.each([
    ['in its cloudfunctionRoot', { 'project.config.json': '{ "cloudfunctionRoot": "cloud/" }' }, 'cloud'],
    [
      'in its cloudfunctionRoot, though the file is of Windows',
      { 'project.config.json': '\ufeff{\r\n"cloudfunctionRoot": "cloud/"\r\n}\r\n' },
      'cloud',
    ],
    ['in cloudfunctions', {}, 'cloudfunctions'],
    ['in cloudfunctions, when no other folder is named', { 'project.config.json': '{}' }, 'cloudfunctions'],
    [
      'in cloudfunctions, when the folder that is named is not there',
      { 'project.config.json': '{ "cloudfunctionRoot": "none" }' },
      'cloudfunctions',
    ],
  ])('are found %s', (_where, files, found) => {
    const dir = folder.write({ ...files, 'cloud/a/index.js': '', 'cloudfunctions/b/index.js': '' })

    expect(projectFunctions(dir)).toBe(join(dir, found))
  })

  it.each([
    ['an empty folder', {}],
    ['sources alone', { 'cloudfunctions/a/index.ts': '', 'cloudfunctions/README.md': '' }],
  ])('are none in %s', (_what, files) => {
    expect(projectFunctions(folder.write(files))).toBe(undefined)
  })

  it.each(['../cloud', '/', '.', '..'])(
    'are refused in a cloudfunctionRoot that is not inside the project: %s',
    (root) => {
      const dir = folder.write({ 'project.config.json': JSON.stringify({ cloudfunctionRoot: root }) })
      expect(() => projectFunctions(dir)).toThrow(
        `cloudfunctionRoot in ${join(dir, 'project.config.json')} is ${root}, which is not a folder inside the project. Correct it, then run the command again.`,
      )
    },
  )

  it('are not looked for past a project.config.json that cannot be read', () => {
    const dir = folder.write({ 'project.config.json': '{', 'cloudfunctions/a/index.js': '' })

    expect(() => projectFunctions(dir)).toThrow(`${join(dir, 'project.config.json')} cannot be read: `)
  })
})

describe('readProjectFile', () => {
  const read = (name: string) => readProjectFile(folder.path(name))
  const refused = (name: string, why: string) =>
    `${folder.path(name)} cannot be read: ${why}. Fix it, then run the command again.`

  it('returns the text without its byte order mark, undefined if there is no such file', () => {
    folder.write({ 'a.txt': '\ufeffa' })
    expect([read('a.txt'), read('b.txt'), read('a.txt/c')]).toEqual(['a', undefined, undefined])
  })

  it('refuses a device, a pipe, a folder and a large file by name', () => {
    symlinkSync('/dev/zero', folder.path('device'))
    execFileSync('mkfifo', [folder.path('pipe')])
    folder.write({ 'folder/x': '', large: '' })
    truncateSync(folder.path('large'), 10 * 1024 * 1024 + 1)
    for (const name of ['device', 'pipe', 'folder']) expect(() => read(name)).toThrow(refused(name, 'it is not a file'))
    expect(() => read('large')).toThrow(refused('large', 'it is larger than 10 MB'))
  })
})
