import { execFileSync } from 'node:child_process'
import { symlinkSync, truncateSync } from 'node:fs'
import { readProjectFile } from '../../../../scripts/commands/terminal/project'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

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
