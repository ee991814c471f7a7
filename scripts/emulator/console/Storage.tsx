import { useSignal } from '@preact/signals'
import type { ListedFile } from '../routes/files'
import { Button, Copy, Form } from './actions'
import { control } from './http'
import { files } from './live'
import { addressOf, Cells, Facts, Field, type Row, Split } from './widgets'
import { dateAndTime, t } from './words'

const urlOf = (path: string) => `files?${new URLSearchParams({ path })}`

/** Shows the files of the storage, the newest first. */
export function Storage() {
  return (
    <>
      <Split
        items={[...files.value.files].reverse()}
        total={files.value.total}
        row={fileRow}
        Details={File}
        empty={t(
          'There are no files. Upload one here, or with cloud.uploadFile.',
          '还没有文件。可在这里或用 cloud.uploadFile 上传。',
        )}
      />
      <Upload />
    </>
  )
}

function fileRow({ path, size, time }: ListedFile): Row {
  const kilobytes = Math.ceil(size / 1024).toLocaleString('en')
  return { href: addressOf('storage', path), title: path, note: `${kilobytes} KB · ${dateAndTime(time)}` }
}

function File({ path, fileID, url }: ListedFile) {
  return (
    <>
      {/\.(gif|jpe?g|png|svg|webp)$/i.test(path) && <img class="picture" src={url} alt={path} />}
      <Facts facts={{ fileID }} />
      <div class="buttons">
        <Copy text={fileID} label={t('Copy the fileID', '复制 fileID')} />
        <a href={url} target="_blank" rel="noreferrer">
          {t('Open', '打开')}
        </a>
        <Button label={t('Delete', '删除')} of={path} act={() => control('DELETE', urlOf(path))} />
      </div>
    </>
  )
}

function Upload() {
  const file = useSignal<(Blob & { name?: string }) | undefined>(undefined)
  return (
    <Cells title={t('Upload', '上传')} padded>
      <Form
        submit={t('Upload', '上传')}
        act={(given) => control('PUT', urlOf(given('path') || (file.value?.name ?? '')), file.value)}
      >
        <Field label={t('File', '文件')}>
          <input
            type="file"
            required
            onChange={(event) => {
              file.value = event.currentTarget.files?.[0]
            }}
          />
        </Field>
        <Field label={t('Path', '路径')} hint={t("default: the file's name", '默认为文件名')}>
          <input name="path" placeholder="images/a.png" />
        </Field>
      </Form>
    </Cells>
  )
}
