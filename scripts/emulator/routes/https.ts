import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type ApiName, apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import type { Runner } from '../functions/Runner'
import type { Body } from '../service/behaviours/Behaviour'
import { NotSimulatedError } from '../service/NotSimulatedError'
import type { WeChat } from '../service/WeChat'
import { WeChatError } from '../service/WeChatError'
import { invokeCloudFunction } from './https/invokeCloudFunction'
import { takeLiterally } from './https/takeLiterally'
import { ownerOf, pathOf } from './ownerOf'
import type { AnswerForm, Making, Reception } from './Reception'
import { Refusal } from './Refusal'
import { sendJson, WECHAT_JSON } from './sendJson'

const form: AnswerForm = {
  channel: 'https',
  body: (reply, body) => sendJson(reply, WECHAT_JSON, body),
  html: (reply, page) => reply.type('text/html').send(page),
  platform: (reply) => reply.code(500).send(),
}

const nameByPath = new Map(apiNames().map((name): [string, ApiName] => [apis[name].https.path, name]))

/** Every path that is not ours: api.weixin.qq.com, its two kinds of token, the APIs of the registry, and calls of functions. */
export function https(wechat: WeChat, runner: Runner, reception: Reception): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))

    // WeChat looks at no content type: assumed#unknown-path. Fastify would refuse an invalid one, such as `json`.
    server.addHook('onRequest', async ({ headers }) => {
      headers['content-type'] = 'text/plain'
    })

    server.setNotFoundHandler(async (request: HttpsRequest, reply) => {
      const { method, url } = request
      if (ownerOf(url) !== 'wechat') throw new Refusal(404, `no such path: ${method} ${url}`)
      const { text, escaped } = takeLiterally(typeof request.body === 'string' ? request.body : '')
      const { name, ...making } = callOf({ wechat, runner }, pathOf(url), request, text)
      const call = {
        api: name,
        wireParams: parseObject(text) ?? {},
        ...callerOf(wechat, request),
        ...(escaped && { note: 'the body escapes Chinese as \\uXXXX, which WeChat takes literally: send UTF-8' }),
      }
      return reception.answer(form, reply, call, making)
    })
  }
}

/** The mini program whose token came along, if a good one did. */
function callerOf(wechat: WeChat, { query }: HttpsRequest): { appid?: string } {
  try {
    return { appid: wechat.appidOf(query.access_token ?? '') }
  } catch {
    return {}
  }
}

type HttpsRequest = FastifyRequest<{ Querystring: Record<string, string | undefined> }>

/** What a path asks for: its name in the log and for faults, and how it is done. */
function callOf(
  { wechat, runner }: { wechat: WeChat; runner: Runner },
  path: string,
  { query, method }: HttpsRequest,
  text: string,
): Making & { name: string } {
  if (path === '/cgi-bin/token') return { name: 'token', make: () => wechat.ordinaryToken(query) }
  if (path === '/cgi-bin/stable_token') {
    return { name: 'stable_token', make: () => wechat.stableToken(posted(method, text)) }
  }
  const appid = () => wechat.appidOf(query.access_token ?? '')
  if (path === '/tcb/invokecloudfunction') {
    const make = () => invokeCloudFunction(runner, query, posted(method, text), appid())
    return { name: 'invokeCloudFunction', check: appid, make }
  }
  const name = nameByPath.get(path)
  if (name === undefined) return { name: path, make: () => unknownPath(path) }
  return {
    name,
    // assumed#stub-token
    check: appid,
    make: () => {
      // The verb of the page is not enforced for GET: assumed#get-or-post
      const wireParams = apis[name].https.verb === 'POST' ? posted(method, text) : {}
      return wechat.call(name, { appid: appid(), wireParams })
    },
  }
}

/** Answers to a path that is none of WeChat's and never comes to its routes. */
export function unknownUrl(reception: Reception, { url }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = pathOf(url)
  return reception.answer(form, reply, { api: path, wireParams: {} }, { make: () => unknownPath(path) })
}

function unknownPath(path: string): never {
  throw new NotSimulatedError(path, { errcode: 40066, said: 'invalid url', answer: { errcode: 0, errmsg: 'ok' } })
}

function refuse(errcode: number): never {
  throw new WeChatError(errcode)
}

/** Returns the JSON object that was posted. Order of the checks: assumed#token-checks */
function posted(method: string, text: string): Body {
  if (method !== 'POST') throw new WeChatError(43002)
  if (text === '') throw new WeChatError(44002)
  return parseObject(text) ?? refuse(47001)
}

function parseObject(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? Object.fromEntries(Object.entries(value)) : undefined
  } catch {
    return undefined
  }
}
