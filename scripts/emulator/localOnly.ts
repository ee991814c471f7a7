import type { FastifyPluginCallback } from 'fastify'
import fastifyPlugin from 'fastify-plugin'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i

/**
 * Refuses requests that a foreign web page could have caused: by a name of its own that leads here (Host), or by
 * posting here (Origin).
 */
export const localOnly: FastifyPluginCallback = fastifyPlugin((server, _options, done) => {
  server.addHook('onRequest', async (request, reply) => {
    const { host = '', origin } = request.headers
    if (!LOOPBACK.test(host))
      return reply.code(403).send({ errMsg: 'the local WeChat answers local requests only (Host)' })
    if (origin !== undefined && origin !== `http://${host}`) {
      return reply.code(403).send({ errMsg: 'the local WeChat answers its own page only (Origin)' })
    }
  })
  done()
})

/** Whether a host name or address is this machine's own. */
export function isLoopback(host: string): boolean {
  return host === '::1' || LOOPBACK.test(host)
}
