import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { apis, isApiName } from '../../../cloudfunctions/openapi/apis'
import type { Text } from '../../../cloudfunctions/openapi/apis/Api'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import type { CallLog } from '../control/CallLog'
import { Refusal } from '../control/Refusal'
import type { Stubs } from '../control/Stubs'
import { bothLanguages } from '../functions/bothLanguages'
import type { Runner } from '../functions/Runner'
import { NotSimulatedError } from '../service/NotSimulatedError'
import type { WeChat } from '../service/WeChat'
import { OPEN_API } from './gateway/commApi'
import { binaryApiForm, type GatewayRefusal, gatewayForms, sendPlatformError } from './gateway/gatewayForms'
import { nameOf, otherActionForm, refuseAction } from './gateway/otherAction'
import { readCloudCall, readFunctionData, unreadable } from './gateway/readCall'
import { readForm } from './gateway/readForm'
import {
  type CloudCall,
  type FunctionCall,
  isSimulated,
  type OtherAction,
  otherActionSchema,
  requestSchema,
} from './gateway/requestSchema'
import { uploads } from './gateway/uploads'
import type { Reception } from './Reception'

/** What stands behind the gateway. */
export interface BehindGateway {
  wechat: WeChat
  runner: Runner
  stubs: Stubs
  calls: CallLog
  reception: Reception
}

/**
 * `POST /admin`, the gateway that wx-server-sdk talks to: takes cloud calls, checks that the function may make them,
 * and hands them to WeChat; and calls functions for other functions and for servers.
 */
export function gateway(behind: BehindGateway): FastifyPluginAsync {
  return async (server) => {
    server.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, parseForm)

    server.get('/admin', async () => {
      throw new Refusal(405, 'GET in place of POST')
    })

    server.post('/admin', async (request, reply) => {
      const { body } = request
      const action = readProperty(body, 'action')
      if (typeof action === 'string' && !isSimulated(action)) {
        return answerOther(behind, v.parse(otherActionSchema, body), request, reply)
      }
      const { success, output, issues } = v.safeParse(requestSchema, body)
      if (!success) {
        const message = issues.map((it) => `${v.getDotPath(it) ?? 'body'}: ${it.message}`).join()
        // A message is shown by an SDK in an answer 200 only.
        if (typeof action !== 'string') throw new Refusal(400, message)
        return sendPlatformError(reply, 'INVALID_PARAM', message)
      }
      return output.action === 'functions.invokeFunction'
        ? callFunction(behind, output, reply)
        : callApi(behind, output, reply)
    })

    server.register(uploads)
  }
}

async function parseForm({ headers }: FastifyRequest, body: Buffer): Promise<Record<string, string | Buffer>> {
  const form = await readForm(String(headers['content-type']), body).catch(unreadable)
  return Object.fromEntries(
    Object.entries(form).map(([name, it]) => [name, name === 'requestData' ? it : it.toString()]),
  )
}

/** What is known of a call by its token. */
function callerOf({ wechat, runner }: BehindGateway, token: string) {
  const invocation = runner.invocation(token)
  return {
    invocation,
    about: {
      appid: invocation?.appid ?? wechat.defaultAppid,
      ...(invocation && { function: invocation.functionName, requestId: invocation.requestId }),
      ...(invocation?.openid !== undefined && { openid: invocation.openid }),
    },
  }
}

/** `cloud.openapi` and `cloud.callOpenAPI` */
async function callApi(behind: BehindGateway, call: CloudCall, reply: FastifyReply): Promise<FastifyReply> {
  const { wechat, runner, stubs, calls, reception } = behind
  const { apiName: api } = call
  const form = gatewayForms[call.action]
  const { apiType, wireParams } = readCloudCall(call)
  const token = call.wxCloudApiToken || call.wxCloudbaseAccesstoken
  const { invocation, about } = callerOf(behind, token)
  const received = { api, ...about, wireParams }
  const refuse = (errorCode: GatewayRefusal, why: Text) => {
    calls.add({ door: form.door, errcode: errorCode, ...received, note: bothLanguages(why) }, 0)
    return form.refusal(reply, errorCode)
  }
  if (token !== '' && !invocation) return refuse(-604104, STRANGE_TOKEN)
  if (apiType !== OPEN_API) {
    const make = () => refuseApi(api, undefined)
    return reception.answer(binaryApiForm, reply, received, { check: make, make })
  }
  const name = isApiName(api) ? api : undefined
  if (name && !apis[name].cloud) return refuse(-604100, HTTPS_ONLY)
  if (invocation && (name || stubs.has(api)) && !runner.permissions(invocation.functionName).includes(api)) {
    runner.lacks(invocation.functionName, api)
    return refuse(-604101, runner.howToPermit(invocation.functionName, api))
  }
  const make = () => (name ? wechat.call(name, { appid: about.appid, wireParams }) : refuseApi(api, OK))
  return reception.answer(form, reply, received, { make })
}

const OK = { errcode: 0, errmsg: 'ok' }

const STRANGE_TOKEN: Text = {
  en: 'The token was given by another local WeChat, or is older than ten minutes.',
  zh: '该 token 不是由此本地模拟环境签发，或已超过十分钟',
}
const HTTPS_ONLY: Text = {
  en: 'WeChat offers this API over HTTPS only: use createOpenApi.',
  zh: '微信只提供该接口的 HTTPS 调用，请使用 createOpenApi',
}

function refuseApi(api: string, answer: object | undefined): never {
  throw new NotSimulatedError(api, { errcode: -604100, said: 'API not found', answer })
}

/** A database, a storage, a payment: whatever is not simulated. */
async function answerOther(
  behind: BehindGateway,
  other: OtherAction,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { about } = callerOf(behind, other.wxCloudApiToken || other.wxCloudbaseAccesstoken)
  const form = otherActionForm(other, headers.host ?? '')
  const call = { api: nameOf(other), ...about, wireParams: {} }
  return behind.reception.answer(form, reply, call, { make: () => refuseAction(other) })
}

/** `cloud.callFunction` of a function or a server; who called the calling function is not passed on (assumed). */
async function callFunction(
  { wechat, runner }: BehindGateway,
  call: FunctionCall,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const from = runner.invocation(call.wxCloudApiToken)
  const answer = await runner.call(call.function_name, readFunctionData(call), {
    appid: from?.appid ?? wechat.defaultAppid,
    source: from?.source === undefined ? 'scf' : `${from.source},scf`,
  })
  // One code for all, a function that does not exist too: users report -504002 with `Function not found`.
  if ('errCode' in answer) return sendPlatformError(reply, 'FUNCTIONS_EXECUTE_FAIL', answer.reason)
  return reply.send({ requestId: answer.requestId, data: { response_data: answer.json } })
}
