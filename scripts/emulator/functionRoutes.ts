import type { FastifyPluginAsync } from 'fastify'
import type { FunctionRunner } from './FunctionRunner'
import { Refusal } from './refusals'
import type { State } from './State'

/**
 * `POST /functions/NAME`: what wx.cloud.callFunction does. The body is the data; the header x-wx-openid says which
 * user calls, and without it no user does.
 */
export function functionRoutes(runner: FunctionRunner, state: State): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))

    server.post<{ Params: { name: string } }>('/functions/:name', async (request) => {
      const data = parseJson(typeof request.body === 'string' && request.body !== '' ? request.body : '{}')
      const openid = request.headers['x-wx-openid']?.toString() || undefined
      return runner.call(request.params.name, data, {
        appid: state.defaultMiniProgram().appid,
        openid,
        source: openid === undefined ? 'wx_http' : 'wx_client',
      })
    })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'the body is not valid JSON')
  }
}
