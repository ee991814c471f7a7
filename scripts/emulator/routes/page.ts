import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyPluginAsync } from 'fastify'
import { httpError } from './responses'

/** The files of the page, with their content types. */
const TYPES = {
  'index.html': 'text/html; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'console.css': 'text/css; charset=utf-8',
  'favicon.svg': 'image/svg+xml',
  'icons.svg': 'image/svg+xml',
}

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
    const serve = (path: string, file: string, type: string) =>
      server.get(path, async (_request, reply) => {
        const content = await readFile(join(dir, file)).catch(() => {
          throw httpError(404, 'the page is not built: npm run build', '管理页面尚未构建：npm run build')
        })
        return reply
          .headers({
            'content-security-policy': POLICY,
            'referrer-policy': 'no-referrer',
            'x-content-type-options': 'nosniff',
            'cache-control': 'no-cache',
          })
          .type(type)
          .send(content)
      })
    for (const [file, type] of Object.entries(TYPES)) serve(`/emulator/console/${file}`, file, type)
    serve('/', 'index.html', TYPES['index.html'])
  }
}
