import { createLocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { controlOf } from '../../../helpers/controlOf'
import { inBothLanguages } from '../../../helpers/inBothLanguages'
import { temporaryFolder } from '../../../helpers/temporaryFolder'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const fixtures = {
  collections: {
    parcels: [
      { _id: 'p0', n: 1, at: new Date('2024-01-02T03:04:05Z') },
      { _id: 'p1', n: 2 },
      { _id: 3, n: 3 },
    ],
    shops: [],
  },
}
const p0 = { _id: 'p0', n: 1, at: { $date: '2024-01-02T03:04:05.000Z' } }
const wechat = withLocalWeChat({ fixtures })
const find = async (query: string) => (await wechat.control('GET', `database/parcels?${query}`)).body

describe('/emulator/database', () => {
  it('lists the collections with the number of their documents', async () => {
    expect(await wechat.control('GET', 'database')).toEqual({
      status: 200,
      body: {
        collections: [
          { name: 'parcels', documents: 3 },
          { name: 'shops', documents: 0 },
        ],
      },
    })
  })

  it('returns the documents of a collection in Extended JSON', async () => {
    expect(await find('')).toEqual({ total: 3, documents: [p0, { _id: 'p1', n: 2 }, { _id: 3, n: 3 }] })
  })

  it('returns a page of the documents that match a query, and their total', async () => {
    const query = (it: object) => `query=${encodeURIComponent(JSON.stringify(it))}`
    expect(await find(query({ at: { $lt: { $date: '2024-02-01T00:00:00Z' } } }))).toEqual({ total: 1, documents: [p0] })
    expect(await find(`${query({ n: { $gte: 1 } })}&skip=1&limit=1`)).toEqual({
      total: 3,
      documents: [{ _id: 'p1', n: 2 }],
    })
    expect(await find('skip=3')).toEqual({ total: 3, documents: [] })
  })

  it('returns 20 documents by default', async () => {
    await wechat.control(
      'PUT',
      'database/parcels',
      Array.from({ length: 30 }, (_, _id) => ({ _id })),
    )
    expect(await find('')).toMatchObject({ total: 30, documents: { length: 20 } })
  })

  it.each([
    ['query=n', 'query: should be JSON'],
    ['query=7', 'query: should be an object, {...}'],
    ['query={"$q":1}', 'query: unknown top level operator: $q'],
    ['query={"a":{"$date":"never"}}', 'query: {"$date":"never"} is not valid Extended JSON'],
    ['query={"$text":{}}', 'query: $text is not simulated by the local WeChat'],
    ['skip=-1', 'skip: should be a whole number'],
    ['limit=all', 'limit: should be a whole number'],
    ['queri={}', 'queri: is unknown; did you mean query? (known: query, skip, limit)'],
  ])('refuses %s', async (query, errmsg) => {
    expect(await wechat.control('GET', `database/parcels?${query}`)).toEqual({
      status: 400,
      body: { errcode: 400, ...inBothLanguages(errmsg) },
    })
  })

  it('refuses a collection that does not exist', async () => {
    expect(await wechat.control('GET', 'database/none')).toEqual({
      status: 404,
      body: { errcode: 404, ...inBothLanguages('no collection none (collections: parcels, shops)') },
    })
  })

  it('replaces the documents of a collection, or creates it', async () => {
    expect(await wechat.control('PUT', 'database/parcels', [p0])).toEqual({
      status: 200,
      body: { name: 'parcels', documents: 1 },
    })
    expect((await wechat.control('PUT', 'database/new', [{ n: 1 }])).status).toBe(200)
    expect(await find('')).toEqual({ total: 1, documents: [p0] })
    expect((await wechat.control('GET', 'database/new')).body).toEqual({
      total: 1,
      documents: [{ _id: expect.stringMatching(/^[0-9a-f]{32}$/), n: 1 }],
    })
  })

  it.each([
    [{ _id: 1 }, 'the body: should be a list, [...]'],
    [[{ _id: 1 }, 7], '1: should be an object, {...}'],
    [[{ a: { $date: 'never' } }], '0: is not a valid document: {"$date":"never"} is not valid Extended JSON'],
    [[{ _id: 1 }, { _id: 1 }], 'the body: contains the same _id twice'],
  ])('refuses to replace documents with %j', async (body, errmsg) => {
    expect(await wechat.control('PUT', 'database/parcels', body)).toEqual({
      status: 400,
      body: { errcode: 400, ...inBothLanguages(errmsg) },
    })
    expect(await find('limit=0')).toEqual({ total: 3, documents: [] })
  })

  it('contains the documents of the fixtures again after a reset', async () => {
    await wechat.control('PUT', 'database/parcels', [])
    await wechat.control('PUT', 'database/new', [])
    await wechat.control('POST', 'reset')
    expect((await wechat.control('GET', 'database')).body).toEqual({
      collections: [
        { name: 'parcels', documents: 3 },
        { name: 'shops', documents: 0 },
      ],
    })
  })

  it('keeps its documents when the other records are replaced', async () => {
    await wechat.control('PUT', 'database/parcels', [])
    await wechat.control('PUT', 'state', {})
    expect(await find('')).toEqual({ total: 0, documents: [] })
  })
})

describe('a local WeChat with a folder of records', () => {
  const folder = temporaryFolder()

  it('keeps documents, creates a collection that the fixtures name later, and announces changes', async () => {
    const run = async (given: object, act: (control: ReturnType<typeof controlOf>, url: string) => Promise<void>) => {
      const started = await createLocalWeChat({ state: folder.path('records'), fixtures: given })
      try {
        await act(
          controlOf(() => started.url),
          started.url,
        )
      } finally {
        await started.close()
      }
    }
    await run({}, async (control, url) => {
      const events = await fetch(`${url}/emulator/events`)
      await control('PUT', 'database/parcels', [{ _id: 'kept' }])
      const reader = events.body?.getReader()
      let text = ''
      while (!text.includes('event: state')) text += Buffer.from((await reader?.read())?.value ?? []).toString()
      await reader?.cancel()
    })
    await run(fixtures, async (control) => {
      expect((await control('GET', 'database/parcels')).body).toEqual({ total: 1, documents: [{ _id: 'kept' }] })
      expect((await control('GET', 'database/shops')).body).toEqual({ total: 0, documents: [] })
    })
  })
})
