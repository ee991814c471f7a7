import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { apis, isApiName } from '../../../cloudfunctions/openapi/apis'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import type { CallLog } from '../control/CallLog'
import type { Stubs } from '../control/Stubs'
import { bothLanguages } from '../functions/bothLanguages'
import { whyNoTicket } from '../functions/hasTicket'
import { hintOf } from '../functions/hintOf'
import type { Runner } from '../functions/Runner'
import type { Holder } from '../functions/Tickets'
import { NotSimulatedError } from '../service/NotSimulatedError'
import type { WeChat } from '../service/WeChat'
import { OPEN_API } from './gateway/commApi'
import {
  binaryApiForm,
  type GatewayRefusal,
  gatewayForms,
  ILLEGAL_SOURCE,
  sendPlatformError,
} from './gateway/gatewayForms'
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
  type Tokens,
} from './gateway/requestSchema'
import { uploads } from './gateway/uploads'
import type { ReceivedCall, Reception } from './Reception'
import { Refusal } from './Refusal'

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

/** A caller, and what the log says about it. */
interface KnownCaller extends Holder {
  about: { appid: string } & Pick<ReceivedCall, 'function' | 'requestId' | 'openid'>
}

/** Finds who makes a call; undefined if its ticket was not issued here or has expired. */
function callerOf({ wechat, runner }: BehindGateway, tokens: Tokens): KnownCaller | undefined {
  const holder = runner.holder(tokens.wxCloudApiToken || tokens.wxCloudbaseAccesstoken || '', tokens.sessionToken)
  if (!holder) return undefined
  const { invocation } = holder
  const about = {
    appid: invocation?.appid ?? wechat.defaultAppid,
    ...(invocation && { function: invocation.functionName, requestId: invocation.requestId }),
    ...(invocation?.openid !== undefined && { openid: invocation.openid }),
  }
  return { ...holder, about }
}

/** `cloud.openapi` and `cloud.callOpenAPI` */
async function callApi(behind: BehindGateway, call: CloudCall, reply: FastifyReply): Promise<FastifyReply> {
  const { wechat, runner, stubs, calls, reception } = behind
  const { apiName: api } = call
  const form = gatewayForms[call.action]
  const { apiType, wireParams } = readCloudCall(call)
  const caller = callerOf(behind, call)
  const received = { api, ...caller?.about, wireParams }
  const log = (errcode: number, why: Text, errmsg?: string) =>
    calls.add({ channel: form.channel, errcode, ...received, ...(errmsg && { errmsg }), note: bothLanguages(why) }, 0)
  const refuse = (errorCode: GatewayRefusal, why: Text) => {
    log(errorCode, why)
    return form.refusal(reply, errorCode)
  }
  // assumed#ticket-strange
  if (!caller) return refuse(-604104, STRANGE_TICKET)
  const { invocation, about } = caller
  // Before permissions and parameters (assumed#ticket-first). A call without the field is allowed: assumed#ticket-sdk04
  if (caller.ticket !== 'sent' && call.wxCloudApiToken !== undefined) {
    const why = caller.ticket === 'unsent' ? UNSENT : whyNoTicket(invocation)
    log(-501007, { en: `(${why.en})`, zh: why.zh }, NO_TICKET)
    return sendPlatformError(reply, 'INVALID_PARAM', `${NO_TICKET} (${why.en})`)
  }
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
  const isHandWritten = invocation !== undefined && !runner.isOwn(invocation.functionName)
  const hint = name && isHandWritten ? (errcode: number) => hintOf(name, wireParams, errcode) : undefined
  return reception.answer(form, reply, received, { make, ...(hint && { hint }) })
}

const OK = { errcode: 0, errmsg: 'ok' }

/** What the platform says of a cloud call without a ticket: https://docs.cloudbase.net/error-code/INVALID_PARAM */
const NO_TICKET = 'missing wxCloudApiToken'

const UNSENT: Text = {
  en: 'this invocation has one that was not sent: leave WX_API_TOKEN and WX_CONTEXT_KEYS as they are; for timers, wx-server-sdk 1.5 or later is needed',
  zh: '这次调用有凭证，但没有发送：请勿改动 WX_API_TOKEN 和 WX_CONTEXT_KEYS；定时触发器需要 wx-server-sdk 1.5 或更高版本',
}
const STRANGE_TICKET: Text = {
  en: 'The ticket was not issued by this local WeChat, or is older than ten minutes.',
  zh: '该凭证不是由此本地模拟环境签发，或已超过十分钟',
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
  const caller = callerOf(behind, other)
  const api = nameOf(other)
  if (!caller) return refuseTicket(behind, api, reply)
  const form = otherActionForm(other, headers.host ?? '')
  const call = { api, ...caller.about, wireParams: {} }
  return behind.reception.answer(form, reply, call, { make: () => refuseAction(other) })
}

/** Handles `cloud.callFunction`. The called function does not learn who called the first one: assumed#nested-caller */
async function callFunction(behind: BehindGateway, call: FunctionCall, reply: FastifyReply): Promise<FastifyReply> {
  const caller = callerOf(behind, call)
  if (!caller) return refuseTicket(behind, call.function_name, reply)
  const { invocation, about } = caller
  const answer = await behind.runner.call(call.function_name, readFunctionData(call), {
    appid: about.appid,
    source: invocation?.source === undefined ? 'scf' : `${invocation.source},scf`,
  })
  // One code for every failure, also for a function that does not exist: assumed#nested-failures
  if ('errCode' in answer) return sendPlatformError(reply, 'FUNCTIONS_EXECUTE_FAIL', answer.reason)
  return reply.send({ requestId: answer.requestId, data: { response_data: answer.json } })
}

/** Refuses an action that is not a cloud call, in the form that each SDK shows. */
function refuseTicket({ calls }: BehindGateway, api: string, reply: FastifyReply): FastifyReply {
  calls.add({ channel: 'cloud', api, errcode: -604104, wireParams: {}, note: bothLanguages(STRANGE_TICKET) }, 0)
  return sendPlatformError(reply, ILLEGAL_SOURCE, '-604104 illegal source of invocation')
}
