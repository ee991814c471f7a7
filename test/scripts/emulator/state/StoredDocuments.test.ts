import { Records } from '../../../../scripts/emulator/state/Records'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { recordsOf } from './recordsOf'

const folder = temporaryFolder()
let records: Records
const open = async (place = folder.path('records')) => {
  records = await Records.open(place, { seed: () => recordsOf({}), log: () => {} })
  return records.documents
}
const reopened = async () => {
  await records.close()
  return open()
}
afterEach(() => records.close())

describe('StoredDocuments', () => {
  it('keeps the types of all values', async () => {
    const document = {
      _id: 'p1',
      at: new Date('2024-01-02T03:04:05.678Z'),
      early: new Date(-1),
      pattern: /a.b/i,
      numbers: [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY],
      nothing: null,
      deep: { list: [{ at: new Date(0) }] },
    }
    const documents = await open()
    documents.replace('parcels', [document])
    expect([...documents.all('parcels')]).toEqual([document])
    expect([...(await reopened()).all('parcels')]).toEqual([document])
  })

  it('keeps the order of insertion, also of a document that is replaced', async () => {
    const documents = await open()
    documents.replace('parcels', [{ _id: 'b' }, { _id: 'a' }])
    documents.put('parcels', { _id: 'c' })
    documents.put('parcels', { _id: 'b', n: 1 })
    const expected = [{ _id: 'b', n: 1 }, { _id: 'a' }, { _id: 'c' }]
    expect([...documents.all('parcels')]).toEqual(expected)
    expect([...(await reopened()).all('parcels')]).toEqual(expected)
  })

  it('distinguishes a number from a string as _id, and one collection from another', async () => {
    const documents = await open()
    documents.replace('parcels', [
      { _id: 1, n: 'number' },
      { _id: '1', n: 'string' },
    ])
    documents.replace('shops', [{ _id: 1, n: 'shop' }])
    expect([documents.get('parcels', 1)?.n, documents.get('parcels', '1')?.n, documents.get('shops', 1)?.n]).toEqual([
      'number',
      'string',
      'shop',
    ])
    documents.remove('parcels', 1)
    expect([...(await reopened()).all('parcels')]).toEqual([{ _id: '1', n: 'string' }])
  })

  it('keeps a collection without documents, until all collections are removed', async () => {
    let documents = await open()
    documents.replace('parcels', [])
    documents = await reopened()
    expect([documents.has('parcels'), documents.has('shops'), documents.names()]).toEqual([true, false, ['parcels']])
    documents.clear()
    documents = await reopened()
    expect([documents.has('parcels'), documents.names()]).toEqual([false, []])
  })

  it('stores nothing on disk with :memory:', async () => {
    ;(await open(':memory:')).replace('parcels', [{ _id: 1 }])
    await records.close()
    expect((await open(':memory:')).names()).toEqual([])
  })
})
