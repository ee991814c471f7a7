import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Returns the first port that nothing listens on.
 *
 * @param from where to start
 * @example
 * await freePort(8787, '127.0.0.1') // 8788 if 8787 is in use
 */
export async function freePort(from: number, host: string): Promise<number> {
  const server = createServer().listen(from, host)
  try {
    await once(server, 'listening')
    return from
  } catch {
    return freePort(from + 1, host)
  } finally {
    server.close()
  }
}
