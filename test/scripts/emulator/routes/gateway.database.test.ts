import { catchLog } from '../../../helpers/catchLog'
import { shortTimeLimit } from '../../../helpers/shortTimeLimit'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const lines = catchLog()
const parcels = [{ _id: 'p0', n: 1, text: `${'a'.repeat(40)}!` }]
const wechat = withLocalWeChat({ fixtures: { collections: { parcels } }, log: (line) => console.log(line) })

const SLOW = '{"text":{"$regularExpression":{"pattern":"^(a+)+$","options":""}}}'
const stopped = 'the evaluation took longer than 10 s and was stopped; nothing was written'

async function call(action: string, fields: object) {
  const response = await fetch(wechat.url('/admin'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: `database.${action}`, collectionName: 'parcels', ...fields }),
  })
  const text = await response.text()
  return JSON.parse(text.replace(/,?"requestId":"req-\w+",?/, ''))
}
const notes = async () => {
  const { body } = await wechat.control('GET', 'calls')
  return Array.isArray(body) ? body.map(({ errcode, note }) => [errcode, note]) : body
}

it('where() in a transaction works, and the log reports it once, with the advice (guide/database/transaction.html)', async () => {
  const { transactionId } = await call('startTransaction', {})
  const get = { query: '{"n":1}', queryType: 'WHERE', transactionId }
  const found = { data: { list: [JSON.stringify(parcels[0])], offset: 0, limit: 100 } }

  expect([await call('getDocument', get), await call('getDocument', get)]).toEqual([found, found])

  expect(lines.filter((it) => it.includes('where()')).map((it) => it.slice(it.indexOf('where()')))).toEqual([
    "where() in a transaction works on the local WeChat, but WeChat's guide excludes it: read single documents by doc().",
  ])
})

it('a slow query of a function gets an error, and the database goes on', async () => {
  shortTimeLimit()

  expect(await call('getDocument', { query: SLOW })).toEqual({ code: 'SERVER_TIMEOUT', message: stopped })
  expect(await call('calculateDocument', { query: '{}' })).toEqual({ data: { total: 1 } })
  expect(await notes()).toEqual([
    [-501002, { en: stopped, zh: '查询或更新超过 10 秒，已终止，没有写入任何数据' }],
    [0, undefined],
  ])
})

it('a slow query of the page gets an error, and the database goes on', async () => {
  shortTimeLimit()
  const query = `database/parcels?query=${encodeURIComponent(SLOW)}`

  expect(await wechat.control('GET', query)).toMatchObject({ status: 400, body: { errmsg: `query: ${stopped}` } })
  expect(await wechat.control('GET', 'database/parcels')).toMatchObject({ status: 200, body: { total: 1 } })
})

it.each([
  [{ collectionName: 'none' }, '集合 none 不存在。请加入 local-wechat.json 的 collections："none": []'],
  [{ query: '{"n":{"$in":1}}' }, '$in 的值必须是数组'],
  [{ query: '{"n":{"$q":1}}' }, '查询或聚合无效：unknown query operator $q'],
  [{ query: '{' }, 'query 不是有效的 JSON'],
])('the reason of an error is in the call log in Chinese too: %j', async (fields, reason) => {
  await call('getDocument', { query: '{}', ...fields })

  expect(await notes()).toEqual([[expect.any(Number), { en: expect.any(String), zh: reason }]])
})
