import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { apis, isApiName } from '../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import type { CallLog } from '../control/CallLog'
import { Refusal } from '../control/Refusal'
import type { Runner } from '../functions/Runner'
import type { WeChat } from '../service/WeChat'
import { OPEN_API } from './gateway/commApi'
import { type GatewayRefusal, gatewayForms, sendPlatformError } from './gateway/gatewayForms'
import { readCloudCall, readFunctionData, unreadable } from './gateway/readCall'
import { readForm } from './gateway/readForm'
import { type CloudCall, type FunctionCall, requestSchema } from './gateway/requestSchema'
import type { Reception } from './Reception'

/** What stands behind the gateway. */
export interface BehindGateway {
  wechat: WeChat
  runner: Runner
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

    server.post('/admin', async ({ body }, reply) => {
      const { success, output, issues } = v.safeParse(requestSchema, body)
      if (!success) {
        const message = issues.map((it) => `${v.getDotPath(it) ?? 'body'}: ${it.message}`).join()
        // An SDK that asks for a database, say, shows a message in an answer 200 only.
        if (typeof readProperty(body, 'action') !== 'string') throw new Refusal(400, message)
        return sendPlatformError(reply, 'INVALID_PARAM', message)
      }
      return output.action === 'functions.invokeFunction'
        ? callFunction(behind, output, reply)
        : callApi(behind, output, reply)
    })
  }
}

async function parseForm({ headers }: FastifyRequest, body: Buffer): Promise<Record<string, string | Buffer>> {
  const form = await readForm(String(headers['content-type']), body).catch(unreadable)
  return Object.fromEntries(
    Object.entries(form).map(([name, it]) => [name, name === 'requestData' ? it : it.toString()]),
  )
}

/** `cloud.openapi` and `cloud.callOpenAPI` */
async function callApi(behind: BehindGateway, call: CloudCall, reply: FastifyReply): Promise<FastifyReply> {
  const { wechat, runner, calls, reception } = behind
  const { apiName: api } = call
  const form = gatewayForms[call.action]
  const { apiType, wireParams } = readCloudCall(call)
  const token = call.wxCloudApiToken || call.wxCloudbaseAccesstoken
  const invocation = runner.invocation(token)
  const appid = invocation?.appid ?? wechat.defaultAppid
  const about = {
    appid,
    ...(invocation && { function: invocation.functionName, requestId: invocation.requestId }),
    ...(invocation?.openid !== undefined && { openid: invocation.openid }),
    wireParams,
  }
  const refuse = (errorCode: GatewayRefusal) => {
    calls.add({ door: form.door, api, errcode: errorCode, ...about })
    return form.refusal(reply, errorCode)
  }
  if (token !== '' && !invocation) return refuse(-604104)
  if (apiType !== OPEN_API || !isApiName(api) || !apis[api].cloud) return refuse(-604100)
  if (invocation && !runner.permissions(invocation.functionName).includes(api)) return refuse(-604101)
  return reception.answer(form, reply, { api, ...about }, () => wechat.call(api, { appid, wireParams }))
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
