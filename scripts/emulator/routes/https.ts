import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import type { Runner } from '../functions/Runner'
import { requestPaths } from '../schemas/apiName'
import type { Body } from '../service/Behaviour'
import { NotSimulatedError } from '../service/NotSimulatedError'
import { getPhoneNumber, PHONE } from '../service/openData'
import { WeChatError } from '../service/WeChatError'
import type { CallHandler, ReceivedCall, ResponseFormat } from './CallHandler'
import { httpError, ownerOf, pathOf, sendBytes, sendJson, WECHAT_JSON } from './responses'
import type { Services } from './Services'

const format: ResponseFormat = {
  channel: 'https',
  body: (reply, body) => sendJson(reply, WECHAT_JSON, body),
  bytes: sendBytes,
  html: (reply, page) => reply.type('text/html').send(page),
  platformError: (reply) => reply.code(500).send(),
}

type HttpsRequest = FastifyRequest<{ Querystring: Record<string, string | undefined> }>

/** The name of a path in the log and in faults, and how to respond. */
type Route = Pick<ReceivedCall, 'api' | 'check' | 'respond'>

/** What the routes read of a request. */
interface Received {
  query: HttpsRequest['query']
  /** Returns the JSON object that was posted. */
  posted: () => Body
  /** Returns the mini program of the access token. */
  appid: () => string
}

const ESCAPED: Message = {
  en: 'the body escapes Chinese as \\uXXXX, which WeChat does not decode: send UTF-8',
  zh: '请求体把中文写成了 \\uXXXX，微信不会解码：请直接用 UTF-8 发送',
}

/** Every path that is not ours: api.weixin.qq.com with its two types of token, the APIs of the registry, and calls of functions. */
export function https(services: Services): FastifyPluginAsync {
  const { wechat, handler, fixtures } = services
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))

    // WeChat ignores the content type: assumed#unknown-path. Fastify would refuse an invalid one, such as `json`.
    server.addHook('onRequest', async ({ headers }) => {
      headers['content-type'] = 'text/plain'
    })

    const respond = (routeOf: (received: Received) => Route) => async (request: HttpsRequest, reply: FastifyReply) => {
      const { method, query } = request
      const { text, escaped } = takeLiterally(typeof request.body === 'string' ? request.body : '')
      const appid = () => wechat.appidOf(query.access_token ?? '')
      if (escaped) services.counts.escapedBodies++
      return handler.handle(format, reply, {
        wireParams: parseObject(text) ?? {},
        appid: unlessRefused(appid),
        ...(escaped && { note: ESCAPED }),
        ...routeOf({ query, posted: () => posted(method, text), appid }),
      })
    }
    const add = (api: string, url: string, routeOf: (received: Received) => Omit<Route, 'api'>) => {
      const handler = respond((received) => ({ api, ...routeOf(received) }))
      server.route({ method: server.supportedMethods, url, exposeHeadRoute: false, handler })
    }

    add('token', requestPaths.token, ({ query }) => ({ respond: () => wechat.token('ordinary', query) }))
    add('stable_token', requestPaths.stable_token, (it) => ({ respond: () => wechat.token('stable', it.posted()) }))
    add('invokeCloudFunction', requestPaths.invokeCloudFunction, ({ query, posted, appid }) => ({
      check: appid,
      respond: () => invokeCloudFunction(services.runner, query, posted(), appid()),
    }))
    add(PHONE, requestPaths[PHONE], ({ posted, appid }) => ({
      check: appid,
      respond: () => getPhoneNumber(fixtures, { appid: appid() }, posted()),
    }))
    for (const api of apiNames()) {
      const { path, verb } = apis[api].https
      add(api, path, ({ posted, appid }) => ({
        // assumed#stub-token
        check: appid,
        // The verb of the documentation is not enforced for GET: assumed#get-or-post
        respond: (log) => wechat.call(api, { wireParams: verb === 'POST' ? posted() : {}, appid: appid(), log }),
      }))
    }
    server.setNotFoundHandler(async (request: HttpsRequest, reply) => {
      const { method, url } = request
      if (ownerOf(request) === 'wechat') return respond(() => unknownRoute(pathOf(url)))(request, reply)
      throw httpError(404, `no such path: ${method} ${url}`, `没有这个路径：${method} ${url}`)
    })
  }
}

/** Returns the mini program of an access token; undefined for an invalid one. */
function unlessRefused(appid: () => string): string | undefined {
  try {
    return appid()
  } catch {
    return undefined
  }
}

/** Responds to a URL that fastify cannot route. */
export function handleUnknownUrl(handler: CallHandler, { url }: FastifyRequest, reply: FastifyReply) {
  return handler.handle(format, reply, { wireParams: {}, ...unknownRoute(pathOf(url)) })
}

function unknownRoute(path: string): Route {
  return {
    api: path,
    respond: () => {
      throw new NotSimulatedError(path, { errcode: 40066, said: 'invalid url', answer: { errcode: 0, errmsg: 'ok' } })
    },
  }
}

/**
 * Handles `POST /tcb/invokecloudfunction?env=ENV&name=NAME`: a server calls a function, which then has no user. Every
 * environment is accepted. Codes of a failed or missing function, and no limit of 5 s: assumed#invoke-failures
 *
 * @param data the function's event
 * @param appid the mini program of the access token
 * @see https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference-http-api/functions/invokeCloudFunction.html
 */
async function invokeCloudFunction(
  runner: Runner,
  { env, name }: Readonly<Record<string, string | undefined>>,
  data: Body,
  appid: string,
): Promise<Body> {
  if (!env || !name) throw new WeChatError(40101)
  const answer = await runner.call(name, data, { appid, source: 'wx_http' })
  if ('errCode' in answer) throw new WeChatError(answer.errCode, answer.reason)
  return { errcode: 0, errmsg: 'ok', resp_data: answer.json }
}

/**
 * Returns a body as WeChat reads it. WeChat does not decode \\uXXXX: a bound account whose Chinese biz_id is sent like that
 * gets 9300525, and the page of addOrder names 9300501. ASCII characters are decoded: assumed#ascii-escapes
 *
 * @see https://developers.weixin.qq.com/community/develop/doc/000c2a7e040e50dfa7b9aac3b5b000
 */
function takeLiterally(json: string): { text: string; escaped: boolean } {
  const text = json.replace(/\\(u[0-9a-f]{4}|.)/gis, (whole, what: string) =>
    what.length === 5 && Number.parseInt(what.slice(1), 16) > 0x7f ? `\\${whole}` : whole,
  )
  return { text, escaped: text !== json }
}

/** Returns the JSON object that was posted: assumed#body-forms. Order of the checks: assumed#token-checks */
function posted(method: string, text: string): Body {
  if (method !== 'POST') throw new WeChatError(43002)
  if (text === '') throw new WeChatError(44002)
  const body = parseObject(text)
  if (body === undefined) throw new WeChatError(47001)
  return body
}

function parseObject(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
