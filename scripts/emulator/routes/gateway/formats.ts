import type { FastifyReply } from 'fastify'
import { NotSimulatedError } from '../../service/NotSimulatedError'
import type { ResponseFormat } from '../CallHandler'
import { PLATFORM_JSON, sendBytes, sendJson } from '../responses'
import { type CloudCallResponse, encodeCloudCallResponse, encodeOpenData } from './commApi'
import type { OtherAction } from './requests'
import { uploadTo } from './storage'

/** The codes with which the gateway refuses a cloud call, with the SDK's messages (wx-server-sdk, src/config/error.config.ts). */
const refusals = {
  [-604100]: 'API not found',
  [-604101]: 'function has no permission to call this API',
  [-604104]: 'illegal source of invocation',
}

export type RefusalCode = keyof typeof refusals

/** The platform's name of -604104 (wx-server-sdk 3.0.4, src/config/error.config.ts). */
export const ILLEGAL_SOURCE = 'WX_FUNCTIONS_SERVER_OPENAPI_ILLEGAL_INVOCATION_SOURCE'

/** How the gateway responds to a cloud call. */
export interface CloudCallFormat extends ResponseFormat {
  refusal(reply: FastifyReply, errorCode: RefusalCode): FastifyReply
}

const openApi: CloudCallFormat = {
  channel: 'cloud',
  body: (reply, body) =>
    sendProtobuf(reply, { respData: Buffer.from(JSON.stringify(body)), contentType: 'application/json' }),
  bytes: (reply, { buffer, contentType }) => sendProtobuf(reply, { respData: buffer, contentType }),
  html: (reply, page) => sendProtobuf(reply, { respData: Buffer.from(page), contentType: 'text/html' }),
  platformError: (reply, code) => sendPlatformError(reply, code, 'configured fault'),
  refusal: (reply, errorCode) => sendProtobuf(reply, { errorCode }),
}

/** (tcb-admin-node 1.4.6, src/wx/index.js). Refusals: assumed#call-openapi, assumed#call-openapi-bytes */
const callOpenApi: CloudCallFormat = {
  ...openApi,
  body: (reply, body) => sendResponseData(reply, JSON.stringify(body)),
  bytes: (reply, { buffer }) => sendResponseData(reply, buffer.toString('base64')),
  html: sendResponseData,
  refusal: (reply, errorCode) =>
    sendResponseData(reply, JSON.stringify({ errcode: errorCode, errmsg: refusals[errorCode] })),
}

/** The formats of `cloud.openapi` and of its predecessor `cloud.callOpenAPI`, by action. */
export const cloudCallFormats = { 'wx.openApi': openApi, 'wx.api': callOpenApi }

/** The format of `cloud.getOpenData` and of calls like it, which are refused: SDKs expect JSON only for errors. */
export const binaryApiFormat: ResponseFormat = {
  ...openApi,
  body: (reply, body) =>
    Array.isArray(body.list)
      ? sendProtobuf(reply, { respData: encodeOpenData(body.list) })
      : sendJson(reply, PLATFORM_JSON, body),
}

/** Sends an error of the cloud platform, as SDKs expect it. */
export function sendPlatformError(reply: FastifyReply, code: string, message: string, more: object = {}): FastifyReply {
  return sendJson(reply, PLATFORM_JSON, { code, message, requestId: reply.request.id, ...more })
}

function sendProtobuf(reply: FastifyReply, response: CloudCallResponse): FastifyReply {
  return reply.type('application/octet-stream').send(encodeCloudCallResponse({ httpCode: 200, ...response }))
}

function sendResponseData(reply: FastifyReply, responseData: string): FastifyReply {
  return reply.send({ requestId: reply.request.id, data: { responseData } })
}

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
