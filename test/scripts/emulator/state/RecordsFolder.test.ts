import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { Records } from '../../../../scripts/emulator/state/Records'
import { RecordsFolder } from '../../../../scripts/emulator/state/RecordsFolder'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { mount } from './mount'
import { recordsOf } from './recordsOf'
import { refusalOf } from './refusalOf'
import { sampleAccount } from './sampleAccount'

const folder = temporaryFolder()
const place = () => folder.path('records')
const MOVE = 'Move the folder away to start with new records; the accounts, orders, documents and files in it are lost'
const opened: Records[] = []
const open = async (where = place()) => {
  const records = await Records.open(where, { seed: () => recordsOf({}), log: () => {} })
  opened.push(records)
  return records
}
const refusal = async (where = place(), language: 'en' | 'zh' = 'en') => await refusalOf(open(where), language)
const modes = () =>
  Object.fromEntries(readdirSync(place()).map((name) => [name, statSync(join(place(), name)).mode & 0o777]))

afterEach(async () => {
  for (const records of opened.splice(0)) await records.close()
})

describe('the folder of records', () => {
  it('is created with all parent folders', async () => {
    const records = await open(folder.path('a/b/records'))
    await records.settled(() => records.accounts.put(sampleAccount('1')))
    await records.close()
    expect((await open(folder.path('a/b/records'))).accounts.all()).toEqual([sampleAccount('1')])
  })

  it('is readable only for its owner, as are its files', async () => {
    mkdirSync(place())
    chmodSync(place(), 0o755)
    const records = await open()
    const ownerOnly = () => Object.fromEntries(readdirSync(place()).map((name) => [name, 0o600]))
    expect(statSync(place()).mode & 0o777).toBe(0o700)
    expect(modes()).toEqual(ownerOnly())
    // Exceeds LevelDB's buffer of 4 MB, so that it creates new files.
    const before = readdirSync(place())
    for (let index = 0; index < 6; index++) {
      await records.settled(() =>
        records.accounts.put(sampleAccount(`${index}`, { remark_content: `${index}`.repeat(1_000_000) })),
      )
    }
    await records.settled(() => records.accounts.put(sampleAccount('last')))
    await records.close()
    expect(readdirSync(place())).not.toEqual(before)
    await (await open()).close()
    expect(modes()).toEqual(ownerOnly())
  })

  it('is refused in Chinese too', async () => {
    const foreign = folder.path('foreign')
    folder.write({ 'foreign/a.txt': '', 'foreign/b.txt': '', file: '' })
    await (await open()).heldAt('http://127.0.0.1:8787')
    expect([
      await refusal(foreign, 'zh'),
      await refusal(folder.path('file/records'), 'zh'),
      await refusal(place(), 'zh'),
    ]).toEqual([
      `${foreign}：含有其他文件（a.txt, b.txt）。请另选一个新目录保存记录`,
      `${folder.path('file/records')}：无法创建目录：ENOTDIR: not a directory`,
      `${place()}：正被另一个本地模拟环境（进程 ${process.pid}，地址 http://127.0.0.1:8787）使用。请使用它、结束它，或换一个目录`,
    ])
  })

  it('is recognized under each of its paths in one process', async () => {
    const records = await open()
    await records.heldAt('http://127.0.0.1:8787')
    symlinkSync(place(), folder.path('link'))
    symlinkSync(folder.path(), folder.path('parent'))
    for (const name of [place(), folder.path('link'), folder.path('parent/records'), `${place()}/../records/`]) {
      expect(await refusal(name)).toBe(
        `${place()}: in use by another local WeChat, process ${process.pid} at http://127.0.0.1:8787: ` +
          'use that one, end it, or name another folder',
      )
    }
    await records.close()
    await open(folder.path('link'))
  })

  it('names the process that holds it, until it is closed', async () => {
    const records = await open()
    const holder = () => JSON.parse(readFileSync(folder.path('records/holder.json'), 'utf8'))
    expect(holder()).toEqual({ pid: process.pid })
    await records.heldAt('http://127.0.0.1:1')
    expect(holder()).toEqual({ pid: process.pid, url: 'http://127.0.0.1:1' })
    await records.close()
    expect(readdirSync(place())).not.toContain('holder.json')
  })

  it('keeps all records if it is deleted while it is in use', async () => {
    const records = await open()
    await records.settled(() => records.accounts.put(sampleAccount('1')))
    rmSync(place(), { recursive: true })
    await records.settled(() => records.accounts.put(sampleAccount('2')))
    for (const name of readdirSync(place())) rmSync(join(place(), name))
    await records.settled(() => records.accounts.put(sampleAccount('3')))
    await records.close()
    expect((await open()).accounts.all()).toEqual(['1', '2', '3'].map((it) => sampleAccount(it)))
  })

  it('can be opened after a start that was killed before anything was stored', async () => {
    mkdirSync(place())
    for (const name of ['LOCK', 'LOG', 'MANIFEST-000001', '000001.dbtmp', 'holder.json.new', '.DS_Store']) {
      writeFileSync(join(place(), name), '')
    }
    expect((await open()).toJSON()).toEqual(recordsOf({}))
  })

  it.each([
    ['a file', () => writeFileSync(place(), '{}'), 'cannot be used: ENOTDIR: not a directory'],
    ['a pipe', () => execFileSync('mkfifo', [place()]), 'cannot be used: ENOTDIR: not a directory'],
    [
      'a broken symbolic link',
      () => symlinkSync(folder.path('gone'), place()),
      'the folder cannot be made: ENOENT: no such file or directory',
    ],
    [
      'a folder with other files',
      () => folder.write({ 'records/package.json': '{}', 'records/src/index.js': '' }),
      'contains other files (package.json, src). Name a new folder for the records',
    ],
  ])('cannot be %s', async (_what, make, message) => {
    make()
    const before = readdirSync(folder.path(), { recursive: true })
    expect(await refusal()).toBe(`${place()}: ${message}`)
    expect(readdirSync(folder.path(), { recursive: true })).toEqual(before)
  })

  it('cannot be below a file', async () => {
    folder.write({ file: '' })
    expect(await refusal(folder.path('file/records'))).toBe(
      `${folder.path('file/records')}: the folder cannot be made: ENOTDIR: not a directory`,
    )
  })

  it('cannot be the LevelDB of another program, in which nothing changes', async () => {
    const other = new ClassicLevel(place())
    await other.put('key', 'value')
    await other.close()
    const content = () =>
      readdirSync(place()).map((name) => {
        const path = join(place(), name)
        return [name, readFileSync(path, 'hex'), statSync(path).mode, statSync(path).mtimeMs]
      })
    const before = [content(), statSync(place()).mode]
    expect(await refusal()).toBe(
      `${place()}: contains the LevelDB of another program; this one reads version 1. Use a newer local WeChat, or name another folder for the records`,
    )
    expect([content(), statSync(place()).mode]).toEqual(before)
  })

  it('is refused when its files are damaged', async () => {
    await (await open()).close()
    writeFileSync(join(place(), 'CURRENT'), 'rubbish')
    expect(await refusal()).toBe(
      `${place()}: the records are damaged (Corruption: CURRENT file does not end with newline). ${MOVE}`,
    )
  })

  it('is refused when an entry is not valid', async () => {
    await (await open()).close()
    const stored = await RecordsFolder.open(place())
    await stored.write(new Map([['["accounts","wx1","YUNDA","1"]', [1, {}]]]))
    await stored.close()
    const message = `${place()}: the records are damaged (["accounts","wx1","YUNDA","1"] is not a valid entry of accounts). ${MOVE}`
    expect(await refusal()).toBe(message)
    // The first refusal has released the folder.
    expect(await refusal()).toBe(message)
  })

  it('is reported as read-only', async () => {
    await (await open()).close()
    const mounted = mount('--bind', place(), place())
    if (mounted.refusal) {
      // Without permission to mount, the user is not root, so file modes apply.
      chmodSync(place(), 0o500)
      expect(await refusal()).toBe(`${place()}: cannot be used: EACCES: permission denied`)
      chmodSync(place(), 0o700)
      return
    }
    try {
      mount('-o', 'remount,bind,ro', place(), place())
      expect(await refusal()).toBe(`${place()}: cannot be used: EROFS: read-only file system`)
      expect(await refusal(folder.path('records/below'))).toBe(
        `${folder.path('records/below')}: the folder cannot be made: EROFS: read-only file system`,
      )
    } finally {
      mounted.unmount()
    }
    await open()
  })

  it('is created again if it is moved while it is in use', async () => {
    const records = await open()
    await records.settled(() => records.accounts.put(sampleAccount('1')))
    renameSync(place(), folder.path('moved'))
    await records.settled(() => records.accounts.put(sampleAccount('2')))
    await records.close()
    expect((await open()).accounts.all()).toEqual([sampleAccount('1'), sampleAccount('2')])
    expect((await open(folder.path('moved'))).accounts.all()).toEqual([sampleAccount('1')])
  })
})
