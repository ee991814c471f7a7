import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { UPLOAD_PATH } from '../ownerOf'

/** The place that an upload is told (otherAction.ts): takes whatever is sent, and refuses it as object storage does. */
export const uploads: FastifyPluginAsync = async (server) => {
  server.removeAllContentTypeParsers()
  // Of any size: it is read and thrown away.
  server.addContentTypeParser('*', { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, payload, done) => {
    payload
      .on('error', done)
      .on('end', () => done(null))
      .resume()
  })
  const refuse = async ({ id, query }: UploadRequest, reply: FastifyReply) =>
    reply
      .code(403)
      .type('application/xml')
      .send(xml(query.message ?? '', id))
  server.post(UPLOAD_PATH, refuse)
  server.put(UPLOAD_PATH, refuse)
}

type UploadRequest = FastifyRequest<{ Querystring: { message?: string } }>

/** What @cloudbase/node-sdk and tcb-admin-node read (src/storage): 2.6 and later fail without RequestId and TraceId. */
function xml(message: string, id: string): string {
  const fields = { Code: 'NotSimulated', Message: message, RequestId: id, TraceId: id }
  const inside = Object.entries(fields).map(([name, text]) => `<${name}>${escaped(text)}</${name}>`)
  return `<?xml version="1.0" encoding="utf-8"?><Error>${inside.join('')}</Error>`
}

function escaped(text: string): string {
  return text.replace(/[<>&]/g, (char) => `&#${char.charCodeAt(0)};`)
}
