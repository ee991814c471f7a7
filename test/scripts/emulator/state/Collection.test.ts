import { Collection, type Journal, type Kind } from '../../../../scripts/emulator/state/Collection'
import { type Account, accountSchema } from '../../../../scripts/emulator/state/recordsSchema'
import { sampleAccount } from './sampleAccount'

const kind: Kind<Account> = {
  name: 'accounts',
  schema: accountSchema,
  keyOf: ({ appid, biz_id }) => [appid, biz_id],
  groupOf: ({ appid }) => appid,
}

let noted: (readonly [string, string | undefined])[]
let undo: (() => void)[]
let collection: Collection<Account>

beforeEach(() => {
  let number = 0
  noted = []
  undo = []
  const journal: Journal = {
    nextNumber: () => ++number,
    note: (changes, undoThem) => {
      noted.push(...changes)
      undo.push(undoThem)
    },
  }
  collection = new Collection(kind, journal)
})

const a = (biz_id: string, more: Partial<Account> = {}) => sampleAccount(biz_id, { appid: 'a', ...more })
const b = (biz_id: string) => sampleAccount(biz_id, { appid: 'b' })
const undoAll = () => {
  for (const it of undo.splice(0).reverse()) it()
}

describe('Collection', () => {
  it('finds records by their key and lists them in the order in which they came', () => {
    for (const it of [a('1'), b('1'), a('2')]) collection.put(it)
    collection.put(a('1', { alias: 'changed' }))
    expect(collection.get('a', '1')).toEqual(a('1', { alias: 'changed' }))
    expect(collection.get('a', '3')).toBeUndefined()
    expect(collection.all()).toEqual([a('1', { alias: 'changed' }), b('1'), a('2')])
    expect(collection.of('a')).toEqual([a('1', { alias: 'changed' }), a('2')])
    expect(collection.of('c')).toEqual([])
    expect(collection.size).toBe(3)
  })

  it('forgets a record, and one that is not there', () => {
    collection.put(a('1'))
    collection.remove('a', '1')
    collection.remove('a', '1')
    expect(collection.all()).toEqual([])
    expect(collection.of('a')).toEqual([])
    expect(noted).toEqual([
      ['["accounts","a","1"]', JSON.stringify([1, a('1')])],
      ['["accounts","a","1"]', undefined],
    ])
  })

  it('keeps a copy that nobody changes', () => {
    const mine = a('1')
    collection.put(mine)
    mine.alias = 'changed'
    expect(collection.get('a', '1')).toEqual(a('1'))
    expect(Object.isFrozen(collection.get('a', '1'))).toBe(true)
  })

  it('replaces all at once', () => {
    for (const it of [a('1'), a('2')]) collection.put(it)
    noted = []
    collection.replace([a('2', { alias: 'new' }), b('3')])
    expect(collection.all()).toEqual([a('2', { alias: 'new' }), b('3')])
    expect(collection.of('a')).toEqual([a('2', { alias: 'new' })])
    expect(new Map(noted)).toEqual(
      new Map([
        ['["accounts","a","1"]', undefined],
        ['["accounts","a","2"]', JSON.stringify([3, a('2', { alias: 'new' })])],
        ['["accounts","b","3"]', JSON.stringify([4, b('3')])],
      ]),
    )
  })

  it('undoes each change, and has every record where it was', () => {
    for (const it of [a('1'), b('1'), a('2'), a('3')]) collection.put(it)
    undo = []
    collection.put(a('4'))
    collection.remove('a', '1')
    collection.put(a('2', { alias: 'changed' }))
    collection.put(a('1', { alias: 'again' }))
    collection.remove('b', '1')
    collection.replace([b('9')])
    collection.put(b('10'))
    undoAll()
    expect(collection.all()).toEqual([a('1'), b('1'), a('2'), a('3')])
    expect(collection.of('a')).toEqual([a('1'), a('2'), a('3')])
    expect(collection.of('b')).toEqual([b('1')])
  })

  it('takes over what it noted, in the order in which it came', () => {
    for (const it of [a('2'), b('1'), a('1')]) collection.put(it)
    const journal: Journal = { nextNumber: () => 9, note: () => {} }
    const other = new Collection(kind, journal)
    expect(
      other.load([['["quotas","a"]', '[7,{}]'], ...[...noted].reverse().map(([id, text = '']) => [id, text] as const)]),
    ).toBe(3)
    expect(other.all()).toEqual([a('2'), b('1'), a('1')])
    expect(other.texts()).toEqual(collection.texts())
  })

  it.each([
    ['no JSON', '{'],
    ['no number', JSON.stringify([a('1')])],
    ['a record with less', JSON.stringify([1, { ...a('1'), alias: undefined }])],
    ['the record of another key', JSON.stringify([1, a('2')])],
  ])('does not take over %s', (_what, text) => {
    expect(() => collection.load([['["accounts","a","1"]', text]])).toThrow(
      new Error('["accounts","a","1"] is no record of accounts'),
    )
  })
})
