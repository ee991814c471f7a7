import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { oldStateFile } from '../../../../scripts/emulator/state/oldStateFile'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const NAME = '.local-wechat.json'
const old = JSON.stringify({ version: 1, miniPrograms: [], couriers: [], customers: [], accounts: [] })

describe('oldStateFile', () => {
  it('says what to do with a former state file and leaves it as it is', () => {
    const dir = folder.write({ [NAME]: old })
    expect(oldStateFile(dir)).toBe(
      `${folder.path(NAME)}: the state file of a former local WeChat, which is not read any more: move its miniPrograms, ` +
        'couriers and customers to local-wechat.json, and those of its accounts that shall be bound at the start, without ' +
        'quota_num and quota_update_time; then delete it, it holds passwords',
    )
    expect(readFileSync(folder.path(NAME), 'utf8')).toBe(old)
  })

  it.each([
    ['is not there', () => {}],
    ['is a folder', () => mkdirSync(folder.path(NAME))],
    ['is a pipe', () => execFileSync('mkfifo', [folder.path(NAME)])],
    ['is no JSON', () => folder.write({ [NAME]: 'text' })],
    ['is another JSON', () => folder.write({ [NAME]: '{"version":1}' })],
  ])('says nothing when it %s', (_what, make) => {
    make()
    expect(oldStateFile(folder.path())).toBeUndefined()
  })
})
