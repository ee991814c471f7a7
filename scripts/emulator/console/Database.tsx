import { useSignal, useSignalEffect } from '@preact/signals'
import type { CollectionSummary, FoundDocuments } from '../service/CloudDatabase'
import { Form } from './actions'
import { parseJson, read } from './http'
import { collections } from './live'
import { addressOf, Field, Json, type Row, Split, Total } from './widgets'
import { t } from './words'

/** Shows the documents of the database. It changes nothing. */
export function Database() {
  return (
    <Split
      items={collections.value.collections}
      row={collectionRow}
      Details={Documents}
      empty={t(
        'There are no collections. List them in local-wechat.json, and cloud functions can use them: "collections": { "parcels": [] }',
        '还没有集合。写入 local-wechat.json 后，云函数即可读写："collections": { "parcels": [] }',
      )}
    />
  )
}

function collectionRow({ name, documents }: CollectionSummary): Row {
  return { href: addressOf('database', name), title: name, note: t(`documents: ${documents}`, `记录：${documents}`) }
}

function Documents({ name }: CollectionSummary) {
  const query = useSignal('{}')
  const found = useSignal<FoundDocuments>({ total: 0, documents: [] })
  const find = async (json: string) => {
    parseJson(json)
    const params = new URLSearchParams({ query: json, limit: '100' })
    found.value = await read(`database/${encodeURIComponent(name)}?${params}`)
    query.value = json
  }
  // Documents have changed when the collections are fetched again.
  useSignalEffect(() => {
    if (collections.value) find(query.peek()).catch(() => {})
  })
  const { documents, total } = found.value
  return (
    <>
      <Form keep submit={t('Find', '查询')} act={(given) => find(given('query') || '{}')}>
        <Field
          label={t('Query (JSON)', '查询条件（JSON）')}
          hint={t(
            'for example {"status":"paid"} or {"count":{"$gt":1}}',
            '例如 {"status":"paid"} 或 {"count":{"$gt":1}}',
          )}
        >
          <textarea name="query" rows={2} spellcheck={false} defaultValue="{}" />
        </Field>
      </Form>
      <p class="note">{t(`Found: ${total}`, `找到：${total}`)}</p>
      {documents.map((it, index) => (
        <Json key={index} value={it} />
      ))}
      <Total listed={documents.length} total={total} />
    </>
  )
}
