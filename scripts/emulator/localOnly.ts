import type { FastifyPluginCallback } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { isLoopback } from '../../cloudfunctions/openapi/isLoopback'

/**
 * Refuses requests that a foreign web page could have caused: by a name of its own that leads here (Host), or by
 * posting here (Origin).
 */
export const localOnly: FastifyPluginCallback = fastifyPlugin((server, _options, done) => {
  server.addHook('onRequest', async (request, reply) => {
    const { host = '', origin } = request.headers
    if (!isLoopback(host.replace(/:\d+$/, '')))
      return reply.code(403).send({ errMsg: 'the local WeChat answers local requests only (Host)' })
    if (origin !== undefined && origin !== `http://${host}`) {
      return reply.code(403).send({ errMsg: 'the local WeChat answers its own page only (Origin)' })
    }
  })
  done()
})
