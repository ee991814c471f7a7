import type { Document } from '../../../../scripts/emulator/database/Documents'
import { isTestedSdk } from '../../../helpers/isTestedSdk'
import { type Outcome, runWithSdk } from './runWithSdk'

const sdks = [
  { sdk: 'wx-server-sdk-0.4', version: 0.4 },
  { sdk: 'wx-server-sdk-1.5', version: 1.5 },
  { sdk: 'wx-server-sdk-1.8', version: 1.8 },
  { sdk: 'wx-server-sdk-2.0', version: 2.0 },
  { sdk: 'wx-server-sdk-2.1', version: 2.1 },
  { sdk: 'wx-server-sdk-2.6', version: 2.6 },
  { sdk: 'wx-server-sdk-3.0', version: 3.0 },
  { sdk: 'wx-server-sdk', version: 4.0 },
]

const parcels: Document[] = [
  {
    _id: 'p1',
    n: 1,
    tags: ['a', 'b'],
    at: new Date('2024-01-01T00:00:00Z'),
    items: [
      { sku: 'x', q: 1 },
      { sku: 'y', q: 5 },
    ],
    to: { city: '上海', zip: { code: 200 } },
  },
  { _id: 'p2', n: 2, tags: ['b'], at: new Date('2024-02-01T00:00:00Z'), items: [], to: { city: '北京' }, gift: null },
  { _id: 'p3', n: 3, tags: [], items: [{ sku: 'x', q: 9 }], to: { city: 'Beijing' }, gift: true },
  { _id: 4, n: 3.5, to: {} },
]
const shops: Document[] = [
  { _id: 's1', city: '上海' },
  { _id: 's2', city: '上海' },
]
const many = Array.from({ length: 1200 }, (_, n): Document => ({ _id: `m${n}`, n }))

const helpers = `
const parcels = db.collection('parcels')
const geo = (longitude, latitude) => new db.Geo.Point(longitude, latitude)
/** Returns the ids of the documents that match a condition. */
const ids = async (condition) => (await parcels.where(condition).get()).data.map((it) => it._id)
/** Returns a document after an update. */
const after = async (document, update) => {
  await parcels.doc('changing').set({ data: document })
  try {
    await parcels.doc('changing').update({ data: update })
    return (await parcels.doc('changing').get()).data
  } finally {
    await parcels.doc('changing').remove()
  }
}
const stage = (build) => build(parcels.aggregate().sort({ n: 1 })).end().then((it) => it.list)
`

/** An operation, and its outcome in a version of the SDK. */
interface Row {
  run: string
  gives: (version: number) => Outcome
  /** The first SDK version that supports the operation. */
  since: number
}

const gives = (run: string, returned: unknown, since = 0.4): Row => ({ run, since, gives: () => ({ returned }) })

const notExisting =
  '[ResourceNotFound] Db or Table not exist: none. Add it to collections in local-wechat.json: "none": []'

/** The SDK's messages for codes (src/config/error.config.ts). */
const codeMessages: Readonly<Record<number, string>> = {
  [-501001]: 'resource system error',
  [-501007]: 'invalid parameters',
  [-502001]: 'database request fail',
  [-502005]: 'database collection not exists',
}

/** An operation that fails with a message of the database. */
const fails = (run: string, method: string, errCode: number, message: string, since = 0.4): Row => ({
  run,
  since,
  gives: (version) => ({
    threw: {
      errCode,
      errMsg: version < 2.6 ? `${message}; ` : `${method}:fail ${errCode} ${codeMessages[errCode]}. ${message}`,
    },
  }),
})

/** An operation that fails in one of the two methods of 4.0 that do not convert the code. */
const failsUnconverted = (
  run: string,
  method: string,
  [errCode, code]: [number, string],
  message: string,
  since: number,
): Row => ({
  run,
  since,
  gives: (version) =>
    version < 4
      ? fails(run, method, errCode, message).gives(version)
      : { threw: { errCode: -1, errMsg: `${method}:fail ${message}`, code } },
})

const notThere = (id: unknown): Row['gives'] => {
  const message = `document.get:fail document with _id ${id} does not exist`
  return (version) => ({
    threw: { errCode: -1, errMsg: version < 2.6 ? `${message}; at document.get api; ` : message },
  })
}

const writing: Row[] = [
  gives(`db.createCollection('made')`, { errMsg: 'createCollection:ok', requestId: 'r' }),
  failsUnconverted(
    `db.createCollection('made')`,
    'createCollection',
    [-501001, 'DATABASE_COLLECTION_ALREADY_EXIST'],
    'Table exist: made',
    0.4,
  ),
  gives(`db.collection('made').add({ data: { _id: 'a', n: 1 } })`, { _id: 'a', errMsg: 'collection.add:ok' }),
  gives(`db.collection('made').add({ data: { _id: 7, n: 2 } })`, { _id: 7, errMsg: 'collection.add:ok' }),
  gives(`db.collection('made').add({ data: { n: 3 } }).then((it) => ({ ...it, _id: /^[0-9a-f]{32}$/.test(it._id) }))`, {
    _id: true,
    errMsg: 'collection.add:ok',
  }),
  gives(
    `db.collection('made').add({ data: [{ _id: 'b' }, { _id: 'c' }] })`,
    { _ids: ['b', 'c'], errMsg: 'collection.add:ok' },
    2.0,
  ),
  fails(
    `db.collection('made').add({ data: { _id: 'a' } })`,
    'collection.add',
    -502001,
    'E11000 duplicate key error collection: made index: _id_ dup key: { _id: "a" }',
  ),
  fails(`db.collection('none').add({ data: { n: 1 } })`, 'collection.add', -502005, notExisting),
  gives(`db.collection('made').doc('s').set({ data: { n: 1, kept: false } })`, {
    _id: 's',
    errMsg: 'document.set:ok',
    stats: { updated: 0, created: 1 },
  }),
  gives(`db.collection('made').doc('s').set({ data: { n: 2 } })`, {
    _id: 's',
    errMsg: 'document.set:ok',
    stats: { updated: 1, created: 0 },
  }),
  gives(`db.collection('made').doc('s').get()`, { data: { _id: 's', n: 2 }, errMsg: 'document.get:ok' }),
  gives(`db.collection('made').doc('s').update({ data: { n: _.inc(1) } })`, {
    stats: { updated: 1 },
    errMsg: 'document.update:ok',
  }),
  gives(`db.collection('made').doc('s').update({ data: { n: 3 } })`, {
    stats: { updated: 0 },
    errMsg: 'document.update:ok',
  }),
  gives(`db.collection('made').doc('none').update({ data: { n: 3 } })`, {
    stats: { updated: 0 },
    errMsg: 'document.update:ok',
  }),
  gives(`db.collection('made').where({ n: _.gt(1) }).update({ data: { seen: true } })`, {
    stats: { updated: 3 },
    errMsg: 'collection.update:ok',
  }),
  gives(`db.collection('made').doc('s').remove()`, { stats: { removed: 1 }, errMsg: 'document.remove:ok' }),
  gives(`db.collection('made').where({ seen: true }).remove()`, {
    stats: { removed: 2 },
    errMsg: 'collection.remove:ok',
  }),
  fails(
    `db.collection('made').remove()`,
    'collection.remove',
    -501007,
    'remove() without where() would remove all documents of made. If you want that, use where({}).',
  ),
  {
    run: `db.collection('made').where({}).remove()`,
    since: 0.4,
    gives: (version) => ({
      returned: { stats: { removed: version < 2.0 ? 1 : 3 }, errMsg: 'collection.remove:ok' },
    }),
  },
  gives(`db.collection('made').count()`, { total: 0, errMsg: 'collection.count:ok' }),
]

const reading: Row[] = [
  {
    run: `parcels.doc('p1').get().then(({ data }) => [data.at instanceof Date, data])`,
    since: 0.4,
    gives: () => ({ returned: [true, { ...parcels[0], at: '2024-01-01T00:00:00.000Z' }] }),
  },
  gives(`parcels.doc(4).get()`, { data: parcels[3], errMsg: 'document.get:ok' }),
  { run: `parcels.doc('4').get()`, since: 0.4, gives: notThere('4') },
  gives(
    `parcels.where({ n: _.gt(1) }).orderBy('n', 'desc').orderBy('_id', 'asc').skip(1).limit(2).field({ n: true }).get()`,
    {
      data: [
        { _id: 'p3', n: 3 },
        { _id: 'p2', n: 2 },
      ],
      errMsg: 'collection.get:ok',
    },
  ),
  gives(`parcels.field({ 'to.city': true, _id: false }).orderBy('n', 'asc').get().then((it) => it.data)`, [
    { to: { city: '上海' } },
    { to: { city: '北京' } },
    { to: { city: 'Beijing' } },
    { to: {} },
  ]),
  gives(
    `parcels.field({ tags: false, items: false, at: false }).limit(2).get().then((it) => JSON.stringify(it.data))`,
    '[{"_id":"p1","n":1,"to":{"city":"上海","zip":{"code":200}}},{"_id":"p2","n":2,"to":{"city":"北京"},"gift":null}]',
  ),
  gives(`parcels.doc('p1').field({ tags: _.project.slice(1) }).get().then((it) => it.data.tags)`, ['a'], 2.6),
  gives(`db.collection('many').get().then((it) => it.data.length)`, 100),
  {
    run: `db.collection('many').limit(2000).get().then((it) => it.data.length)`,
    since: 0.4,
    // The SDK sends its own limit.
    gives: (version) => ({ returned: version < 1 ? 100 : 1000 }),
  },
  gives(`db.collection('many').skip(1150).get().then((it) => it.data.length)`, 50),
  gives(`db.collection('many').where({ n: _.lt(10) }).count()`, { total: 10, errMsg: 'collection.count:ok' }),
  fails(`db.collection('none').get()`, 'collection.get', -502005, notExisting),
]

const conditions: Row[] = [
  gives(`ids({ n: 2 })`, ['p2']),
  gives(`ids({ n: _.neq(2) })`, ['p1', 'p3', 4]),
  gives(`ids({ n: _.lt(2) })`, ['p1']),
  gives(`ids({ n: _.lte(2) })`, ['p1', 'p2']),
  gives(`ids({ n: _.gte(3) })`, ['p3', 4]),
  gives(`ids({ n: _.in([1, 3]) })`, ['p1', 'p3']),
  gives(`ids({ n: _.nin([1, 3]) })`, ['p2', 4]),
  gives(`ids({ n: _.gt(1).and(_.lt(3)) })`, ['p2']),
  gives(`ids({ n: _.eq(1).or(_.gt(3)) })`, ['p1', 4]),
  gives(`ids(_.or([{ n: 1 }, { gift: true }]))`, ['p1', 'p3']),
  gives(`ids(_.and([{ n: _.gt(1) }, { tags: 'b' }]))`, ['p2']),
  gives(`ids({ n: _.not(_.gt(1)) })`, ['p1'], 1.5),
  gives(`ids(_.nor([{ n: 1 }, { gift: true }]))`, ['p2', 4], 1.5),
  gives(`ids({ gift: null })`, ['p1', 'p2', 4]),
  gives(`ids({ gift: _.exists(true) })`, ['p2', 'p3'], 1.5),
  gives(`ids({ n: _.mod([2, 1]) })`, ['p1', 'p3', 4], 1.5),
  gives(`ids({ tags: 'b' })`, ['p1', 'p2']),
  gives(`ids({ tags: _.all(['a', 'b']) })`, ['p1'], 1.5),
  gives(`ids({ tags: _.size(1) })`, ['p2'], 1.5),
  gives(`ids({ items: _.elemMatch({ sku: 'x', q: _.gt(1) }) })`, ['p3'], 1.5),
  gives(`ids({ 'items.q': _.gt(4) })`, ['p1', 'p3']),
  gives(`ids({ to: { city: '上海' } })`, ['p1']),
  gives(`ids({ to: { zip: { code: _.gte(200) } } })`, ['p1']),
  gives(`ids({ to: _.eq({ city: '北京' }) })`, ['p2']),
  gives(`ids({ 'to.city': /^beij/i })`, ['p3']),
  gives(`ids({ 'to.city': db.RegExp({ regexp: '^BEIJ', options: 'i' }) })`, ['p3']),
  gives(`ids({ at: _.gt(new Date('2024-01-15')) })`, ['p2']),
  gives(`ids({ at: new Date('2024-01-01') })`, ['p1']),
  gives(`ids({ at: _.lt(db.serverDate({ offset: -1000 })) })`, ['p1', 'p2']),
  gives(`ids(_.expr($.gt(['$n', 2])))`, ['p3', 4], 1.8),
  {
    run: `ids({ at: _.geoNear({ geometry: geo(1, 2) }) })`,
    since: 0.4,
    gives: (version) => {
      const message = '$nearSphere is not simulated by the local WeChat; change the request, or replace it in your test'
      return fails('', 'collection.get', -502001, message).gives(version)
    },
  },
]

const updates: Row[] = [
  gives(`after({ n: 1, o: { a: 1, b: 2 } }, { n: 2, o: { a: 3 } })`, { _id: 'changing', n: 2, o: { a: 3, b: 2 } }),
  gives(`after({ o: { a: 1 } }, { o: _.set({ b: 2 }) })`, { _id: 'changing', o: { b: 2 } }),
  gives(`after({ n: 1, o: { a: 1 } }, { n: _.remove(), o: { a: _.remove() } })`, { _id: 'changing', o: {} }),
  gives(`after({ n: 1 }, { n: _.inc(2), m: _.inc(1) })`, { _id: 'changing', n: 3, m: 1 }),
  gives(`after({ n: 3 }, { n: _.mul(2) })`, { _id: 'changing', n: 6 }),
  gives(`after({ n: 3, m: 3 }, { n: _.min(2), m: _.min(4) })`, { _id: 'changing', n: 2, m: 3 }, 1.5),
  gives(`after({ n: 3, m: 3 }, { n: _.max(2), m: _.max(4) })`, { _id: 'changing', n: 3, m: 4 }, 1.5),
  gives(`after({ a: 1 }, { a: _.rename('b') })`, { _id: 'changing', b: 1 }, 1.5),
  gives(`after({ l: [1] }, { l: _.push(2) })`, { _id: 'changing', l: [1, 2] }),
  gives(`after({ l: [1] }, { l: _.push([2, 3]) })`, { _id: 'changing', l: [1, 2, 3] }),
  gives(`after({ l: [3, 1] }, { l: _.push({ each: [2], sort: 1, slice: 2 }) })`, { _id: 'changing', l: [1, 2] }, 1.5),
  gives(`after({ l: [1] }, { l: _.unshift([2, 3]) })`, { _id: 'changing', l: [2, 3, 1] }),
  gives(`after({ l: [1, 2] }, { l: _.pop() })`, { _id: 'changing', l: [1] }),
  gives(`after({ l: [1, 2] }, { l: _.shift() })`, { _id: 'changing', l: [2] }),
  gives(
    `after({ l: [1] }, { l: _.addToSet(1), m: _.addToSet({ $each: [2, 2] }) })`,
    { _id: 'changing', l: [1], m: [2] },
    1.5,
  ),
  gives(`after({ l: [1, 2, 3] }, { l: _.pull(_.gt(1)) })`, { _id: 'changing', l: [1] }, 1.5),
  gives(`after({ l: [{ a: 1 }, { a: 2 }] }, { l: _.pull({ a: 1 }) })`, { _id: 'changing', l: [{ a: 2 }] }, 1.5),
  gives(`after({ l: [1, 2, 1] }, { l: _.pullAll([1]) })`, { _id: 'changing', l: [2] }, 1.5),
  gives(`after({ l: [{ q: 1 }] }, { 'l.0.q': 2 })`, { _id: 'changing', l: [{ q: 2 }] }),
  gives(`after({ d: 1 }, { d: new Date('2024-01-01') }).then(({ d }) => [d instanceof Date, d])`, [
    true,
    '2024-01-01T00:00:00.000Z',
  ]),
  gives(`after({ d: 1 }, { d: db.serverDate() }).then(({ d }) => Math.abs(d - Date.now()) < 60000)`, true),
  gives(`after({ p: 1 }, { p: geo(121.5, 31.2) }).then(({ p }) => [p.constructor.name, p.longitude, p.latitude])`, [
    'Point',
    121.5,
    31.2,
  ]),
  gives(
    `parcels.where({ 'items.sku': 'y' }).update({ data: { 'items.$.q': _.inc(1) } }).then(() => parcels.doc('p1').get()).then((it) => it.data.items)`,
    [
      { sku: 'x', q: 1 },
      { sku: 'y', q: 6 },
    ],
  ),
  fails(
    `after({ n: 1, l: 'no' }, { n: _.inc(1), l: _.push([1]) })`,
    'document.update',
    -502001,
    "The field 'l' must be an array but is of type string",
  ),
  fails(
    `after({ n: null }, { n: { a: 1 } })`,
    'document.update',
    -502001,
    "Cannot create field 'a' in element 'n': it is null",
  ),
]

const aggregates: Row[] = [
  gives(`stage((it) => it.match({ n: _.gt(3) }).project({ n: 1 }))`, [{ _id: 4, n: 3.5 }], 1.5),
  gives(
    `stage((it) => it.limit(1).project({ double: $.multiply(['$n', 2]), city: '$to.city', _id: 0 }))`,
    [{ double: 2, city: '上海' }],
    1.5,
  ),
  gives(`stage((it) => it.limit(1).addFields({ n: $.add(['$n', 1]) }).project({ n: 1 }))`, [{ _id: 'p1', n: 2 }], 1.5),
  gives(`stage((pipeline) => pipeline.skip(3).project({ n: 1 }))`, [{ _id: 4, n: 3.5 }], 1.5),
  gives(
    `stage((it) => it.group({ _id: null, total: $.sum('$n'), most: $.max('$n'), average: $.avg('$n'), all: $.push('$n') }))`,
    [{ _id: null, total: 9.5, most: 3.5, average: 2.375, all: [1, 2, 3, 3.5] }],
    1.5,
  ),
  gives(
    `stage((it) => it.unwind('$items').project({ _id: 0, sku: '$items.sku' }))`,
    [{ sku: 'x' }, { sku: 'y' }, { sku: 'x' }],
    1.5,
  ),
  gives(
    `stage((it) => it.unwind({ path: '$tags', includeArrayIndex: 'at', preserveNullAndEmptyArrays: true }).project({ _id: 1, at: 1, tags: 1 }))`,
    [
      { _id: 'p1', tags: 'a', at: 0 },
      { _id: 'p1', tags: 'b', at: 1 },
      { _id: 'p2', tags: 'b', at: 0 },
      { _id: 'p3', at: null },
      { _id: 4, at: null },
    ],
    1.5,
  ),
  gives(
    `stage((it) => it.limit(1).lookup({ from: 'shops', localField: 'to.city', foreignField: 'city', as: 'shops' }).project({ shops: 1 }))`,
    [{ _id: 'p1', shops }],
    1.5,
  ),
  gives(
    `stage((it) => it.limit(1).lookup({ from: 'shops', let: { city: '$to.city' }, pipeline: $.pipeline().match(_.expr($.eq(['$city', '$$city']))).project({ _id: 1 }).done(), as: 'shops' }).project({ shops: 1 }))`,
    [{ _id: 'p1', shops: [{ _id: 's1' }, { _id: 's2' }] }],
    1.8,
  ),
  gives(
    `stage((it) => it.bucket({ groupBy: '$n', boundaries: [1, 2, 3], default: 'more' }))`,
    [
      { _id: 1, count: 1 },
      { _id: 2, count: 1 },
      { _id: 'more', count: 2 },
    ],
    1.5,
  ),
  gives(
    `stage((it) => it.bucketAuto({ groupBy: '$n', buckets: 2 }))`,
    [
      { _id: { min: 1, max: 3 }, count: 2 },
      { _id: { min: 3, max: 3.5 }, count: 2 },
    ],
    1.5,
  ),
  gives(`stage((it) => it.count('total'))`, [{ total: 4 }], 1.5),
  gives(`stage((it) => it.limit(1).replaceRoot({ newRoot: '$to.zip' }))`, [{ code: 200 }], 1.5),
  gives(`stage((it) => it.sample({ size: 2 })).then((it) => new Set(it.map((one) => one._id)).size)`, 2, 1.5),
  gives(
    `stage((it) => it.unwind('$tags').sortByCount('$tags'))`,
    [
      { _id: 'b', count: 2 },
      { _id: 'a', count: 1 },
    ],
    1.5,
  ),
  gives(
    `stage((it) => it.match({ at: _.exists(true) }).project({ _id: 0, at: 1, day: $.dateToString({ date: '$at', format: '%Y-%m-%d', timezone: 'Asia/Shanghai' }) })).then((it) => it.map(({ at, day }) => [at instanceof Date, day]))`,
    [
      [true, '2024-01-01'],
      [true, '2024-02-01'],
    ],
    1.5,
  ),
  gives(`db.collection('many').aggregate().sort({ n: 1 }).end().then((it) => it.list.length)`, 20, 1.5),
  gives(`db.collection('many').aggregate().limit(500).end().then((it) => it.list.length)`, 500, 1.5),
  failsUnconverted(
    `db.collection('none').aggregate().match({ n: 1 }).end()`,
    'collection.aggregate',
    [-502005, 'DATABASE_COLLECTION_NOT_EXIST'],
    notExisting,
    1.5,
  ),
]

const conflict =
  '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. Please check your request, but if the problem persists, contact us.'
const transactionOver =
  '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds. Please check your request, but if the problem persists, contact us.'

const transactions: Row[] = [
  gives(
    `db.startTransaction().then(async (t) => {
      const shops = t.collection('shops')
      return [
        await shops.doc('s1').update({ data: { n: _.inc(1) } }),
        await shops.doc('s2').remove(),
        await shops.doc('s3').set({ data: { city: '广州' } }),
        await shops.doc('s1').get(),
        (await db.collection('shops').get()).data,
        await t.commit(),
        (await db.collection('shops').get()).data,
      ]
    })`,
    [
      { stats: { updated: 1 }, errMsg: 'document.update:ok' },
      { stats: { removed: 1 }, errMsg: 'document.remove:ok' },
      { _id: 's3', errMsg: 'document.set:ok', stats: { updated: 0, created: 0 } },
      { data: { _id: 's1', city: '上海', n: 1 }, errMsg: 'document.get:ok' },
      shops,
      { requestId: 'r' },
      [
        { _id: 's1', city: '上海', n: 1 },
        { _id: 's3', city: '广州' },
      ],
    ],
    1.8,
  ),
  gives(
    `db.startTransaction().then(async (t) => [
      await t.collection('shops').add({ data: { _id: 's4' } }),
      await t.rollback(),
    ])`,
    [{ _id: 's4', errMsg: 'collection.add:ok' }, { requestId: 'r' }],
    1.8,
  ),
  {
    run: `db.collection('shops').doc('s4').get()`,
    since: 1.8,
    // `add` of 2.0.4 is not part of the transaction (@cloudbase/database 1.0.0-beta.2 does not send its id).
    gives: (version) =>
      version === 2.0 ? { returned: { data: { _id: 's4' }, errMsg: 'document.get:ok' } } : notThere('s4')(version),
  },
  {
    run: `db.startTransaction().then(async (t) => { await t.rollback(); return t.commit() })`,
    since: 1.8,
    gives: () => ({ threw: { errMsg: transactionOver, code: 'DATABASE_TRANSACTION_FAIL' } }),
  },
  {
    run: `db.startTransaction().then(async (first) => {
      const second = await db.startTransaction()
      await first.collection('shops').doc('s1').update({ data: { n: 5 } })
      try {
        return await second.collection('shops').doc('s1').update({ data: { n: 6 } })
      } finally {
        await first.rollback()
      }
    })`,
    since: 1.8,
    gives: (version) => ({
      threw: {
        errCode: -501001,
        errMsg:
          version === 1.8
            ? `document.update:fail ${conflict}; at document.update api; `
            : version < 2.6
              ? `${conflict}; `
              : `document.update:fail -501001 resource system error. ${conflict}`,
      },
    }),
  },
  gives(
    `db.runTransaction(async (t) => {
      await t.collection('shops').doc('s1').update({ data: { n: _.inc(1) } })
      return (await t.collection('shops').doc('s1').get()).data.n
    })`,
    2,
    1.8,
  ),
]

describe.each(sdks.filter((it) => isTestedSdk(it.sdk)))('$sdk', ({ sdk, version }) => {
  const tables = { writing, reading, conditions, updates, aggregates, transactions }

  it.each(Object.entries(tables))('returns exactly these results for %s', async (_, rows) => {
    const known = rows.filter(({ since }) => since <= version)

    const outcomes = await runWithSdk(
      sdk,
      known.map(({ run }) => run),
      helpers,
      { collections: { parcels, shops, many } },
    )

    expect(known.map(({ run }, at) => ({ run, ...outcomes[at] }))).toEqual(
      known.map((it) => ({ run: it.run, ...it.gives(version) })),
    )
  })
})
