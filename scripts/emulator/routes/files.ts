import { extname } from 'node:path'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { ENV_ID } from '../redirect/sdkEnvironment'
import { exactly, text } from '../schemas/plainSchemas'
import type { CloudStorage } from '../service/CloudStorage'
import { FileTooLargeError } from '../state/Contents'
import { filePath, type StoredFile } from '../state/recordsSchema'
import { HttpError, httpError, PLATFORM_JSON, parse, sendJson } from './responses'
import type { Services } from './Services'

/** A file in the response of `GET /emulator/files`. */
export interface ListedFile {
  path: string
  fileID: string
  /** In bytes. */
  size: number
  /** When it was stored, in seconds since 1970. */
  time: number
  /** A temporary address, without the origin. */
  url: string
}

/** The content types that browsers show, by extension. */
const TYPES: Readonly<Record<string, string>> = {
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
}

/** A file is somebody else's content on the page's origin: it must not run scripts or load anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

export const pathSchema = exactly({ path: filePath })
const signedSchema = v.object({ t: text, sign: text })

/**
 * Returns the id of a file. The bucket is named as in the samples of the documentation:
 * https://developers.weixin.qq.com/minigame/dev/wxcloud/reference-http-api/storage/batchDownloadFile.html
 *
 * @example
 * fileIdOf('a.png', 'local') // 'cloud://local.6c6f-local/a.png'
 */
export function fileIdOf(path: string, env = ENV_ID): string {
  return `cloud://${env}.${Buffer.from(env.slice(0, 2)).toString('hex')}-${env}/${path}`
}

/**
 * Returns a temporary address of a file. It has no `%`, which SDKs would encode again.
 *
 * @param maxAge how long it is valid, in seconds
 */
export function temporaryUrl(storage: CloudStorage, path: string, maxAge?: number): { url: string; maxAge: number } {
  const { seconds, ...query } = storage.signed(path, maxAge)
  const extension = /^\.\w+$/.exec(extname(path))?.[0] ?? ''
  const name = `${Buffer.from(path).toString('base64url')}${extension}`
  return { url: `/emulator/files/${name}?${new URLSearchParams({ ...query })}`, maxAge: seconds }
}

export function listed(storage: CloudStorage, { path, size, time }: StoredFile): ListedFile {
  return { path, fileID: fileIdOf(path), size, time, url: temporaryUrl(storage, path).url }
}

export function noFile(path: string): HttpError {
  return httpError(404, `no file ${path}`, `没有文件 ${path}`)
}

/** The contents of files: `PUT /emulator/files?path=...` stores one, the temporary addresses return them. */
export function files({ wechat: { storage } }: Services): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

    server.put('/emulator/files', async ({ query, raw }, reply) => {
      const { path } = parse(pathSchema, query)
      const content = await storage.receive(raw).catch((error) => {
        throw error instanceof FileTooLargeError ? new HttpError(413, error.both) : error
      })
      await storage.put(path, content)
      return sendJson(reply, PLATFORM_JSON, { path, fileID: fileIdOf(path) })
    })

    server.get('/emulator/files/*', async ({ params, query }: FastifyRequest<{ Params: { '*': string } }>, reply) => {
      const [name = ''] = params['*'].split('.')
      const path = Buffer.from(name, 'base64url').toString()
      if (!storage.isSigned(path, parse(signedSchema, query))) {
        throw httpError(403, 'this address is invalid or has expired', '该地址无效或已过期')
      }
      const stored = await storage.open(path)
      if (!stored) throw noFile(path)
      return reply
        .headers({
          'cache-control': 'no-store',
          'content-length': stored.size,
          'content-security-policy': POLICY,
          'x-content-type-options': 'nosniff',
        })
        .type(TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream')
        .send(stored.file.createReadStream())
    })
  }
}
