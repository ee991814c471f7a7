import type { Document } from '../../../../scripts/emulator/database/Documents'
import { updater } from '../../../../scripts/emulator/database/updates'
import { type Outcome, runWithSdk } from './runWithSdk'

const parcels: Document[] = [
  {
    _id: 'p1',
    n: -1.5,
    tags: ['a', 'b', 'c'],
    items: [
      { sku: 'x', q: 1 },
      { sku: 'y', q: 5 },
      { sku: 'y', q: 7 },
    ],
    at: new Date('2024-12-31T00:00:00Z'),
    text: 'Ab c',
  },
  { _id: 'p2', n: 10, nothing: null },
]

const helpers = `
const parcels = db.collection('parcels')
const list = (query) => query.end().then((it) => it.list)
/** Evaluates an expression for the first document. */
const value = (expression) =>
  list(parcels.aggregate().limit(1).project({ _id: 0, value: expression })).then(([it]) => it.value)
const found = (condition) => parcels.where(condition).get().then((it) => it.data.map(({ _id }) => _id))
const fields = (projection) => parcels.where({ 'items.sku': 'y' }).field(projection).get().then((it) => it.data)
`

const gives = (source: string, run: string, returned: unknown) => ({ source, run, outcome: { returned } })

/** wx-server-sdk 4.0 does not convert the codes of an aggregate. */
const failsInAggregate = (source: string, run: string, message: string) => ({
  source,
  run,
  outcome: { threw: { errCode: -1, errMsg: `collection.aggregate:fail ${message}`, code: 'DATABASE_REQUEST_FAILED' } },
})

const failsInQuery = (source: string, run: string, message: string) => ({
  source,
  run,
  outcome: { threw: { errCode: -502001, errMsg: `collection.get:fail -502001 database request fail. ${message}` } },
})

const MANUAL = 'mongodb.com/docs/manual/reference/operator'
const NO_BRANCH = '$switch could not find a matching branch for an input, and no default was specified.'

const rows: { source: string; run: string; outcome: Outcome }[] = [
  failsInAggregate(`${MANUAL}/aggregation/size`, `value($.size('$none'))`, 'The argument to $size must be an array'),
  failsInAggregate(
    `${MANUAL}/aggregation/size`,
    `value($.size(['$nothing']))`,
    'The argument to $size must be an array',
  ),
  gives(`${MANUAL}/aggregation/size`, `value($.size('$tags'))`, 3),
  failsInAggregate(`${MANUAL}/aggregation/mod`, `value($.mod(['$n', 0]))`, "can't $mod by zero"),
  gives(`${MANUAL}/aggregation/mod`, `value($.mod([$.size('$tags'), 2]))`, 1),
  gives(`${MANUAL}/aggregation/mod`, `value($.mod(['$none', 2]))`, null),
  failsInAggregate(
    `${MANUAL}/aggregation/switch`,
    `value($.switch({ branches: [{ case: $.gt(['$n', 0]), then: 'more' }] }))`,
    NO_BRANCH,
  ),
  gives(
    `${MANUAL}/aggregation/switch`,
    `value($.switch({ branches: [{ case: $.gt(['$n', 0]), then: 'more' }, { case: $.lt(['$n', 0]), then: 'less' }], default: 0 }))`,
    'less',
  ),
  gives(
    `${MANUAL}/aggregation/switch`,
    `value($.switch({ branches: [{ case: false, then: 1 }], default: '$n' }))`,
    -1.5,
  ),
  failsInAggregate(
    `${MANUAL}/aggregation/bucket`,
    `list(parcels.aggregate().bucket({ groupBy: '$n', boundaries: [0, 20] }))`,
    NO_BRANCH,
  ),
  failsInAggregate(`${MANUAL}/aggregation/limit`, `list(parcels.aggregate().limit(0))`, 'the limit must be positive'),
  gives(`${MANUAL}/aggregation/toLower`, `value([$.toLower(null), $.toLower('$none'), $.toLower('$text')])`, [
    '',
    '',
    'ab c',
  ]),
  gives(`${MANUAL}/aggregation/toUpper`, `value([$.toUpper(null), $.toUpper('$text')])`, ['', 'AB C']),
  gives(`${MANUAL}/aggregation/week`, `value($.week('$at'))`, 52),
  gives(
    `${MANUAL}/aggregation/week`,
    `value([$.week(new Date('2023-01-01')), $.week(new Date('2024-01-06')), $.week(new Date('2024-01-07'))])`,
    [1, 0, 1],
  ),
  gives(`${MANUAL}/aggregation/isoWeekYear`, `value($.isoWeekYear('$at'))`, 2025),
  gives(
    `${MANUAL}/aggregation/isoWeekYear`,
    `value([$.isoWeekYear(new Date('2023-01-01')), $.isoWeekYear(new Date('2024-01-01')), $.isoWeekYear(new Date('2021-01-03'))])`,
    [2022, 2024, 2020],
  ),
  gives(`${MANUAL}/aggregation/trunc`, `value([$.trunc(-1.5), $.trunc('$n'), $.trunc([1.29, 1])])`, [-1, -1, 1.2]),
  gives(
    'jira.mongodb.org/browse/SERVER-6199',
    `list(parcels.aggregate().group({ _id: null, none: $.push('$none'), nothing: $.push('$nothing'), set: $.addToSet('$none'), all: $.push('$n') }))`,
    [{ _id: null, none: [], nothing: [null], set: [], all: [-1.5, 10] }],
  ),
  gives('mongodb.com/docs/manual/reference/operator/projection/slice', `fields({ tags: _.project.slice(2), at: 0 })`, [
    { _id: 'p1', n: -1.5, tags: ['a', 'b'], items: parcels[0]?.items, text: 'Ab c' },
  ]),
  gives(`${MANUAL}/projection/slice`, `fields({ tags: _.project.slice([-2, 1]), n: 1 })`, [
    { _id: 'p1', n: -1.5, tags: ['b'] },
  ]),
  gives(`${MANUAL}/projection/positional`, `fields({ 'items.$': true })`, [{ _id: 'p1', items: [{ sku: 'y', q: 5 }] }]),
  failsInQuery(`${MANUAL}/query/regex`, `found({ text: /ab/g })`, 'invalid flag in regex options: g'),
  failsInQuery(
    `${MANUAL}/query/regex`,
    `found({ text: db.RegExp({ regexp: 'ab', options: 'ig' }) })`,
    'invalid flag in regex options: g',
  ),
  gives(`${MANUAL}/query/regex`, `found({ text: db.RegExp({ regexp: '^ a b # start', options: 'xi' }) })`, ['p1']),
  gives(`${MANUAL}/query/regex`, `found({ text: db.RegExp({ regexp: '(?i)^ab' }) })`, ['p1']),
  gives(
    'developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/database/transaction.html',
    `db.startTransaction().then(async (t) => {
      const { data } = await t.collection('parcels').where({ n: _.gt(0) }).get()
      await t.rollback()
      return data
    })`,
    [parcels[1]],
  ),
  gives(
    `${MANUAL}/aggregation/lookup`,
    `list(parcels.aggregate().lookup({ from: 'parcels', let: { id: '$_id' }, as: 'same', pipeline: $.pipeline().match(_.expr($.and([$.eq(['$_id', '$$id']), $.gt(['$n', 0])]))).project({ n: 1 }).done() }).project({ same: 1 }))`,
    [
      { _id: 'p1', same: [] },
      { _id: 'p2', same: [{ _id: 'p2', n: 10 }] },
    ],
  ),
  gives(
    `${MANUAL}/aggregation/regexMatch`,
    `value({ $regexMatch: { input: '$text', regex: ' a b', options: 'xi' } })`,
    true,
  ),
]

describe('differs from mingo where MongoDB does', () => {
  let outcomes: Outcome[] = []
  beforeAll(async () => {
    outcomes = await runWithSdk(
      'wx-server-sdk',
      rows.map((it) => it.run),
      helpers,
      { collections: { parcels } },
    )
  })

  it.each(rows.map((it, at) => ({ ...it, at })))('$source: $run', ({ outcome, at }) => {
    expect(outcomes[at]).toEqual(outcome)
  })

  it.each([
    [{ and: 6, or: 8 }, 12],
    [{ xor: 2 ** 40 }, 2 ** 40 + 5],
  ])(`${MANUAL}/update/bit: %j of 5`, (operand, n) => {
    expect(updater({ $bit: { n: operand } }, {})({ _id: 1, n: 5 })).toEqual({ _id: 1, n })
  })

  it(`${MANUAL}/update/bit: an unknown modifier`, () => {
    expect(() => updater({ $bit: { n: { nand: 1 } } }, {})({ _id: 1, n: 5 })).toThrow(
      "The $bit modifier only supports 'and', 'or', and 'xor', not 'nand' which is an unknown operator",
    )
  })
})
