import { ClassicLevel } from 'classic-level'
import { Records } from '../../../../scripts/emulator/state/Records'
import { RecordsError } from '../../../../scripts/emulator/state/RecordsFolder'
import type { RecordsData } from '../../../../scripts/emulator/state/recordsSchema'
import { logTo } from '../../../helpers/logTo'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { recordsOf } from './recordsOf'
import { refusalOf } from './refusalOf'
import { sampleAccount } from './sampleAccount'
import { sampleOrder } from './sampleOrder'

const folder = temporaryFolder()
const place = () => folder.path('records')
const printer = (openid: string) => ({ appid: 'wx0000000000000000', openid, tagid_list: ['123', '456'] })
const quota = (used: number) => ({ delivery_id: 'YUNDA', biz_id: '1', used, update_time: 1555482786 })
const nothing: RecordsData = recordsOf({})

/** The methods, with the overloads that Records uses. */
const leveldb: {
  open(): Promise<void>
  batch(operations: unknown[], options: { sync: boolean }): Promise<void>
} = ClassicLevel.prototype

let lines: string[]
let records: Records
const open = async (where: string, seed = nothing) => {
  records = await Records.open(where, { seed: () => seed, log: (line) => logTo(lines)(line) })
  return records
}
const reopened = async (): Promise<RecordsData> => {
  await records.close()
  await open(place(), recordsOf({ accounts: [sampleAccount('seeded again')] }))
  return records.toJSON()
}

beforeEach(() => {
  lines = []
})
afterEach(() => records?.close())

describe.each([
  ['in memory', () => ':memory:'],
  ['in a folder', place],
])('Records %s', (_where, where) => {
  it('start with the given records', async () => {
    const seed = recordsOf({
      accounts: [sampleAccount('1')],
      quotas: [quota(3)],
      orders: [sampleOrder('1')],
      printers: [printer('oABC')],
    })
    await open(where(), seed)
    expect(records.toJSON()).toEqual(seed)
  })

  it('return the new value immediately after a change', async () => {
    await open(where())
    records.accounts.put(sampleAccount('1'))
    records.quotas.put(quota(1))
    expect(records.accounts.get('wx0000000000000000', 'YUNDA', '1')).toEqual(sampleAccount('1'))
    expect(records.quotas.get('YUNDA', '1')).toEqual(quota(1))
    await records.saved()
    expect(records.toJSON()).toEqual(recordsOf({ accounts: [sampleAccount('1')], quotas: [quota(1)] }))
  })

  it('list records in insertion order', async () => {
    await open(where())
    for (const biz_id of ['3', '1', '2']) records.accounts.put(sampleAccount(biz_id))
    records.accounts.put(sampleAccount('1', { status_code: 3 }))
    await records.saved()
    expect(records.accounts.all()).toEqual([
      sampleAccount('3'),
      sampleAccount('1', { status_code: 3 }),
      sampleAccount('2'),
    ])
  })

  it('can be replaced by others', async () => {
    await open(where(), recordsOf({ accounts: [sampleAccount('1'), sampleAccount('2')], quotas: [quota(1)] }))
    const others = recordsOf({ accounts: [sampleAccount('2', { alias: 'new' }), sampleAccount('3')] })
    records.replace(others)
    await records.saved()
    expect(records.toJSON()).toEqual(others)
  })

  it('return the result or the error of a function once its changes are stored', async () => {
    await open(where())
    await expect(
      records.settled(() => {
        records.accounts.put(sampleAccount('1'))
        return records.accounts.all().length
      }),
    ).resolves.toBe(1)
    const refusal = new Error('under review')
    await expect(
      records.settled(() => {
        records.accounts.put(sampleAccount('2'))
        throw refusal
      }),
    ).rejects.toBe(refusal)
    expect(records.accounts.all()).toHaveLength(2)
  })

  it('let exactly one of 100 simultaneous binds succeed', async () => {
    await open(where())
    const bind = (alias: string) =>
      records.settled(() => {
        if (records.accounts.get('wx0000000000000000', 'YUNDA', '1')) return 9300529
        records.accounts.put(sampleAccount('1', { alias }))
        return 0
      })
    const codes = await Promise.all(Array.from({ length: 100 }, (_, index) => bind(`${index}`)))
    expect(codes).toEqual([0, ...Array.from({ length: 99 }, () => 9300529)])
    expect(records.accounts.all()).toEqual([sampleAccount('1', { alias: '0' })])
  })

  it('can be closed twice, and refuse changes afterwards', async () => {
    await open(where())
    records.accounts.put(sampleAccount('1'))
    await Promise.all([records.close(), records.close()])
    await records.close()
    await records.saved()
    expect(() => records.accounts.put(sampleAccount('2'))).toThrow(RecordsError)
    expect(() => records.accounts.put(sampleAccount('2'))).toThrow(/^the records are closed$/)
    expect(() => records.replace(nothing)).toThrow(/^the records are closed$/)
    expect(records.toJSON()).toEqual(recordsOf({ accounts: [sampleAccount('1')] }))
  })
})

describe('Records in a folder', () => {
  it('keep records and their order after a restart, and are not seeded again', async () => {
    await open(place(), recordsOf({ accounts: [sampleAccount('3')] }))
    records.accounts.put(sampleAccount('1'))
    records.accounts.put(sampleAccount('2'))
    records.accounts.put(sampleAccount('3', { alias: 'changed' }))
    records.accounts.remove('wx0000000000000000', 'YUNDA', '1')
    records.quotas.put(quota(1))
    const accounts = [sampleAccount('3', { alias: 'changed' }), sampleAccount('2')]
    expect(await reopened()).toEqual(recordsOf({ accounts, quotas: [quota(1)] }))
    records.accounts.put(sampleAccount('1'))
    expect(await reopened()).toEqual(recordsOf({ accounts: [...accounts, sampleAccount('1')], quotas: [quota(1)] }))
  })

  it('keep orders and printers after a restart', async () => {
    const kept = recordsOf({ orders: [sampleOrder('1', { tagid: 7 }), sampleOrder('2')], printers: [printer('oABC')] })
    await open(place(), kept)
    expect(await reopened()).toEqual(kept)
  })

  it('are not seeded again if they became empty', async () => {
    await open(place(), recordsOf({ accounts: [sampleAccount('1')] }))
    records.replace(nothing)
    expect(await reopened()).toEqual(nothing)
  })

  it('keep any string', async () => {
    await open(place())
    const account = sampleAccount('\ud800 \u0000 "快递" 🚚', { alias: '\udfff\n' })
    records.accounts.put(account)
    expect((await reopened()).accounts).toEqual([account])
  })

  it('store simultaneous changes in one synced write, and changes during that write in another one', async () => {
    await open(place())
    const batch = jest.spyOn(leveldb, 'batch')
    records.accounts.put(sampleAccount('1'))
    records.accounts.put(sampleAccount('2'))
    await Promise.resolve()
    for (let index = 3; index < 100; index++) records.accounts.put(sampleAccount(`${index}`))
    await records.saved()
    expect(batch.mock.calls).toEqual([
      // Each write also stores its number and checksum.
      [Array.from({ length: 2 + 1 }, () => expect.anything()), { sync: true }],
      [Array.from({ length: 97 + 1 }, () => expect.anything()), { sync: true }],
    ])
  })

  it('return the result of a read only after the changes that it may have seen are stored', async () => {
    await open(place())
    const order: string[] = []
    const write = records.settled(() => records.accounts.put(sampleAccount('1'))).then(() => order.push('write'))
    await Promise.resolve()
    const read = records.settled(() => records.accounts.all().length).then((size) => order.push(`read ${size}`))
    expect(order).toEqual([])
    await Promise.all([write, read])
    expect(order).toEqual(['write', 'read 1'])
  })
})

describe('Records whose disk refuses a write', () => {
  const full = () => new Error(`IO error: ${place()}/000003.log: No space left on device`)
  const undone = () => `${place()}: a change could not be kept and was undone: No space left on device`
  /** Writes everything and then fails, as LevelDB does when it cannot sync. */
  const writeAndFail = () => {
    const { batch } = leveldb
    jest.spyOn(leveldb, 'batch').mockImplementationOnce(async function (this: typeof leveldb, ...args) {
      await batch.apply(this, args)
      throw full()
    })
  }

  it('undo the change, log the reason, and continue', async () => {
    await open(place(), recordsOf({ accounts: [sampleAccount('1')] }))
    jest.spyOn(leveldb, 'batch').mockRejectedValueOnce(full())
    records.accounts.put(sampleAccount('2'))
    records.accounts.put(sampleAccount('1', { alias: 'changed' }))
    records.accounts.put(sampleAccount('1', { alias: 'changed again' }))
    expect(await refusalOf(records.saved())).toBe(undone())
    expect(records.toJSON()).toEqual(recordsOf({ accounts: [sampleAccount('1')] }))
    expect(lines).toEqual([undone()])
    await records.settled(() => records.accounts.put(sampleAccount('3')))
    expect(lines).toEqual([undone(), `${place()}: changes are kept again`])
    expect(await reopened()).toEqual(recordsOf({ accounts: [sampleAccount('1'), sampleAccount('3')] }))
  })

  it('also undo the changes made during the write, which may depend on it', async () => {
    await open(place())
    jest.spyOn(leveldb, 'batch').mockRejectedValueOnce(full())
    const first = refusalOf(records.settled(() => records.accounts.put(sampleAccount('1'))))
    await Promise.resolve()
    const second = refusalOf(records.settled(() => records.accounts.put(sampleAccount('2'))))
    const reader = refusalOf(records.settled(() => records.accounts.all().length))
    expect(await Promise.all([first, second, reader])).toEqual([undone(), undone(), undone()])
    expect(records.toJSON()).toEqual(nothing)
    expect(await reopened()).toEqual(nothing)
  })

  it('keep changes made after the undo', async () => {
    await open(place())
    jest.spyOn(leveldb, 'batch').mockRejectedValueOnce(full())
    let later: Promise<void> | undefined
    const log = lines.push.bind(lines)
    lines.push = (...args) => {
      later ??= records.settled(() => records.accounts.put(sampleAccount('2')))
      return log(...args)
    }
    await refusalOf(records.settled(() => records.accounts.put(sampleAccount('1'))))
    await later
    expect(await reopened()).toEqual(recordsOf({ accounts: [sampleAccount('2')] }))
  })

  it('remove a write from disk that failed after it was written', async () => {
    await open(place(), recordsOf({ accounts: [sampleAccount('1'), sampleAccount('2')], quotas: [quota(1)] }))
    writeAndFail()
    records.accounts.remove('wx0000000000000000', 'YUNDA', '1')
    records.accounts.put(sampleAccount('2', { alias: 'changed' }))
    records.accounts.put(sampleAccount('3'))
    await refusalOf(records.saved())
    const before = recordsOf({ accounts: [sampleAccount('1'), sampleAccount('2')], quotas: [quota(1)] })
    expect(records.toJSON()).toEqual(before)
    expect(await reopened()).toEqual(before)
  })

  it('remove a failed write from disk with the next change if the first attempt fails', async () => {
    await open(place(), recordsOf({ accounts: [sampleAccount('1')] }))
    writeAndFail()
    const refuse = jest.spyOn(leveldb, 'open').mockRejectedValueOnce(full())
    await refusalOf(records.settled(() => records.accounts.put(sampleAccount('2'))))
    refuse.mockRejectedValueOnce(full()).mockRejectedValueOnce(full())
    expect(await refusalOf(records.settled(() => records.accounts.put(sampleAccount('3'))))).toBe(
      undone().replace('undone: ', 'undone: cannot be used: '),
    )
    expect(records.toJSON()).toEqual(recordsOf({ accounts: [sampleAccount('1')] }))
    await records.settled(() => records.accounts.put(sampleAccount('4')))
    expect(await reopened()).toEqual(recordsOf({ accounts: [sampleAccount('1'), sampleAccount('4')] }))
  })

  it('undo a replacement as a whole', async () => {
    const before = recordsOf({ accounts: [sampleAccount('1'), sampleAccount('2')], quotas: [quota(1)] })
    await open(place(), before)
    writeAndFail()
    records.replace(recordsOf({ accounts: [sampleAccount('3')] }))
    await refusalOf(records.saved())
    expect(records.toJSON()).toEqual(before)
    expect(await reopened()).toEqual(before)
  })

  it('are seeded again at the next start if their first write failed', async () => {
    const seed = recordsOf({ accounts: [sampleAccount('1')] })
    writeAndFail()
    expect(await refusalOf(open(place(), seed))).toBe(undone())
    await open(place(), seed)
    expect(records.toJSON()).toEqual(seed)
  })

  it('do not crash the process if no code awaits the change', async () => {
    await open(place())
    jest.spyOn(leveldb, 'batch').mockRejectedValueOnce(full())
    records.accounts.put(sampleAccount('1'))
    await records.close()
    expect(lines).toEqual([undone()])
  })
})

describe('the version of Records', () => {
  it('is checked, and records with another version are refused and not changed', async () => {
    const first = recordsOf({ accounts: [sampleAccount('1'), sampleAccount('2')] })
    const setVersion = async (version: number) => {
      await records.close()
      const database = new ClassicLevel(place())
      await database.put('["version"]', `${version}`)
      await database.close()
    }
    await open(place(), first)
    await setVersion(3)
    expect(await refusalOf(open(place()))).toBe(
      `${place()}: contains the LevelDB of a local WeChat whose records have version 3; this one reads version 1. ` +
        'Use a newer local WeChat, or name another folder for the records',
    )
    await setVersion(1)
    await open(place())
    expect(records.toJSON()).toEqual(first)
  })
})
