import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyPluginAsync } from 'fastify'
import { answerJson, type Caller } from '../functions/invocation'
import { withOpenData } from '../service/openData'
import { word } from '../system/quoted'
import { httpError, PLATFORM_JSON, pathOf, sendJson } from './responses'
import type { Services } from './Services'

/** `POST /functions/NAME`: does what wx.cloud.callFunction does. The body is the data. For the headers see callerOf. */
export function functions({ runner, wechat, fixtures }: Services): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))

    // The address may be opened in a browser.
    server.get('/functions/:name', async ({ url, headers: { host } }, reply) => {
      reply.header('allow', 'POST')
      const curl = `curl -X POST ${word(`http://${host}${pathOf(url)}`)}`
      throw httpError(405, `a function is called by POST: ${curl}`, `云函数须用 POST 调用：${curl}`)
    })

    server.post<{ Params: { name: string } }>('/functions/:name', async (request, reply) => {
      const caller = { appid: wechat.defaultAppid, ...callerOf(request.headers) }
      const data = withOpenData(fixtures, caller, parseJson(request.body))
      const answer = await runner.call(request.params.name, data, caller)
      return sendJson(reply, PLATFORM_JSON, answerJson(answer))
    })
  }
}

/**
 * Reads who calls: x-wx-openid, x-wx-unionid and x-wx-from-openid are a user's ids, x-wx-source is the source of the call.
 * The default source is a mini program (wx_client) with an id, a server (wx_http) without one; `none` is the cloud console.
 */
function callerOf(headers: IncomingHttpHeaders): Omit<Caller, 'appid'> {
  const [openid, unionid, fromOpenid, given] = ['openid', 'unionid', 'from-openid', 'source'].map(
    (name) => headers[`x-wx-${name}`]?.toString().trim() || undefined,
  )
  const source = given ?? ((openid ?? unionid ?? fromOpenid) === undefined ? 'wx_http' : 'wx_client')
  return { openid, unionid, fromOpenid, source: source === 'none' ? undefined : source }
}

function parseJson(body: unknown): unknown {
  try {
    return JSON.parse(String(body || '{}'))
  } catch {
    throw httpError(400, 'the body is not valid JSON', '请求体不是有效的 JSON')
  }
}
