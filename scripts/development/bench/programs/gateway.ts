/** A gateway: a plain HTTP server that returns the same bytes for every request. */
import { createServer } from 'node:http'
import { encodeCloudCallResponse } from '../../../emulator/routes/gateway/commApi'

const ANSWER = encodeCloudCallResponse({
  respData: Buffer.from('{"errcode":0,"errmsg":"ok"}'),
  contentType: 'application/json',
  httpCode: 200,
})

function gateway(): void {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.setHeader('content-type', 'application/octet-stream').end(ANSWER))
  }).listen(0, '127.0.0.1', () => {
    const address = server.address()
    if (typeof address === 'object') console.log(`gateway ready at http://127.0.0.1:${address?.port}`)
  })
}

if (require.main === module) gateway()
