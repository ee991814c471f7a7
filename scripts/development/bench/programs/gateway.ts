/** A gateway: a plain HTTP server that returns the same bytes for every request. */
import { createServer } from 'node:http'
import { listen } from '../../../emulator/redirect/listen'
import { encodeCloudCallResponse } from '../../../emulator/routes/gateway/commApi'

const ANSWER = encodeCloudCallResponse({
  respData: Buffer.from('{"errcode":0,"errmsg":"ok"}'),
  contentType: 'application/json',
  httpCode: 200,
})

async function gateway(): Promise<void> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.setHeader('content-type', 'application/octet-stream').end(ANSWER))
  })
  const { port } = await listen(server, '127.0.0.1')
  console.log(`gateway ready at http://127.0.0.1:${port}`)
}

if (require.main === module) void gateway()
