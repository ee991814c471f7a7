import type { IncomingMessage } from 'node:http'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { apis, isApiName } from '../../../cloudfunctions/openapi/apis'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { type Advice, inBoth, type Message } from '../../../cloudfunctions/openapi/messages/Message'
import { hintOf, whyNoTicket } from '../functions/advice'
import type { Holder } from '../functions/Tickets'
import { NotSimulatedError } from '../service/NotSimulatedError'
import { getOpenData, getPhoneNumber, noPhone, PHONE } from '../service/openData'
import { WeChatError } from '../service/WeChatError'
import { FileTooLargeError } from '../state/Contents'
import type { ReceivedCall } from './CallHandler'
import { OPEN_API } from './gateway/commApi'
import { databaseCall, isDatabaseAction } from './gateway/database'
import {
  binaryApiFormat,
  cloudCallFormats,
  ILLEGAL_SOURCE,
  nameOf,
  otherActionFormat,
  type RefusalCode,
  refuseAction,
  sendPlatformError,
} from './gateway/formats'
import {
  type CloudCall,
  type FunctionCall,
  isSimulated,
  type OtherAction,
  otherActionSchema,
  readCloudCall,
  readForm,
  readFunctionData,
  readPayment,
  requestSchema,
  type Tokens,
} from './gateway/requests'
import { isStorageAction, storageCall, uploads } from './gateway/storage'
import { HttpError, httpError, mistakesIn } from './responses'
import type { Services } from './Services'

/**
 * `POST /admin`, the gateway that wx-server-sdk talks to: receives cloud calls, checks that the function may make them, and
 * passes them to WeChat; and calls functions for other functions and for servers.
 */
export function gateway(services: Services): FastifyPluginAsync {
  return async (server) => {
    server.addContentTypeParser('multipart/form-data', async ({ headers }: FastifyRequest, body: IncomingMessage) =>
      readForm(headers['content-type'], body, (file) => services.wechat.storage.receive(file).catch(unlessTooLarge)),
    )

    server.get('/admin', async () => {
      throw httpError(405, 'use POST instead of GET', '请用 POST，不要用 GET')
    })

    server.post('/admin', async (request, reply) => {
      const { body } = request
      const action = readProperty(body, 'action')
      if (typeof action === 'string' && !isSimulated(action)) {
        const other = v.parse(otherActionSchema, body)
        return handleOther(services, other, request, reply).finally(() => services.wechat.storage.discard(other.file))
      }
      const { success, output, issues } = v.safeParse(requestSchema, body)
      if (!success) {
        const message = mistakesIn(issues)
        // An SDK shows a message only if the HTTP status is 200.
        if (typeof action !== 'string') throw new HttpError(400, message)
        return sendPlatformError(reply, 'INVALID_PARAM', message.en)
      }
      return output.action === 'functions.invokeFunction'
        ? callFunction(services, output, reply)
        : callApi(services, output, reply)
    })

    server.register(uploads(services.wechat.storage))
  }
}

/** A caller, and what the log says about it. */
interface KnownCaller extends Holder {
  about: { appid: string } & Pick<ReceivedCall, 'function' | 'requestId' | 'openid'>
}

/** Finds who makes a call; undefined if the ticket was not issued here or has expired. */
function callerOf({ wechat, runner }: Services, tokens: Tokens): KnownCaller | undefined {
  const holder = runner.tickets.holder(
    tokens.wxCloudApiToken || tokens.wxCloudbaseAccesstoken || '',
    tokens.sessionToken,
  )
  if (!holder) return undefined
  const { appid = wechat.defaultAppid, functionName, requestId, openid } = holder.invocation ?? {}
  return { ...holder, about: { appid, function: functionName, requestId, openid } }
}

/** Handles `cloud.openapi` and `cloud.callOpenAPI`. */
async function callApi(services: Services, call: CloudCall, reply: FastifyReply): Promise<FastifyReply> {
  const { wechat, runner, stubs, calls, handler, fixtures } = services
  const { apiName: api } = call
  const format = cloudCallFormats[call.action]
  const { apiType, wireParams, cloudIds = [] } = await readCloudCall(call)
  const caller = callerOf(services, call)
  const received = { api, ...caller?.about, wireParams }
  const log = (errcode: number, why: Advice, errmsg?: string) =>
    calls.add({ channel: format.channel, errcode, errmsg, ...received, note: why }, 0)
  const refuse = (errorCode: RefusalCode, why: Advice) => {
    log(errorCode, why)
    return format.refusal(reply, errorCode)
  }
  // assumed#ticket-strange
  if (!caller) return refuse(-604104, UNKNOWN_TICKET)
  const { invocation, about } = caller
  // Before permissions and parameters (assumed#ticket-first). A call without the field is allowed: assumed#ticket-sdk04
  if (caller.ticket !== 'sent' && call.wxCloudApiToken !== undefined) {
    const why = caller.ticket === 'unsent' ? UNSENT : whyNoTicket(invocation)
    log(-501007, { en: `(${why.en})`, zh: why.zh }, NO_TICKET)
    return sendPlatformError(reply, 'INVALID_PARAM', `${NO_TICKET} (${why.en})`)
  }
  if (apiType !== OPEN_API) {
    const refused = () => refuseApi(api, undefined)
    const opened = { respond: () => getOpenData(fixtures, about, cloudIds), hint: () => noPhone(about) }
    const responds = api === OPEN_DATA ? opened : { check: refused, respond: refused }
    return handler.handle(binaryApiFormat, reply, { ...received, ...responds })
  }
  const name = isApiName(api) ? api : undefined
  if (name && !apis[name].cloud) return refuse(-604100, HTTPS_ONLY)
  const isPhone = api === PHONE
  if (
    invocation &&
    (name || isPhone || stubs.has(api, wireParams)) &&
    !runner.permissions(invocation.functionName).includes(api)
  ) {
    return refuse(-604101, runner.missesPermission(invocation.functionName, api))
  }
  const isHandWritten = invocation !== undefined && !runner.isOwn(invocation.functionName)
  return handler.handle(format, reply, {
    ...received,
    respond: (log) => {
      if (isPhone) return getPhoneNumber(fixtures, about, wireParams)
      return name ? wechat.call(name, { appid: about.appid, wireParams, log }) : refuseApi(api, OK)
    },
    hint: (errcode, why) =>
      isPhone ? noPhone(about) : name && isHandWritten ? hintOf(name, wireParams, errcode, why) : undefined,
  })
}

const OK = { errcode: 0, errmsg: 'ok' }
const OPEN_DATA = 'ApiGetOpenDataByCloudId'

/** Returns the error about a file that is too large, which is part of the form. */
function unlessTooLarge(error: unknown): FileTooLargeError {
  if (error instanceof FileTooLargeError) return error
  throw error
}

/** The platform's message for a cloud call without a ticket. */
const NO_TICKET = new WeChatError(-501007).message

const UNSENT: Message = {
  en: 'this invocation has one that was not sent: do not change WX_API_TOKEN and WX_CONTEXT_KEYS; for timers, wx-server-sdk 1.5 or later is needed',
  zh: '这次调用有云调用凭证（wxCloudApiToken），但没有发送：请勿改动 WX_API_TOKEN 和 WX_CONTEXT_KEYS；定时触发器需要 wx-server-sdk 1.5 或更高版本',
}
const UNKNOWN_TICKET: Message = {
  en: 'The ticket was not issued by this local WeChat, or is older than ten minutes.',
  zh: '该云调用凭证（wxCloudApiToken）不是由此本地模拟环境签发，或已超过十分钟',
}
const HTTPS_ONLY: Message = {
  en: 'WeChat offers this API over HTTPS only: use createOpenApi.',
  zh: '微信只提供该接口的 HTTPS 调用，请使用 createOpenApi',
}

/** @throws NotSimulatedError */
function refuseApi(api: string, answer: object | undefined): never {
  throw new NotSimulatedError(api, { errcode: -604100, said: 'API not found', answer })
}

/** Handles the actions of the database and the storage, and every action that is not simulated, such as those of payment. */
async function handleOther(
  services: Services,
  other: OtherAction,
  { server }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const caller = callerOf(services, other)
  const api = nameOf(other)
  const origin = server.listeningOrigin
  if (!caller) return refuseTicket(services, api, reply)
  const { wechat, handler } = services
  const format = otherActionFormat(other, origin)
  const call = { api, ...caller.about }
  if (isDatabaseAction(api)) return handler.handle(format, reply, { ...call, ...databaseCall(wechat.database, other) })
  if (isStorageAction(api))
    return handler.handle(format, reply, { ...call, ...storageCall(wechat.storage, other, origin) })
  const wireParams = api.startsWith('cloudPay.') ? await readPayment(other) : {}
  const respond = async (log: (why: Message) => void) => {
    const body = await (wechat.cloudPay(api, { ...caller.about, wireParams }) ?? refuseAction(other))
    // The SDK treats a refusal as a success.
    const { err_code_des = body.return_msg } = body
    if (err_code_des !== 'OK') log(inBoth(() => `${err_code_des}`))
    return body
  }
  return handler.handle(format, reply, { ...call, wireParams, respond })
}

/** Handles `cloud.callFunction`. The called function does not learn who called the first one: assumed#nested-caller */
async function callFunction(services: Services, call: FunctionCall, reply: FastifyReply): Promise<FastifyReply> {
  const caller = callerOf(services, call)
  if (!caller) return refuseTicket(services, call.function_name, reply)
  const { invocation, about } = caller
  const answer = await services.runner.call(call.function_name, await readFunctionData(call), {
    appid: about.appid,
    source: invocation?.source === undefined ? 'scf' : `${invocation.source},scf`,
    isFromHolder: caller.ticket === 'sent',
  })
  // The same code for every failure, even for a function that does not exist: assumed#nested-failures
  if ('errCode' in answer) return sendPlatformError(reply, 'FUNCTIONS_EXECUTE_FAIL', answer.reason)
  return reply.send({ requestId: answer.requestId, data: { response_data: answer.json } })
}

/** Refuses an action other than a cloud call because of its ticket, in the form that every SDK shows. */
function refuseTicket({ calls }: Services, api: string, reply: FastifyReply): FastifyReply {
  calls.add({ channel: 'cloud', api, errcode: -604104, wireParams: {}, note: UNKNOWN_TICKET }, 0)
  return sendPlatformError(reply, ILLEGAL_SOURCE, '-604104 illegal source of invocation')
}
