import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { HttpError } from './responses'

/** The files of the page, with their content types. */
const TYPES = {
  'index.html': 'text/html; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'console.css': 'text/css; charset=utf-8',
  'favicon.svg': 'image/svg+xml',
} as const

/** Everything comes from this server, nothing is inline, and no page may frame it. */
const POLICY = [
  "default-src 'none'",
  ...['script', 'style', 'img', 'connect', 'frame'].map((what) => `${what}-src 'self'`),
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * `GET /`: the page, which does what `/emulator/...` and the channels do.
 *
 * @param dir the folder that it was built into
 */
export function page(dir: string): FastifyPluginAsync {
  return async (server) => {
    const send = async (reply: FastifyReply, file: keyof typeof TYPES) => {
      const content = await readFile(join(dir, file)).catch(() => {
        throw new HttpError(404, 'the page is not built: npm run build')
      })
      return reply
        .headers({
          'content-security-policy': POLICY,
          'referrer-policy': 'no-referrer',
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-cache',
        })
        .type(TYPES[file])
        .send(content)
    }
    server.get('/', (_request, reply) => send(reply, 'index.html'))
    server.get<{ Params: { file: string } }>('/emulator/console/:file', async ({ params: { file }, url }, reply) => {
      if (!isFile(file)) throw new HttpError(404, `no such path: GET ${url}`)
      return send(reply, file)
    })
  }
}

function isFile(name: string): name is keyof typeof TYPES {
  return Object.hasOwn(TYPES, name)
}
