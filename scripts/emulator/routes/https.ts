import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import type { Runner } from '../functions/Runner'
import type { Body } from '../service/Behaviour'
import { NotSimulatedError } from '../service/NotSimulatedError'
import type { WeChat } from '../service/WeChat'
import { WeChatError } from '../service/WeChatError'
import type { CallHandler, ReceivedCall, ResponseFormat } from './CallHandler'
import { HttpError, ownerOf, pathOf, sendJson, WECHAT_JSON } from './responses'
import type { Services } from './Services'

const format: ResponseFormat = {
  channel: 'https',
  body: (reply, body) => sendJson(reply, WECHAT_JSON, body),
  html: (reply, page) => reply.type('text/html').send(page),
  platformError: (reply) => reply.code(500).send(),
}

/** Every path that is not ours: api.weixin.qq.com with its two types of token, the APIs of the registry, and calls of functions. */
export function https(services: Services): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))

    // WeChat ignores the content type: assumed#unknown-path. Fastify would refuse an invalid one, such as `json`.
    server.addHook('onRequest', async ({ headers }) => {
      headers['content-type'] = 'text/plain'
    })

    server.setNotFoundHandler(async (request: HttpsRequest, reply) => {
      const { method, url, query } = request
      if (ownerOf(url) !== 'wechat') throw new HttpError(404, `no such path: ${method} ${url}`)
      const { text, escaped } = takeLiterally(typeof request.body === 'string' ? request.body : '')
      if (escaped) services.counts.escapedBodies++
      const call = {
        wireParams: parseObject(text) ?? {},
        appid: knownAppid(services.wechat, query.access_token),
        ...(escaped && { note: 'the body escapes Chinese as \\uXXXX, which WeChat does not decode: send UTF-8' }),
        ...routeOf(services, pathOf(url), request, text),
      }
      return services.handler.handle(format, reply, call)
    })
  }
}

/** Returns the mini program of an access token; undefined for an invalid one. */
function knownAppid(wechat: WeChat, token = ''): string | undefined {
  try {
    return wechat.appidOf(token)
  } catch {
    return undefined
  }
}

type HttpsRequest = FastifyRequest<{ Querystring: Record<string, string | undefined> }>

/** Returns the name of a path in the log and in faults, and how to respond. */
function routeOf(
  { wechat, runner }: Services,
  path: string,
  { query, method }: HttpsRequest,
  text: string,
): Pick<ReceivedCall, 'api' | 'check' | 'respond'> {
  const appid = () => wechat.appidOf(query.access_token ?? '')
  switch (path) {
    case '/cgi-bin/token':
      return { api: 'token', respond: () => wechat.token('ordinary', query) }
    case '/cgi-bin/stable_token':
      return { api: 'stable_token', respond: () => wechat.token('stable', posted(method, text)) }
    case '/tcb/invokecloudfunction': {
      const respond = () => invokeCloudFunction(runner, query, posted(method, text), appid())
      return { api: 'invokeCloudFunction', check: appid, respond }
    }
  }
  const name = apiNames().find((it) => apis[it].https.path === path)
  if (name === undefined) return unknownRoute(path)
  const respond = () => {
    // The verb of the documentation is not enforced for GET: assumed#get-or-post
    const wireParams = apis[name].https.verb === 'POST' ? posted(method, text) : {}
    return wechat.call(name, { appid: appid(), wireParams })
  }
  // assumed#stub-token
  return { api: name, check: appid, respond }
}

/** Responds to a URL that fastify cannot route. */
export function handleUnknownUrl(handler: CallHandler, { url }: FastifyRequest, reply: FastifyReply) {
  return handler.handle(format, reply, { wireParams: {}, ...unknownRoute(pathOf(url)) })
}

function unknownRoute(path: string): Pick<ReceivedCall, 'api' | 'respond'> {
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

/** Returns the JSON object that was posted. Order of the checks: assumed#token-checks */
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
