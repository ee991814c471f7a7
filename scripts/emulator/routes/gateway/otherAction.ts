import type { FastifyReply } from 'fastify'
import { NotSimulatedError } from '../../service/NotSimulatedError'
import { UPLOAD_PATH } from '../ownerOf'
import type { AnswerForm } from '../Reception'
import { sendPlatformError } from './gatewayForms'
import type { OtherAction } from './requestSchema'

/**
 * Codes of the platform (assumed#not-simulated), and what SDKs make of them (wx-server-sdk,
 * src/api/cloud/provider/tcb/config/error.config.ts).
 */
const platformCodes: Readonly<Record<number, string>> = {
  [-502001]: 'DATABASE_REQUEST_FAILED',
  [-503001]: 'STORAGE_REQUEST_FAIL',
}

/** By which name a stub or a fault knows an action. */
export function nameOf({ action, apiName }: OtherAction): string {
  return action === PAYMENT && apiName !== undefined ? `cloudPay.${apiName}` : action
}

/** Says that an action is not simulated. */
export function refuseAction(other: OtherAction): never {
  const answer = other.action === PAYMENT ? { returnCode: 'SUCCESS' } : { data: {} }
  throw new NotSimulatedError(nameOf(other), { errcode: errCodeOf(other.action), answer })
}

const PAYMENT = 'wx.wxPayApi'

function errCodeOf(action: string): number {
  if (action.startsWith('database.')) return -502001
  return action.startsWith('storage.') ? -503001 : -501001
}

/**
 * How an action that is not simulated is answered: by a stub, or so that every SDK shows the sentence.
 *
 * @param host where this server is, for the SDK to put an upload to
 */
export function otherActionForm({ action }: OtherAction, host: string): AnswerForm {
  return {
    channel: 'cloud',
    body: (reply, answer) => {
      const { errcode, errmsg } = answer
      if (typeof errcode !== 'number' || errcode === 0) {
        // Under the type of an error, cloudPay would take it for one.
        return reply
          .type('application/json')
          .send(Buffer.from(JSON.stringify({ requestId: reply.request.id, ...answer })))
      }
      const message = String(errmsg)
      if (action === 'storage.getUploadMetadata') return sendUploadPlace(reply, host, message)
      const code = platformCodes[errcode] ?? 'SYS_ERR'
      // downloadFile before SDK 4 looks at no code but that of the first file.
      const more = action === 'storage.batchGetDownloadUrl' ? { fileList: [{ code, message }] } : {}
      return sendPlatformError(reply, code, message, more)
    },
    html: (reply, page) => reply.type('text/html').send(page),
    platform: (reply, code) => sendPlatformError(reply, code, 'on demand'),
  }
}

/** SDKs from 1.5 to 3.0 lose the message of a refusal, so they are told a place that refuses the upload as object storage does. */
function sendUploadPlace(reply: FastifyReply, host: string, message: string): FastifyReply {
  const url = `http://${host}${UPLOAD_PATH}?${new URLSearchParams({ message })}`
  const data = { url, token: '-', authorization: '-', fileId: '-', cosFileId: '-' }
  return reply.type('application/json').send(Buffer.from(JSON.stringify({ requestId: reply.request.id, data })))
}
