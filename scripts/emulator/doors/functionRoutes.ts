import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyPluginAsync } from 'fastify'
import type { Caller, FunctionRunner } from '../functions/Runner'
import type { State } from '../state/State'
import { Refusal } from './refusals'

/** `POST /functions/NAME`: what wx.cloud.callFunction does. The body is the data; headers say who calls, see callerOf. */
export function functionRoutes(runner: FunctionRunner, state: State): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))

    server.post<{ Params: { name: string } }>('/functions/:name', async (request) => {
      const data = parseJson(typeof request.body === 'string' && request.body !== '' ? request.body : '{}')
      return runner.call(request.params.name, data, {
        appid: state.defaultMiniProgram().appid,
        ...callerOf(request.headers),
      })
    })
  }
}

/**
 * Who calls: x-wx-openid, x-wx-unionid and x-wx-from-openid are a user's ids, x-wx-source is from where the call comes.
 * Unless that is set, a call with an id comes from a mini program and one without from a server; `none` is the console.
 */
function callerOf(headers: IncomingHttpHeaders): Omit<Caller, 'appid'> {
  const [openid, unionid, fromOpenid, wanted] = ['openid', 'unionid', 'from-openid', 'source'].map(
    (name) => headers[`x-wx-${name}`]?.toString().trim() || undefined,
  )
  const source = wanted ?? ((openid ?? unionid ?? fromOpenid) === undefined ? 'wx_http' : 'wx_client')
  return { openid, unionid, fromOpenid, source: source === 'none' ? undefined : source }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'the body is not valid JSON')
  }
}
