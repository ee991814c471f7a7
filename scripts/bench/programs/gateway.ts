/** A gateway: a plain HTTP server that returns the same bytes for every request. */
import { createServer } from 'node:http'

function gateway(answer: Buffer): void {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.setHeader('content-type', 'application/octet-stream').end(answer))
  }).listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (typeof address === 'object') process.send?.(address?.port)
  })
  process.once('disconnect', () => process.exit())
}

if (require.main === module) gateway(Buffer.from(String(process.argv[2]), 'base64'))
