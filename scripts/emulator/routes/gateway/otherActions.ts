import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { NotSimulatedError } from '../../service/NotSimulatedError'
import type { ResponseFormat } from '../CallHandler'
import { sendJson, UPLOAD_PATH } from '../responses'
import { sendPlatformError } from './formats'
import type { OtherAction } from './requests'

/**
 * Error codes by group of actions (assumed#not-simulated), with the platform's names for them, which SDKs convert
 * (wx-server-sdk, src/api/cloud/provider/tcb/config/error.config.ts).
 */
const GROUPS = [
  { prefix: 'database.', errcode: -502001, code: 'DATABASE_REQUEST_FAILED' },
  { prefix: 'storage.', errcode: -503001, code: 'STORAGE_REQUEST_FAIL' },
  { prefix: '', errcode: -501001, code: 'SYS_ERR' },
]

const PAYMENT = 'wx.wxPayApi'

/** Returns the name of an action in stubs and faults. */
export function nameOf({ action, apiName }: OtherAction): string {
  return action === PAYMENT && apiName !== undefined ? `cloudPay.${apiName}` : action
}

/** Returns the response that a stub of an action may give, which the SDKs of all versions accept. */
export function stubbedAnswer(action: string): object {
  return action === PAYMENT ? { returnCode: 'SUCCESS' } : { data: {} }
}

/** @throws NotSimulatedError */
export function refuseAction(other: OtherAction): never {
  const { errcode = -501001 } = GROUPS.find(({ prefix }) => other.action.startsWith(prefix)) ?? {}
  throw new NotSimulatedError(nameOf(other), { errcode, answer: stubbedAnswer(other.action) })
}

/**
 * Returns the format of an action that is not simulated: a stub's response, or an error whose message every SDK shows.
 *
 * @param host the address of this server, to which the SDK sends an upload
 */
export function otherActionFormat({ action }: OtherAction, host: string): ResponseFormat {
  return {
    channel: 'cloud',
    body: (reply, answer) => {
      const { errcode, errmsg } = answer
      // With the content type of an error, cloudPay would treat it as one.
      if (typeof errcode !== 'number' || errcode === 0)
        return sendJson(reply, 'application/json', { requestId: reply.request.id, ...answer })
      const message = String(errmsg)
      if (action === 'storage.getUploadMetadata') return sendUploadUrl(reply, host, message)
      const code = typeof answer.code === 'string' ? answer.code : GROUPS.find((it) => it.errcode === errcode)?.code
      // downloadFile before SDK 4 reads only the code of the first file.
      const more = action === 'storage.batchGetDownloadUrl' ? { fileList: [{ code, message }] } : {}
      return sendPlatformError(reply, code ?? 'SYS_ERR', message, more)
    },
    html: (reply, page) => reply.type('text/html').send(page),
    platformError: (reply, code) => sendPlatformError(reply, code, 'configured fault'),
  }
}

/** SDKs from 1.5 to 3.0 lose the message of a refusal, so they get a URL that refuses the upload as object storage does. */
function sendUploadUrl(reply: FastifyReply, host: string, message: string): FastifyReply {
  const url = `http://${host}${UPLOAD_PATH}?${new URLSearchParams({ message })}`
  const data = { url, token: '-', authorization: '-', fileId: '-', cosFileId: '-' }
  return sendJson(reply, 'application/json', { requestId: reply.request.id, data })
}

/** The route of that URL: accepts any upload, and responds with an error of object storage. */
export const uploads: FastifyPluginAsync = async (server) => {
  server.removeAllContentTypeParsers()
  // Of any size: the body is discarded.
  server.addContentTypeParser('*', { bodyLimit: Number.MAX_SAFE_INTEGER }, (_request, payload, done) => {
    payload
      .on('error', done)
      .on('end', () => done(null))
      .resume()
  })
  server.route({
    method: ['POST', 'PUT'],
    url: UPLOAD_PATH,
    handler: async ({ id, query }: FastifyRequest<{ Querystring: { message?: string } }>, reply) =>
      reply
        .code(403)
        .type('application/xml')
        .send(storageError(query.message ?? '', id)),
  })
}

/** Returns what @cloudbase/node-sdk and tcb-admin-node read (src/storage); from 2.6 on, RequestId and TraceId are required. */
function storageError(message: string, id: string): string {
  const escaped = message.replace(/[<>&]/g, (char) => `&#${char.charCodeAt(0)};`)
  const ids = `<RequestId>${id}</RequestId><TraceId>${id}</TraceId>`
  return `<?xml version="1.0" encoding="utf-8"?><Error><Code>NotSimulated</Code><Message>${escaped}</Message>${ids}</Error>`
}
