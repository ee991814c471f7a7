import multipart from '@fastify/multipart'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import * as v from 'valibot'
import { apis } from '../../cloudfunctions/openapi/apis'
import type { CallLog } from './CallLog'
import { type CloudCallResponse, decodeCloudCall, encodeCloudCallResponse, OPEN_API } from './commApi'
import type { FunctionRunner } from './FunctionRunner'
import type { State } from './State'
import { type DoorReply, isKnown, type WeChat } from './WeChat'

/** The gateway's own refusals (wx-server-sdk, src/config/error.config.ts). */
const API_NOT_FOUND = -604100
const NO_PERMISSION = -604101
const ILLEGAL_SOURCE = -604104

const door: DoorReply = {
  door: 'cloud',
  body: (reply, body) =>
    sendProtobuf(reply, { respData: Buffer.from(JSON.stringify(body)), contentType: 'application/json' }),
  html: (reply, page) => sendProtobuf(reply, { respData: Buffer.from(page), contentType: 'text/html' }),
  platform: (reply, code) => sendPlatformError(reply, code, 'on demand'),
}

const invokeSchema = v.object({
  action: v.literal('functions.invokeFunction'),
  function_name: v.string(),
  request_data: v.optional(v.string(), ''),
  wxCloudApiToken: v.optional(v.string(), ''),
})

/**
 * `POST /admin`, the gateway that wx-server-sdk talks to: takes cloud calls, checks that the function may make them,
 * and hands them to WeChat; and calls functions for other functions and for servers.
 */
export function gateway(wechat: WeChat, state: State, runner: FunctionRunner, calls: CallLog): FastifyPluginAsync {
  return async (server) => {
    await server.register(multipart, { limits: { parts: 30 } })
    // Whatever fails to be read (multipart, protobuf, JSON) was not written by an SDK.
    server.setErrorHandler((error, _request, reply) =>
      sendPlatformError(reply.code(Number(Object(error).statusCode ?? 400)), 'INVALID_PARAM', String(error)),
    )

    server.post('/admin', async (request, reply) => {
      if (!request.isMultipart()) return invokeFunction(request.body, reply)
      const form = new Map<string, Buffer>()
      for await (const part of request.parts()) {
        form.set(part.fieldname, part.type === 'file' ? await part.toBuffer() : Buffer.from(String(part.value)))
      }
      const field = (name: string) => form.get(name)?.toString() ?? ''
      const requestData = form.get('requestData')
      if (field('action') !== 'wx.openApi' || !requestData) {
        return sendPlatformError(reply, 'INVALID_PARAM', 'neither a cloud call nor a call of a function')
      }
      return cloudCall(reply, field('apiName'), requestData, field('wxCloudApiToken'))
    })
  }

  async function cloudCall(
    reply: FastifyReply,
    api: string,
    requestData: Buffer,
    token: string,
  ): Promise<FastifyReply> {
    const { apiType, openapiData } = decodeCloudCall(requestData)
    const wireParams = Object.fromEntries(
      openapiData.pairs.map(({ key, value, contenttype }) => [key, contenttype ? value : parseJson(value)]),
    )
    const invocation = runner.invocation(token)
    const appid = invocation?.appid ?? state.defaultMiniProgram().appid
    const about = {
      appid,
      ...(invocation && { function: invocation.functionName, requestId: invocation.requestId }),
      ...(invocation?.openid !== undefined && { openid: invocation.openid }),
      wireParams,
    }
    const refuse = (errorCode: number) => {
      calls.add({ door: 'cloud', api, errcode: errorCode, ...about })
      return sendProtobuf(reply, { errorCode })
    }
    if (token !== '' && !invocation) return refuse(ILLEGAL_SOURCE)
    if (apiType !== OPEN_API || !isKnown(api) || !apis[api].cloud) return refuse(API_NOT_FOUND)
    if (invocation && !runner.permissions(invocation.functionName).includes(api)) return refuse(NO_PERMISSION)
    return wechat.serve(door, reply, api, () => wechat.call(api, { appid, wireParams }), about)
  }

  /** `cloud.callFunction` of a function or a server; who called the calling function is not passed on (assumed). */
  async function invokeFunction(body: unknown, reply: FastifyReply): Promise<FastifyReply> {
    const { success, output } = v.safeParse(invokeSchema, body)
    if (!success) return sendPlatformError(reply, 'INVALID_PARAM', 'neither a cloud call nor a call of a function')
    const from = runner.invocation(output.wxCloudApiToken)
    const data = output.request_data === '' ? {} : parseJson(Buffer.from(output.request_data))
    const answer = await runner.call(output.function_name, data, {
      appid: from?.appid ?? state.defaultMiniProgram().appid,
      openid: undefined,
      source: from ? `${from.source},scf` : 'scf',
    })
    if ('errCode' in answer) return sendPlatformError(reply, 'FUNCTIONS_EXECUTE_FAIL', answer.errMsg)
    return reply.send({ requestId: answer.requestID, data: { response_data: JSON.stringify(answer.result) } })
  }
}

function sendProtobuf(reply: FastifyReply, response: CloudCallResponse): FastifyReply {
  return reply.type('application/octet-stream').send(encodeCloudCallResponse({ httpCode: 200, ...response }))
}

/** The SDK tells a platform error from an answer by this very content type (@cloudbase/node-sdk, src/utils/tcbapirequester.ts). */
function sendPlatformError(reply: FastifyReply, code: string, message: string): FastifyReply {
  return reply
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ code, message, requestId: reply.request.id }))
}

function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString())
}
