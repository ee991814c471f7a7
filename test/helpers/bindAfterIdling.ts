import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { sdkEnvironment } from '../../scripts/emulator/redirect/sdkEnvironment'
import { portOf } from './portOf'
import { OK } from './realSdk'
import { sample } from './withLocalWeChat'

/**
 * The process that binds, once for each message. It blocks before each request of the SDK by a synchronous read, so
 * that it cannot notice what happens to its connections.
 */
const INSTANCE = `
const http = require('http')
const { readSync } = require('fs')
const { main } = require(process.argv[1])
const { request } = http
http.request = (...args) => {
  process.send('frozen')
  readSync(0, Buffer.alloc(1))
  return request(...args)
}
process.on('message', (event) => main(event, {}).then(({ errCode }) => process.send(errCode)))
`

/**
 * Binds several times in one process. Before each request the process is blocked, and the gateway closes every
 * connection.
 *
 * @param folder the folder of the built functions
 * @param node path of the Node that runs bindAccount
 * @returns the errCode of each bind, and the number of requests that the gateway received
 */
export async function bindAfterIdling(folder: string, node: string) {
  const sockets = new Set<Socket>()
  let requests = 0
  const gateway = createServer((request, response) => {
    requests++
    request.resume().on('end', () => response.setHeader('content-type', 'application/octet-stream').end(OK))
  })
  gateway.on('connection', (socket) => sockets.add(socket))
  await once(gateway.listen(0, '127.0.0.1'), 'listening')
  const instance = spawn(node, ['-e', INSTANCE, join(folder, 'bindAccount')], {
    env: sdkEnvironment(`http://127.0.0.1:${portOf(gateway)}/admin`),
    stdio: ['pipe', 'ignore', 'inherit', 'ipc'],
  })
  const errCodes: unknown[] = []
  for (let bind = 0; bind < 8; bind++) {
    instance.send(sample)
    await once(instance, 'message')
    for (const socket of sockets) {
      if (!socket.closed) await once(socket.destroy(), 'close')
      sockets.delete(socket)
    }
    instance.stdin?.write('.')
    errCodes.push((await once(instance, 'message'))[0])
  }
  instance.kill()
  await once(instance, 'exit')
  gateway.close()
  return { errCodes, requests }
}
