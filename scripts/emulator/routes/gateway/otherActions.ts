import type { FastifyReply } from 'fastify'
import { NotSimulatedError } from '../../service/NotSimulatedError'
import type { ResponseFormat } from '../CallHandler'
import { sendBytes, sendJson } from '../responses'
import { sendPlatformError } from './formats'
import type { OtherAction } from './requests'
import { uploadTo } from './storage'

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

/** Returns the name of an action in stubs and faults. */
export function nameOf({ action, apiName }: OtherAction): string {
  return action === PAYMENT && apiName !== undefined ? `cloudPay.${apiName}` : action
}

/** @throws NotSimulatedError */
export function refuseAction(other: OtherAction): never {
  const { errcode = -501001 } = GROUPS.find(({ prefix }) => other.action.startsWith(prefix)) ?? {}
  // A response that SDKs of all versions accept.
  const paid = { return_code: 'SUCCESS', return_msg: 'OK', result_code: 'SUCCESS' }
  throw new NotSimulatedError(nameOf(other), { errcode, answer: other.action === PAYMENT ? paid : { data: {} } })
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
      const group = GROUPS.find((it) => it.errcode === errcode)
      const code = typeof answer.code === 'string' ? answer.code : (group?.code ?? 'SYS_ERR')
      if (action === UPLOAD) return sendUploadUrl(reply, origin, code, message)
      // downloadFile before SDK 4 reads only the code of the first file.
      const more = action === 'storage.batchGetDownloadUrl' ? { fileList: [{ code, message }] } : {}
      return sendPlatformError(reply, code, message, more)
    },
    bytes: sendBytes,
    html: (reply, page) => reply.type('text/html').send(page),
    platformError: (reply, code) => sendPlatformError(reply, code, 'configured fault'),
  }
}

/** SDKs from 1.5 to 3.0 lose the message of a refusal, so they get a URL that refuses the upload as object storage does. */
function sendUploadUrl(reply: FastifyReply, origin: string, code: string, message: string): FastifyReply {
  return sendJson(reply, 'application/json', {
    requestId: reply.request.id,
    data: uploadTo(origin, { code, message }, '-'),
  })
}
