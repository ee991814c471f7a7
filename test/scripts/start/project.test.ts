import { join } from 'node:path'
import { projectFunctions } from '../../../scripts/start/project'
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

  it('are not looked for past a project.config.json that cannot be read', () => {
    const dir = folder.write({ 'project.config.json': '{', 'cloudfunctions/a/index.js': '' })

    expect(() => projectFunctions(dir)).toThrow(`${join(dir, 'project.config.json')} cannot be read: `)
  })
})
