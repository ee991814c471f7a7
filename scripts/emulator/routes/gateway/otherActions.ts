import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { NotSimulatedError } from '../../service/NotSimulatedError'
import type { ResponseFormat } from '../CallHandler'
import { sendBytes, sendJson, UPLOAD_PATH } from '../responses'
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
const UPLOAD = 'storage.getUploadMetadata'
/** The file of stubs. */
const FILE_ID = 'cloud://local/file.txt'

/** Returns the name of an action in stubs and faults. */
export function nameOf({ action, apiName }: OtherAction): string {
  return action === PAYMENT && apiName !== undefined ? `cloudPay.${apiName}` : action
}

/**
 * @param origin the address of this server
 * @throws NotSimulatedError
 */
export function refuseAction(other: OtherAction, origin: string): never {
  const { errcode = -501001 } = GROUPS.find(({ prefix }) => other.action.startsWith(prefix)) ?? {}
  throw new NotSimulatedError(nameOf(other), { errcode, answer: stubbedAnswer(other.action, origin) })
}

/** Returns a response to an action that SDKs of all versions accept, for a stub. */
function stubbedAnswer(action: string, origin: string): object {
  const file = { code: 'SUCCESS', fileID: FILE_ID, tempFileURL: `${origin}${UPLOAD_PATH}` }
  const answers: Record<string, object> = {
    [PAYMENT]: { return_code: 'SUCCESS', return_msg: 'OK', result_code: 'SUCCESS' },
    'storage.uploadFile': { data: { fileID: FILE_ID } },
    [UPLOAD]: { data: uploadTo(file.tempFileURL) },
    'storage.batchGetDownloadUrl': { data: { download_list: [file] } },
    'storage.batchDeleteFile': { data: { delete_list: [file] } },
  }
  return answers[action] ?? { data: {} }
}

/** Returns the response that makes an SDK upload a file to a URL. */
function uploadTo(url: string): object {
  return { url, token: '-', authorization: '-', fileId: FILE_ID, cosFileId: '-' }
}

/**
 * Returns the format of an action that is not simulated: a stub's response, or an error whose message every SDK shows.
 *
 * @param origin the address of this server, to which the SDK sends an upload
 */
export function otherActionFormat({ action }: OtherAction, origin: string): ResponseFormat {
  return {
    channel: 'cloud',
    body: (reply, answer) => {
      const { errcode, errmsg } = answer
      // With the content type of an error, cloudPay would treat it as one.
      if (typeof errcode !== 'number' || errcode === 0)
        return sendJson(reply, 'application/json', {
          ...(action !== PAYMENT && { requestId: reply.request.id }),
          ...answer,
        })
      const message = String(errmsg)
      if (action === UPLOAD) return sendUploadUrl(reply, origin, message)
      const code = typeof answer.code === 'string' ? answer.code : GROUPS.find((it) => it.errcode === errcode)?.code
      // downloadFile before SDK 4 reads only the code of the first file.
      const more = action === 'storage.batchGetDownloadUrl' ? { fileList: [{ code, message }] } : {}
      return sendPlatformError(reply, code ?? 'SYS_ERR', message, more)
    },
    bytes: sendBytes,
    html: (reply, page) => reply.type('text/html').send(page),
    platformError: (reply, code) => sendPlatformError(reply, code, 'configured fault'),
  }
}

/** SDKs from 1.5 to 3.0 lose the message of a refusal, so they get a URL that refuses the upload as object storage does. */
function sendUploadUrl(reply: FastifyReply, origin: string, message: string): FastifyReply {
  const data = uploadTo(`${origin}${UPLOAD_PATH}?${new URLSearchParams({ message })}`)
  return sendJson(reply, 'application/json', { requestId: reply.request.id, data })
}

/** The route of that URL: discards any upload, and responds with an error of object storage if there is a message. */
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
    method: ['GET', 'POST', 'PUT'],
    url: UPLOAD_PATH,
    handler: async ({ id, query: { message } }: FastifyRequest<{ Querystring: { message?: string } }>, reply) =>
      message === undefined ? reply.send('') : reply.code(403).type('application/xml').send(storageError(message, id)),
  })
}

/** Returns what @cloudbase/node-sdk and tcb-admin-node read (src/storage); from 2.6 on, RequestId and TraceId are required. */
function storageError(message: string, id: string): string {
  const escaped = message.replace(/[<>&]/g, (char) => `&#${char.charCodeAt(0)};`)
  const ids = `<RequestId>${id}</RequestId><TraceId>${id}</TraceId>`
  return `<?xml version="1.0" encoding="utf-8"?><Error><Code>NotSimulated</Code><Message>${escaped}</Message>${ids}</Error>`
}
