import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { createLocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { Records } from '../../../../scripts/emulator/state/Records'
import { RecordsError } from '../../../../scripts/emulator/state/RecordsFolder'
import type { RecordsData } from '../../../../scripts/emulator/state/recordsSchema'
import { callFunction, returnedIn } from '../../../helpers/callFunction'
import { controlOf } from '../../../helpers/controlOf'
import { logTo } from '../../../helpers/logTo'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { sample } from '../../../helpers/withLocalWeChat'
import { mount } from './mount'
import { recordsOf } from './recordsOf'
import { refusalOf } from './refusalOf'
import { sampleAccount } from './sampleAccount'

const folder = temporaryFolder()
const disk = () => folder.path('disk')
const place = () => folder.path('disk/records')
const NOT_ALLOWED = /superuser|permission|permitted|ENOENT|not found/i

let lines: string[]
const open = () => Records.open(place(), { seed: () => recordsOf({}), log: (line) => logTo(lines)(line) })

/** Fills the disk except for `left` bytes. */
function fill(left = 0): void {
  const { bavail, bsize } = statfsSync(disk())
  writeFileSync(folder.path('disk/filler'), Buffer.alloc(bavail * bsize - left))
}
const empty = () => rmSync(folder.path('disk/filler'))

/** Puts accounts until the disk refuses one. */
async function putUntilRefused(records: Records, prefix: string, bytes: number): Promise<string> {
  for (let index = 0; ; index++) {
    const account = sampleAccount(`${prefix}${index}`, { remark_content: 'x'.repeat(bytes) })
    try {
      await records.settled(() => records.accounts.put(account))
    } catch (error) {
      if (error instanceof RecordsError) return error.message
      throw error
    }
  }
}

async function afterRestart(records: Records): Promise<RecordsData> {
  await records.close()
  const again = await open()
  const data = again.toJSON()
  await again.close()
  return data
}

describe('Records on a disk that becomes full', () => {
  beforeEach(() => {
    lines = []
    mkdirSync(disk())
  })

  it('refuse changes without room, keep confirmed changes, and continue when there is room', async () => {
    const { refusal, unmount } = mount('-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk())
    // Without permission to mount: Records.test.ts checks the same with a LevelDB that fails.
    if (refusal !== undefined) return expect(refusal).toMatch(NOT_ALLOWED)
    try {
      const records = await open()
      await records.settled(() => records.accounts.put(sampleAccount('first')))
      for (const [round, bytes] of [10, 1000, 30_000].entries()) {
        fill(round * 20_000)
        const reason = await putUntilRefused(records, `${round}-`, bytes)
        expect(reason).toBe(`${place()}: a change could not be kept and was undone: No space left on device`)
        expect(lines.splice(0)).toContain(reason)
        const kept = records.toJSON()
        for (let again = 0; again < 3; again++) {
          await refusalOf(
            records.settled(() => records.accounts.put(sampleAccount('big', { alias: 'x'.repeat(100_000) }))),
          )
        }
        expect(records.toJSON()).toEqual(kept)
        lines = []
        empty()
        await records.settled(() => records.accounts.put(sampleAccount(`room ${round}`)))
        expect(records.toJSON().accounts).toEqual([...kept.accounts, sampleAccount(`room ${round}`)])
        expect(lines).toEqual([`${place()}: changes are kept again`])
      }
      const kept = records.toJSON()
      expect(await afterRestart(records)).toEqual(kept)
    } finally {
      unmount()
    }
  })

  it('report that they cannot be opened on a full disk', async () => {
    const { refusal, unmount } = mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk())
    if (refusal !== undefined) return expect(refusal).toMatch(NOT_ALLOWED)
    try {
      fill()
      expect(await refusalOf(open())).toMatch(
        /^\/.*\/disk\/records: (cannot be used|the folder cannot be made): .*no space left on device/i,
      )
      empty()
      const records = await open()
      await records.settled(() => records.accounts.put(sampleAccount('1')))
      expect(await afterRestart(records)).toEqual(recordsOf({ accounts: [sampleAccount('1')] }))
    } finally {
      unmount()
    }
  })
})

describe('Records whose folder becomes read-only', () => {
  const chattr = (flag: string, path = place()) => spawnSync('chattr', [flag, path], { encoding: 'utf8' })
  const CHATTR_REFUSED = /not permitted|not supported|inappropriate ioctl|ENOENT/i

  it('keep confirmed changes, refuse others, and continue when the folder is writable', async () => {
    lines = []
    mkdirSync(disk())
    const records = await open()
    // Applies to root too, unlike file modes.
    const { status, stderr, error } = chattr('+i')
    if (status !== 0) {
      await records.close()
      return expect(`${error ?? stderr}`).toMatch(CHATTR_REFUSED)
    }
    try {
      // LevelDB keeps writing to its open file, and needs a new one after 4 MB.
      const reason = await putUntilRefused(records, '', 1_000_000)
      expect(reason).toBe(`${place()}: a change could not be kept and was undone: Operation not permitted`)
      expect(await refusalOf(records.settled(() => records.accounts.put(sampleAccount('small'))))).toBe(
        `${place()}: a change could not be kept and was undone: cannot be used: EPERM: operation not permitted`,
      )
    } finally {
      chattr('-i')
    }
    const kept = records.toJSON().accounts
    expect(kept.length).toBeGreaterThan(2)
    await records.settled(() => records.accounts.put(sampleAccount('small')))
    expect(await afterRestart(records)).toEqual(recordsOf({ accounts: [...kept, sampleAccount('small')] }))
  })
  it('do not bind an account, and say why to the caller', async () => {
    mkdirSync(disk())
    const env = { ADMIN_OPENIDS: 'oAdmin' }
    let wechat = await createLocalWeChat({ state: place(), env })
    const bind = (deliveryId: string) =>
      callFunction(wechat.url, 'bindAccount', { ...sample, deliveryId }, 'oAdmin').then(returnedIn)
    const bound = async () =>
      (await controlOf(() => wechat.url)('GET', 'state')).body.accounts.map((it) => it.delivery_id)
    await bind('YUNDA')
    // As after `chmod -R a-w` of a user who is not root: LevelDB can still write to its open files.
    const file = `${place()}/acknowledged`
    const { status, stderr, error } = chattr('+i', file)
    if (status !== 0) {
      await wechat.close()
      return expect(`${error ?? stderr}`).toMatch(CHATTR_REFUSED)
    }
    const reason = `${place()}: a change could not be kept and was undone: EPERM: operation not permitted`
    try {
      expect(await bind('SF')).toMatchObject({
        result: { errCode: -1, errMsg: expect.stringContaining(`system error: ${reason}`) },
      })
      expect(await bound()).toEqual(['YUNDA'])
    } finally {
      chattr('-i', file)
      await wechat.close()
    }
    wechat = await createLocalWeChat({ state: place(), env })
    expect(await bound()).toEqual(['YUNDA'])
    await wechat.close()
  })
})
