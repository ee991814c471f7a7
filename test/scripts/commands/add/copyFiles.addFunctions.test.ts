import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, symlinkSync } from 'node:fs'
import { addFunctions } from '../../../../scripts/commands/add/copyFiles'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

describe('addFunctions', () => {
  const folder = temporaryFolder()
  const add = (force: boolean) => addFunctions(['getQuota'], folder.path('functions'), force)
  const refused = (path: string) =>
    `${path} is a link, and its target would be overwritten. Remove the link, then run the command again.`

  it.each([true, false])('does not write through a link (force: %s)', (force) => {
    folder.write({ 'precious.js': 'mine' })
    add(false)
    const file = folder.path('functions/getQuota/index.js')
    rmSync(file)
    symlinkSync(folder.path('precious.js'), file)
    expect(() => add(force)).toThrow(refused(file))
    expect(readFileSync(folder.path('precious.js'), 'utf8')).toBe('mine')
  })

  it('does not write into a folder that is a link', () => {
    folder.write({ 'other/x': '', 'functions/x': '' })
    symlinkSync(folder.path('other'), folder.path('functions/getQuota'))
    expect(() => add(true)).toThrow(refused(folder.path('functions/getQuota')))
  })

  it('names a file that is a pipe, and does not wait for its writer', () => {
    folder.write({ 'functions/getQuota/x': '' })
    const pipe = folder.path('functions/getQuota/package.json')
    execFileSync('mkfifo', [pipe])
    expect(() => add(true)).toThrow(`${pipe} cannot be read: it is not a file. Fix it, then run the command again.`)
  })
})
