import type { FastifyPluginAsync } from 'fastify'
import type { FunctionRunner } from './FunctionRunner'
import type { State } from './State'

/**
 * `POST /functions/NAME`: what wx.cloud.callFunction does. The body is the data; the header x-wx-openid says which
 * user calls, and without it no user does.
 */
export function functionRoutes(runner: FunctionRunner, state: State): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))

    server.post<{ Params: { name: string } }>('/functions/:name', async (request, reply) => {
      const data = parseJson(typeof request.body === 'string' && request.body !== '' ? request.body : '{}')
      if (data instanceof SyntaxError) {
        return reply.code(400).send({ errCode: -1, errMsg: 'cloud.callFunction:fail the body is not valid JSON' })
      }
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
  } catch (error) {
    return error
  }
}
