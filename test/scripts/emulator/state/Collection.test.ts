import { Collection, type Entry, type Kind } from '../../../../scripts/emulator/state/Collection'
import { type Account, accountSchema } from '../../../../scripts/emulator/state/recordsSchema'
import { sampleAccount } from './sampleAccount'

const kind: Kind<Account> = { name: 'accounts', schema: accountSchema, key: ['appid', 'biz_id'] }

let changes: [key: string, entry: Entry<Account> | undefined][]
let collection: Collection<Account>

beforeEach(() => {
  changes = []
  collection = new Collection(kind, (...change) => changes.push(change))
})

const a = (biz_id: string, more: Partial<Account> = {}) => sampleAccount(biz_id, { appid: 'a', ...more })
const b = (biz_id: string) => sampleAccount(biz_id, { appid: 'b' })

const load = (into: Collection<Account>, ...stored: [string, unknown][]) =>
  into.load(new Map(stored.map(([key, value]) => [key, JSON.stringify(value)])))

describe('Collection', () => {
  it('finds records by key, and lists them in insertion order', () => {
    for (const it of [a('1'), b('1'), a('2')]) collection.put(it)
    collection.put(a('1', { alias: 'changed' }))
    expect(collection.get('a', '1')).toEqual(a('1', { alias: 'changed' }))
    expect(collection.get('a', '3')).toBeUndefined()
    expect(collection.all()).toEqual([a('1', { alias: 'changed' }), b('1'), a('2')])
  })

  it('deletes a record, and does nothing if it does not exist', () => {
    collection.put(a('1'))
    collection.remove('a', '1')
    collection.remove('a', '1')
    expect(collection.all()).toEqual([])
    expect(changes).toEqual([
      ['["accounts","a","1"]', [1, a('1')]],
      ['["accounts","a","1"]', undefined],
    ])
  })

  it('keeps a frozen copy', () => {
    const mine = a('1')
    collection.put(mine)
    mine.alias = 'changed'
    expect(collection.get('a', '1')).toEqual(a('1'))
    expect(Object.isFrozen(collection.get('a', '1'))).toBe(true)
  })

  it('replaces all records at once', () => {
    for (const it of [a('1'), a('2')]) collection.put(it)
    changes = []
    collection.replace([a('2', { alias: 'new' }), b('3')])
    expect(collection.all()).toEqual([a('2', { alias: 'new' }), b('3')])
    expect(new Map(changes)).toEqual(
      new Map<string, unknown>([
        ['["accounts","a","1"]', undefined],
        ['["accounts","a","2"]', [3, a('2', { alias: 'new' })]],
        ['["accounts","b","3"]', [4, b('3')]],
      ]),
    )
  })

  it.each([
    ['put', () => collection.put(a('1', { alias: 'changed' }))],
    ['put of a new record', () => collection.put(a('9'))],
    ['remove', () => collection.remove('a', '1')],
    ['replace', () => collection.replace([b('9')])],
  ])('is unchanged after a %s that is refused', (_what, change) => {
    const records = [a('1'), b('1')]
    let closed = false
    collection = new Collection(kind, () => {
      if (closed) throw new Error('closed')
    })
    collection.replace(records)
    closed = true
    expect(change).toThrow(new Error('closed'))
    expect(collection.all()).toEqual(records)
  })

  it('loads stored records in insertion order', () => {
    for (const it of [a('2'), b('1'), a('1')]) collection.put(it)
    collection.put(a('2', { alias: 'changed' }))
    const stored = new Map(changes)
    const other = new Collection(kind, (...change) => changes.push(change))
    load(other, ['["quotas","a"]', [7, {}]], ...[...stored].reverse())
    expect(other.all()).toEqual([a('2', { alias: 'changed' }), b('1'), a('1')])
    other.put(a('3'))
    expect(changes.at(-1)).toEqual(['["accounts","a","3"]', [4, a('3')]])
  })

  it('drops its previous records when it loads', () => {
    collection.put(a('1'))
    load(collection, ['["accounts","b","2"]', [1, b('2')]])
    expect(collection.all()).toEqual([b('2')])
  })

  it.each([
    ['an empty value', null],
    ['a value without a position', [a('1')]],
    ['an incomplete record', [1, { ...a('1'), create_time: undefined }]],
    ['the record of another key', [1, a('2')]],
  ])('does not load %s', (_what, value) => {
    expect(() => load(collection, ['["accounts","a","1"]', value])).toThrow(
      new Error('["accounts","a","1"] is not a valid entry of accounts'),
    )
  })
})
