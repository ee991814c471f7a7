import { finished } from 'node:stream/promises'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { says } from '../../../../cloudfunctions/openapi/messages/issues'
import { ENV_ID } from '../../redirect/sdkEnvironment'
import type { CloudStorage } from '../../service/CloudStorage'
import { Content, FileTooLargeError } from '../../state/Contents'
import { filePath } from '../../state/recordsSchema'
import type { ReceivedCall } from '../CallHandler'
import { fileIdOf, temporaryUrl } from '../files'
import { mistakesIn, UPLOAD_PATH } from '../responses'
import { type OtherAction, readForm } from './requests'

/** https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/storage/Cloud.deleteFile.html */
const MAX_FILES = 50
const tooMany = says({ en: `has more than ${MAX_FILES} files`, zh: `超过 ${MAX_FILES} 个文件` })
const listOf = <S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.maxLength(MAX_FILES, tooMany))

const envName = v.fallback(v.pipe(v.string(), v.regex(/^[\w-]+$/)), ENV_ID)
const content = v.instance(Content)
const maxAge = v.fallback(v.optional(v.number()), undefined)

const requestSchema = v.variant('action', [
  // wx-server-sdk to 0.6
  v.object({
    action: v.literal('storage.uploadFile'),
    envName,
    path: filePath,
    file: v.union([content, v.instance(FileTooLargeError)]),
  }),
  v.object({ action: v.literal('storage.getUploadMetadata'), envName, path: filePath }),
  v.object({
    action: v.literal('storage.batchGetDownloadUrl'),
    file_list: listOf(v.object({ fileid: v.string(), max_age: maxAge })),
  }),
  v.object({ action: v.literal('storage.batchDeleteFile'), fileid_list: listOf(v.string()) }),
])

export function isStorageAction(action: string): boolean {
  return requestSchema.options.some((it) => it.entries.action.literal === action)
}

/**
 * Returns how the call handler responds to an action of the storage, and what the log says about it.
 *
 * @param origin the address of this server
 */
export function storageCall(
  storage: CloudStorage,
  fields: OtherAction,
  origin: string,
): Pick<ReceivedCall, 'wireParams' | 'respond'> {
  const { path, file_list, fileid_list } = fields
  const wireParams = { path, file_list, fileid_list }
  const respond: ReceivedCall['respond'] = async (log) => {
    const { success, output, issues } = v.safeParse(requestSchema, fields)
    if (!success) {
      const mistakes = mistakesIn(issues)
      log(mistakes)
      return { errcode: -501007, errmsg: mistakes.en, code: 'INVALID_PARAM' }
    }
    /** Returns the paths of the files that exist, by their ids. */
    const pathsOf = async (ids: readonly string[]) => {
      const known = new Set((await storage.files()).map((it) => it.path))
      const paths = ids.map((id) => [id, /^cloud:\/\/[^/]+\/(.+)$/s.exec(id)?.[1] ?? ''] as const)
      const none = paths.flatMap(([id, path]) => (known.has(path) ? [] : [id])).join(', ')
      if (none) log({ en: `no file ${none}`, zh: `没有文件 ${none}` })
      return new Map(paths.filter(([, path]) => known.has(path)))
    }
    switch (output.action) {
      case 'storage.uploadFile':
        if (output.file instanceof FileTooLargeError) return { errcode: -503001, errmsg: output.file.message }
        await storage.put(output.path, output.file)
        return { data: { fileID: fileIdOf(output.path, output.envName) } }
      case 'storage.getUploadMetadata': {
        const { envName, path } = output
        return { data: uploadTo(origin, { token: storage.announce(path) }, fileIdOf(path, envName)) }
      }
      case 'storage.batchGetDownloadUrl': {
        const paths = await pathsOf(output.file_list.map((it) => it.fileid))
        const download_list = output.file_list.map(({ fileid, max_age }) => {
          const path = paths.get(fileid)
          if (path === undefined) return missing(fileid)
          const { url, maxAge } = temporaryUrl(storage, path, max_age)
          return { code: 'SUCCESS', fileID: fileid, tempFileURL: `${origin}${url}`, maxAge }
        })
        return { data: { download_list } }
      }
      case 'storage.batchDeleteFile': {
        const paths = await pathsOf(output.fileid_list)
        await storage.remove([...paths.values()])
        const delete_list = output.fileid_list.map((it) =>
          paths.has(it) ? { code: 'SUCCESS', fileID: it } : missing(it),
        )
        return { data: { delete_list } }
      }
    }
  }
  return { wireParams, respond }
}

/** Also when it is deleted: assumed#storage-delete-missing */
function missing(fileID: string): object {
  return { code: 'STORAGE_FILE_NONEXIST', fileID, tempFileURL: '', message: 'storage file not exists' }
}

/** Returns the response that makes an SDK upload a file to a URL. */
export function uploadTo(origin: string, query: Record<string, string>, fileId: string): object {
  return {
    url: `${origin}${UPLOAD_PATH}?${new URLSearchParams(query)}`,
    token: '-',
    authorization: '-',
    fileId,
    cosFileId: '-',
  }
}

type Upload = FastifyRequest<{ Querystring: { token?: string; code?: string; message?: string } }>

/**
 * The route of that URL: stores the upload of a token, once. Otherwise, it discards the upload and responds with an error of
 * object storage, as it does if the query has a message.
 */
export function uploads(storage: CloudStorage): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    server.route({
      method: ['POST', 'PUT'],
      url: UPLOAD_PATH,
      handler: async ({ id, headers, query: { token = '', code, message }, raw }: Upload, reply) => {
        const fail = (code: string, message: string) =>
          reply
            .code(403)
            .type('application/xml')
            .send(storageError(code, message, id))
        const path = storage.announced(token)
        if (path === undefined) {
          await finished(raw.resume(), { writable: false }).catch(() => {})
          return fail(code ?? 'AccessDenied', message ?? 'the URL is not valid, or was used before')
        }
        try {
          const type = headers['content-type']
          const receive = (it: AsyncIterable<Uint8Array>) => storage.receive(it)
          const file = type?.startsWith('multipart/') ? (await readForm(type, raw, receive)).file : await receive(raw)
          await storage.put(path, v.parse(content, file))
          return reply.send('')
        } catch (error) {
          if (!(error instanceof FileTooLargeError)) throw error
          return fail('EntityTooLarge', error.message)
        }
      },
    })
  }
}

/** Returns what @cloudbase/node-sdk and tcb-admin-node read (src/storage); from 2.6 on, RequestId and TraceId are required. */
function storageError(code: string, message: string, id: string): string {
  const escaped = message.replace(/[<>&]/g, (char) => `&#${char.charCodeAt(0)};`)
  const ids = `<RequestId>${id}</RequestId><TraceId>${id}</TraceId>`
  return `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${escaped}</Message>${ids}</Error>`
}
