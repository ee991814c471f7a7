import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { apis, isApiName } from '../../../cloudfunctions/openapi/apis'
import type { CallLog } from '../control/CallLog'
import type { FunctionRunner } from '../functions/Runner'
import type { DoorReply, WeChat } from '../service/WeChat'
import type { State } from '../state/State'
import { type CloudCallResponse, decodeCloudCall, encodeCloudCallResponse, OPEN_API } from './commApi'
import { readForm } from './readForm'
import { PLATFORM_JSON, Refusal, sendJson } from './refusals'

/** The gateway's own refusals, with the SDK's texts for them (wx-server-sdk, src/config/error.config.ts). */
const refusals = {
  [-604100]: 'API not found',
  [-604101]: 'function has no permission to call this API',
  [-604104]: 'illegal source of invocation',
}

interface GatewayDoor extends DoorReply {
  refusal(reply: FastifyReply, errorCode: keyof typeof refusals): FastifyReply
}

/** How `cloud.openapi` is answered. */
const openApi: GatewayDoor = {
  door: 'cloud',
  body: (reply, body) =>
    sendProtobuf(reply, { respData: Buffer.from(JSON.stringify(body)), contentType: 'application/json' }),
  html: (reply, page) => sendProtobuf(reply, { respData: Buffer.from(page), contentType: 'text/html' }),
  platform: (reply, code) => sendPlatformError(reply, code, 'on demand'),
  refusal: (reply, errorCode) => sendProtobuf(reply, { errorCode }),
}

/** How `cloud.callOpenAPI`, which came before it, is answered (tcb-admin-node 1.4.6, src/wx/index.js); refusals: assumed. */
const callOpenApi: GatewayDoor = {
  ...openApi,
  body: (reply, body) => sendResponseData(reply, JSON.stringify(body)),
  html: sendResponseData,
  refusal: (reply, errorCode) =>
    sendResponseData(reply, JSON.stringify({ errcode: errorCode, errmsg: refusals[errorCode] })),
}

/** Who calls; the second is sent in place of the first (@cloudbase/node-sdk 3.17.2, src/utils/wxCloudToken.ts). */
const tokens = {
  wxCloudApiToken: v.optional(v.string(), ''),
  wxCloudbaseAccesstoken: v.optional(v.string(), ''),
}

/** The actions that are known here; the SDKs, each version with more and fewer, send other fields beside these. */
const actions = {
  openApi: v.object({
    action: v.literal('wx.openApi'),
    apiName: v.string(),
    requestData: v.instance(Buffer),
    ...tokens,
  }),
  callOpenApi: v.object({
    action: v.literal('wx.api'),
    apiName: v.string(),
    requestData: v.optional(v.string(), ''),
    ...tokens,
  }),
  invokeFunction: v.object({
    action: v.literal('functions.invokeFunction'),
    function_name: v.string(),
    request_data: v.optional(v.string(), ''),
    ...tokens,
  }),
}
const requestSchema = v.variant('action', [actions.openApi, actions.callOpenApi, actions.invokeFunction])

type CloudCall = v.InferOutput<typeof actions.openApi> | v.InferOutput<typeof actions.callOpenApi>
type FunctionCall = v.InferOutput<typeof actions.invokeFunction>

/**
 * `POST /admin`, the gateway that wx-server-sdk talks to: takes cloud calls, checks that the function may make them,
 * and hands them to WeChat; and calls functions for other functions and for servers.
 */
export function gateway(wechat: WeChat, state: State, runner: FunctionRunner, calls: CallLog): FastifyPluginAsync {
  return async (server) => {
    const parseForm = async ({ headers }: FastifyRequest, body: Buffer) => {
      const form = await readForm(String(headers['content-type']), body).catch(unreadable)
      const fields = Object.entries(form).map(([name, it]) => [name, name === 'requestData' ? it : it.toString()])
      return Object.fromEntries(fields)
    }
    server.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, parseForm)

    server.get('/admin', async () => {
      throw new Refusal(405, 'GET in place of POST')
    })

    server.post('/admin', async ({ body }, reply) => {
      const { success, output, issues } = v.safeParse(requestSchema, body)
      if (!success) {
        const message = issues.map((it) => `${v.getDotPath(it) ?? 'body'}: ${it.message}`).join()
        // An SDK that asks for a database, say, shows a message in an answer 200 only.
        if (typeof Object(body).action !== 'string') throw new Refusal(400, message)
        return sendPlatformError(reply, 'INVALID_PARAM', message)
      }
      return output.action === 'functions.invokeFunction' ? invokeFunction(output, reply) : cloudCall(output, reply)
    })
  }

  async function cloudCall(call: CloudCall, reply: FastifyReply): Promise<FastifyReply> {
    const { apiName: api } = call
    const door = call.action === 'wx.openApi' ? openApi : callOpenApi
    const { apiType, wireParams } = read(() =>
      call.action === 'wx.openApi'
        ? readPairs(call.requestData)
        : { apiType: OPEN_API, wireParams: readParams(call.requestData) },
    )
    const token = call.wxCloudApiToken || call.wxCloudbaseAccesstoken
    const invocation = runner.invocation(token)
    const appid = invocation?.appid ?? state.defaultMiniProgram().appid
    const about = {
      appid,
      ...(invocation && { function: invocation.functionName, requestId: invocation.requestId }),
      ...(invocation?.openid !== undefined && { openid: invocation.openid }),
      wireParams,
    }
    const refuse = (errorCode: keyof typeof refusals) => {
      calls.add({ door: 'cloud', api, errcode: errorCode, ...about })
      return door.refusal(reply, errorCode)
    }
    if (token !== '' && !invocation) return refuse(-604104)
    if (apiType !== OPEN_API || !isApiName(api) || !apis[api].cloud) return refuse(-604100)
    if (invocation && !runner.permissions(invocation.functionName).includes(api)) return refuse(-604101)
    return wechat.serve(door, reply, api, () => wechat.call(api, { appid, wireParams }), about)
  }

  /** `cloud.callFunction` of a function or a server; who called the calling function is not passed on (assumed). */
  async function invokeFunction(call: FunctionCall, reply: FastifyReply): Promise<FastifyReply> {
    const from = runner.invocation(call.wxCloudApiToken)
    const data = read(() => (call.request_data === '' ? {} : JSON.parse(call.request_data)))
    const answer = await runner.call(call.function_name, data, {
      appid: from?.appid ?? state.defaultMiniProgram().appid,
      source: from?.source === undefined ? 'scf' : `${from.source},scf`,
    })
    // One code for all, a function that does not exist too: users report -504002 with `Function not found`.
    if ('errCode' in answer) return sendPlatformError(reply, 'FUNCTIONS_EXECUTE_FAIL', reasonOf(answer.errMsg))
    return reply.send({ requestId: answer.requestID, data: { response_data: JSON.stringify(answer.result) } })
  }
}

function sendProtobuf(reply: FastifyReply, response: CloudCallResponse): FastifyReply {
  return reply.type('application/octet-stream').send(encodeCloudCallResponse({ httpCode: 200, ...response }))
}

function sendResponseData(reply: FastifyReply, responseData: string): FastifyReply {
  return reply.send({ requestId: reply.request.id, data: { responseData } })
}

function sendPlatformError(reply: FastifyReply, code: string, message: string): FastifyReply {
  return sendJson(reply, PLATFORM_JSON, { code, message, requestId: reply.request.id })
}

/** The parameters of `cloud.openapi`: JSON text, or bytes of a type. */
function readPairs(requestData: Buffer): { apiType: number; wireParams: Record<string, unknown> } {
  const { apiType, openapiData } = decodeCloudCall(requestData)
  const params = openapiData.pairs.map(({ key, value, contenttype }) => [
    key,
    contenttype ? value : JSON.parse(Buffer.from(value).toString()),
  ])
  return { apiType, wireParams: Object.fromEntries(params) }
}

/** The parameters of `cloud.callOpenAPI`, which converts no names. */
function readParams(requestData: string): Record<string, unknown> {
  return v.parse(v.record(v.string(), v.unknown()), JSON.parse(requestData || '{}'))
}

function read<T>(reading: () => T): T {
  try {
    return reading()
  } catch (error) {
    return unreadable(error)
  }
}

/** What cannot be read was not written by an SDK. The messages of JSON.parse and valibot would quote it, a password perhaps. */
function unreadable(error: unknown): never {
  const quotes = error instanceof SyntaxError || error instanceof v.ValiError
  throw new Refusal(400, quotes ? 'a parameter is not valid JSON' : String(error))
}

/** The runner words a failure as wx.cloud.callFunction does; the SDK has words of its own. */
function reasonOf(errMsg: string): string {
  return errMsg.replace(/^.*? \| errMsg: /, '')
}
