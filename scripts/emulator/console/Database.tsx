import { effect, signal } from '@preact/signals'
import type { CollectionSummary, FoundDocuments } from '../service/CloudDatabase'
import { addressOf, place } from './address'
import { control, parseJson } from './http'
import { remote, state } from './live'
import { Cells, Details, Empty, Field, Form, Json, ListRow, More } from './widgets'
import { t } from './words'

/** How many documents are fetched at first, and with each "Show more". */
const PAGE = 20

/** What the documents of the shown collection have to match, as JSON. */
const query = signal('{}')
const limit = signal(PAGE)

const shownName = () => place.value[1] ?? collections.value?.collections[0]?.name ?? ''
const find = (json: string) => {
  const params = new URLSearchParams({ query: json, limit: String(limit.value) })
  return `database/${encodeURIComponent(shownName())}?${params}`
}

const [collections, fetchCollections] = remote<{ collections: readonly CollectionSummary[] }>(() => 'database')
const [found, fetchFound] = remote<FoundDocuments>(() => find(query.value))

// Fetches them again whenever records change, as `state` then does.
effect(() => {
  if (place.value[0] !== 'database' || !state.value) return
  fetchCollections()
  if (shownName()) fetchFound()
})

/** Shows the documents of the database. It changes nothing. */
export function Database() {
  const list = collections.value?.collections
  const name = shownName()
  if (!list) return null
  if (list.length === 0) {
    return (
      <Cells>
        <Empty
          text={t(
            'There are no collections. List them in local-wechat.json, and cloud functions can use them:',
            '还没有集合。写入 local-wechat.json 后，云函数即可读写：',
          )}
          command={'"collections": { "parcels": [] }'}
        />
      </Cells>
    )
  }
  return (
    <div class="split">
      <section class="group" aria-label={t('Collections', '集合')}>
        <ul class="cells rows">
          {list.map((it) => (
            <ListRow
              key={it.name}
              title={it.name}
              note={t(`documents: ${it.documents}`, `记录：${it.documents}`)}
              href={addressOf('database', it.name)}
              isOpen={it.name === name}
            />
          ))}
        </ul>
      </section>
      <Documents key={name} name={name} />
    </div>
  )
}

function Documents({ name }: { name: string }) {
  const { documents = [], total = 0 } = found.value ?? {}
  const search = async (json: string) => {
    parseJson(json)
    found.value = await control('GET', find(json))
    query.value = json
  }
  const more = () => {
    limit.value += PAGE
    fetchFound()
  }
  return (
    <Details label={name}>
      <h2>{name}</h2>
      <Form keep submit={t('Find', '查询')} act={(given) => search(given('query') || '{}')}>
        <Field
          label={t('Query (JSON)', '查询条件（JSON）')}
          hint={t(
            'for example {"status":"paid"} or {"count":{"$gt":1}}',
            '例如 {"status":"paid"} 或 {"count":{"$gt":1}}',
          )}
        >
          <textarea name="query" rows={2} spellcheck={false} defaultValue={query.value} />
        </Field>
      </Form>
      <p class="note">{t(`Found: ${total}`, `找到：${total}`)}</p>
      {documents.map((it, index) => (
        <Json key={index} value={it} />
      ))}
      <More listed={documents.length} total={total} fetch={more} />
    </Details>
  )
}
