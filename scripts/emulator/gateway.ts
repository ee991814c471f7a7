import multipart from '@fastify/multipart'
import type { FastifyPluginAsync } from 'fastify'
import { type CloudCallResponse, decodeCloudCall, encodeCloudCallResponse, OPEN_API } from './commApi'
import type { FunctionRunner } from './FunctionRunner'
import type { State } from './State'
import type { WeChat } from './WeChat'

/** The gateway's own refusals, EC codes as in wx-server-sdk's src/config/error.config.ts. */
const API_NOT_FOUND = -604100
const NO_PERMISSION = -604101
const ILLEGAL_SOURCE = -604104

/** A platform error: the SDK tells it from a cloud call's answer by this very content type. */
const PLATFORM_ERROR_TYPE = 'application/json; charset=utf-8'

/**
 * `POST /admin`, the gateway that wx-server-sdk talks to: takes cloud calls, checks that the function may make them,
 * and hands them to WeChat.
 */
export function gateway(wechat: WeChat, state: State, runner: FunctionRunner): FastifyPluginAsync {
  return async (server) => {
    await server.register(multipart, { limits: { fields: 30, files: 5, parts: 30 } })

    server.post('/admin', async (request, reply) => {
      const form = new Map<string, Buffer>()
      for await (const part of request.parts()) {
        form.set(part.fieldname, part.type === 'file' ? await part.toBuffer() : Buffer.from(String(part.value)))
      }
      const field = (name: string) => form.get(name)?.toString() ?? ''
      const requestData = form.get('requestData')
      if (field('action') !== 'wx.openApi' || !requestData) {
        return reply.type(PLATFORM_ERROR_TYPE).send(
          JSON.stringify({
            code: 'INVALID_PARAM',
            message: `unknown action ${JSON.stringify(field('action'))}`,
            requestId: request.id,
          }),
        )
      }
      const response = cloudCall(field('apiName'), requestData, field('wxCloudApiToken'))
      return reply.type('application/octet-stream').send(encodeCloudCallResponse(response))
    })
  }

  function cloudCall(api: string, requestData: Buffer, token: string): CloudCallResponse {
    const { apiType, openapiData } = decodeCloudCall(requestData)
    const invocation = runner.invocation(token)
    if (token !== '' && !invocation) return { errorCode: ILLEGAL_SOURCE, httpCode: 200 }
    const appid = invocation?.appid ?? state.defaultMiniProgram().appid
    if (apiType !== OPEN_API || !wechat.knows(api)) return { errorCode: API_NOT_FOUND, httpCode: 200 }
    if (invocation && !runner.permissions(invocation.functionName).includes(api)) {
      return { errorCode: NO_PERMISSION, httpCode: 200 }
    }
    const wireParams = Object.fromEntries(
      openapiData.pairs.map(({ key, value, contenttype }) => [key, contenttype ? value : parseJson(value)]),
    )
    const body = wechat.call(api, { appid, wireParams })
    return { respData: Buffer.from(JSON.stringify(body)), contentType: 'application/json', httpCode: 200 }
  }
}

function parseJson(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString())
}
