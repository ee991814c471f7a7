import type { FastifyReply } from 'fastify'
import type { ResponseFormat } from '../CallHandler'
import { PLATFORM_JSON, sendJson } from '../responses'
import { type CloudCallResponse, encodeCloudCallResponse, encodeOpenData } from './commApi'

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
  html: (reply, page) => sendProtobuf(reply, { respData: Buffer.from(page), contentType: 'text/html' }),
  platformError: (reply, code) => sendPlatformError(reply, code, 'configured fault'),
  refusal: (reply, errorCode) => sendProtobuf(reply, { errorCode }),
}

/** (tcb-admin-node 1.4.6, src/wx/index.js). Refusals: assumed#call-openapi */
const callOpenApi: CloudCallFormat = {
  ...openApi,
  body: (reply, body) => sendResponseData(reply, JSON.stringify(body)),
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
