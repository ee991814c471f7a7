import type { FastifyPluginAsync } from 'fastify'
import type { FunctionRunner } from './FunctionRunner'
import type { State } from './State'

/**
 * `POST /functions/NAME`: what wx.cloud.callFunction does. The body is the data; the header x-wx-openid says which
 * user calls, and without it no user does.
 */
export function functionRoutes(runner: FunctionRunner, state: State): FastifyPluginAsync {
  return async (server) => {
    server.post<{ Params: { name: string } }>('/functions/:name', async (request) => {
      const openid = request.headers['x-wx-openid']
      return runner.call(request.params.name, request.body ?? {}, {
        appid: state.defaultMiniProgram().appid,
        openid: typeof openid === 'string' && openid ? openid : undefined,
      })
    })
  }
}
