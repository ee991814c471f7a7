import type { FastifyReply } from 'fastify'
import type { AnswerForm } from '../Reception'
import { PLATFORM_JSON, sendJson } from '../sendJson'
import { type CloudCallResponse, encodeCloudCallResponse } from './commApi'

/** The gateway's own refusals, with the SDK's texts for them (wx-server-sdk, src/config/error.config.ts). */
const refusals = {
  [-604100]: 'API not found',
  [-604101]: 'function has no permission to call this API',
  [-604104]: 'illegal source of invocation',
}

/** A code with which the gateway refuses a cloud call. */
export type GatewayRefusal = keyof typeof refusals

/** The platform's name of -604104 (wx-server-sdk 3.0.4, src/config/error.config.ts). */
export const ILLEGAL_SOURCE = 'WX_FUNCTIONS_SERVER_OPENAPI_ILLEGAL_INVOCATION_SOURCE'

/** How the gateway answers a cloud call. */
export interface GatewayForm extends AnswerForm {
  refusal(reply: FastifyReply, errorCode: GatewayRefusal): FastifyReply
}

/** How `cloud.openapi` is answered. */
const openApi: GatewayForm = {
  channel: 'cloud',
  body: (reply, body) =>
    sendProtobuf(reply, { respData: Buffer.from(JSON.stringify(body)), contentType: 'application/json' }),
  html: (reply, page) => sendProtobuf(reply, { respData: Buffer.from(page), contentType: 'text/html' }),
  platform: (reply, code) => sendPlatformError(reply, code, 'on demand'),
  refusal: (reply, errorCode) => sendProtobuf(reply, { errorCode }),
}

/** How `cloud.callOpenAPI`, the predecessor, is answered (tcb-admin-node 1.4.6, src/wx/index.js). Refusals: assumed#call-openapi */
const callOpenApi: GatewayForm = {
  ...openApi,
  body: (reply, body) => sendResponseData(reply, JSON.stringify(body)),
  html: sendResponseData,
  refusal: (reply, errorCode) =>
    sendResponseData(reply, JSON.stringify({ errcode: errorCode, errmsg: refusals[errorCode] })),
}

/** How a call like `cloud.getOpenData` is refused: its answer would be bytes, which an SDK fails to read in a JSON body. */
export const binaryApiForm: AnswerForm = {
  ...openApi,
  body: (reply, body) => sendJson(reply, PLATFORM_JSON, body),
}

/** How each action that makes a cloud call is answered. */
export const gatewayForms = { 'wx.openApi': openApi, 'wx.api': callOpenApi }

/** Tells the SDK that the cloud platform has failed. */
export function sendPlatformError(reply: FastifyReply, code: string, message: string, more: object = {}): FastifyReply {
  return sendJson(reply, PLATFORM_JSON, { code, message, requestId: reply.request.id, ...more })
}

function sendProtobuf(reply: FastifyReply, response: CloudCallResponse): FastifyReply {
  return reply.type('application/octet-stream').send(encodeCloudCallResponse({ httpCode: 200, ...response }))
}

function sendResponseData(reply: FastifyReply, responseData: string): FastifyReply {
  return reply.send({ requestId: reply.request.id, data: { responseData } })
}
