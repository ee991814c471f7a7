import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type ApiName, apiNames, apis } from '../../../cloudfunctions/openapi/apis'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import type { AccessTokens } from '../service/AccessTokens'
import type { Body, DoorReply, WeChat } from '../service/WeChat'
import { WeChatError } from '../service/WeChatError'
import type { State } from '../state/State'
import { ownerOf, pathOf, Refusal, sendJson, WECHAT_JSON } from './refusals'

const door: DoorReply = {
  door: 'https',
  body: (reply, body) => sendJson(reply, WECHAT_JSON, body),
  html: (reply, page) => reply.type('text/html').send(page),
  platform: (reply) => reply.code(500).send(),
}

const nameByPath = new Map(apiNames().map((name): [string, ApiName] => [apis[name].https.path, name]))

type ApiRequest = FastifyRequest<{ Querystring: Record<string, string | undefined> }>

/** Every path that is not ours: api.weixin.qq.com, its two kinds of token and the APIs of the registry. */
export function apiRoutes(wechat: WeChat, state: State, tokens: AccessTokens): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))

    // Assumed: WeChat looks at no content type. One that is none, `json`, would be refused before any parser is asked.
    server.addHook('onRequest', async ({ headers }) => {
      headers['content-type'] = 'text/plain'
    })

    server.setNotFoundHandler(async (request: ApiRequest, reply) => {
      const { method, url } = request
      if (ownerOf(url) !== 'wechat') throw new Refusal(404, `no such path: ${method} ${url}`)
      const { text, escaped } = takeLiterally(typeof request.body === 'string' ? request.body : '')
      const { name, answer } = route(pathOf(url), request, text)
      return wechat.serve(door, reply, name, answer, {
        wireParams: parseObject(text) ?? {},
        ...(escaped && { note: 'the body escapes Chinese as \\uXXXX, which WeChat takes literally: send UTF-8' }),
      })
    })
  }

  function route(path: string, { query, method }: ApiRequest, text: string): { name: string; answer: () => Body } {
    if (path === '/cgi-bin/token') return { name: 'token', answer: () => ordinaryToken(query) }
    if (path === '/cgi-bin/stable_token')
      return { name: 'stable_token', answer: () => stableToken(posted(method, text)) }
    const name = nameByPath.get(path)
    if (name === undefined) return { name: path, answer: () => refuse(40066) }
    return {
      name,
      answer: () => {
        const appid = tokens.appidOf(query.access_token ?? '')
        return wechat.call(name, { appid, wireParams: apis[name].https.verb === 'POST' ? posted(method, text) : {} })
      },
    }
  }

  function ordinaryToken({ grant_type, appid, secret }: Body): Body {
    if (grant_type !== 'client_credential') throw new WeChatError(40002)
    return tokens.ordinary(checkSecret(appid, secret))
  }

  function stableToken({ grant_type, appid, secret, force_refresh }: Body): Body {
    if (grant_type !== 'client_credential') throw new WeChatError(40002)
    return tokens.stable(checkSecret(appid, secret), force_refresh === true)
  }

  function checkSecret(appid: unknown, secret: unknown): string {
    if (typeof appid !== 'string' || !appid) throw new WeChatError(41002)
    if (typeof secret !== 'string' || !secret) throw new WeChatError(41004)
    const miniProgram = state.miniProgram(appid)
    if (!miniProgram) throw new WeChatError(40013)
    if (miniProgram.secret !== secret) throw new WeChatError(40125)
    return appid
  }
}

/** Answers to a path that is none of WeChat's and never comes to its routes. */
export function unknownUrl(wechat: WeChat, { url }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return wechat.serve(door, reply, pathOf(url), () => refuse(40066), { wireParams: {} })
}

function refuse(errcode: number): never {
  throw new WeChatError(errcode)
}

/** The JSON object that was posted. */
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

/**
 * WeChat does not decode \\uXXXX in a body: 9300525 for a bound account whose Chinese biz_id was sent so, 9300501 says
 * addOrder's page. ASCII characters are assumed to be decoded.
 *
 * @see https://developers.weixin.qq.com/community/develop/doc/000c2a7e040e50dfa7b9aac3b5b000
 */
function takeLiterally(json: string): { text: string; escaped: boolean } {
  const text = json.replace(/\\(u[0-9a-f]{4}|.)/gis, (whole, what: string) =>
    what.length === 5 && Number.parseInt(what.slice(1), 16) > 0x7f ? `\\${whole}` : whole,
  )
  return { text, escaped: text !== json }
}
