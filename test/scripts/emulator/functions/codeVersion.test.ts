import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { codeVersion } from '../../../../scripts/emulator/functions/codeVersion'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const touch = (name: string) => utimesSync(folder.path(name), new Date(), new Date(Date.now() + 10_000))

describe('codeVersion', () => {
  beforeEach(() => {
    folder.write({ 'it/index.js': '1', 'it/lib/a.js': '1', 'it/node_modules/x/index.js': '1', 'shared/b.js': '1' })
    symlinkSync(folder.path('shared'), folder.path('it/linked'))
  })
  const version = () => codeVersion(folder.path('it'))

  it('stays the same if nothing changes', () => {
    expect(version()).toBe(version())
  })

  it.each(['it/index.js', 'it/lib/a.js', 'shared/b.js'])('changes with %s', (name) => {
    const before = version()
    touch(name)
    expect(version()).not.toBe(before)
  })

  it('changes when a file is created or deleted', () => {
    const before = version()
    writeFileSync(folder.path('it/new.js'), '')
    const between = version()
    rmSync(folder.path('it/new.js'))
    expect([between === before, version() === before]).toEqual([false, true])
  })

  it('ignores node_modules', () => {
    const before = version()
    touch('it/node_modules/x/index.js')
    expect(version()).toBe(before)
  })

  it.each([
    ['nowhere, as editors make them,', 'nobody@nowhere.1:2'],
    ['to itself', '.#index.js'],
  ])('accepts a link that leads %s', (_where, target) => {
    symlinkSync(target, folder.path('it/.#index.js'))
    expect(version()).toContain('.#index.js undefined')
  })

  it('reads each folder once, however many links lead to it', () => {
    const names = [...'abcdefgh']
    for (const name of names) folder.write({ [`it/${name}/${name}.js`]: '' })
    for (const name of names)
      for (const other of names) symlinkSync(folder.path('it', other), folder.path('it', name, `to-${other}`))
    expect(
      version()
        .split(',')
        .filter((it) => it.includes('.js ')),
    ).toHaveLength(names.length + 3)
  })

  it('stops at a link to a folder that contains it', () => {
    mkdirSync(folder.path('it/deep'))
    symlinkSync(folder.path('it'), folder.path('it/deep/up'))
    symlinkSync(folder.path('shared'), folder.path('shared/self'))
    expect(version()).toContain('index.js')
  })
})
