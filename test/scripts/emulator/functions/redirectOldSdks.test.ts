import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Instance } from '../../../../scripts/emulator/functions/Instance'
import { portOf } from '../../../helpers/portOf'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

/** Makes one request, with any host looked up in vain; gives back what came of it. */
const CODE = `
const lookup = (host, _options, done) => done(Error('looked up ' + host))
exports.main = ({ protocol, url, options, body }) => new Promise((resolve) => {
  const { request: send, globalAgent } = require(protocol)
  const more = { ...options, agent: globalAgent, lookup }
  const request = send(...(url ? [url, more] : [more]), async (response) => {
    let answer = ''
    for await (const chunk of response) answer += chunk
    resolve(JSON.parse(answer))
  })
  request.on('error', ({ message }) => resolve(message))
  request.end(body)
})`

const folder = temporaryFolder()
/** Says what it was asked. */
const gateway = createServer(async (request, response) => {
  const { method, url, headers } = request
  response.end(JSON.stringify({ method, url, headers, body: await text(request) }))
})
let host: string
beforeAll(async () => {
  await once(gateway.listen(0, '127.0.0.1'), 'listening')
  const port = portOf(gateway)
  host = `127.0.0.1:${port}`
})
afterAll(() => gateway.close())

async function request(event: { protocol: string; url?: string; options: object; body?: string }): Promise<unknown> {
  const dir = folder.write({ 'index.js': CODE })
  const program = join(__dirname, '../../../../dist/emulator/host.js')
  const env = { TCB_CONTEXT_CNFG: JSON.stringify({ URL: `http://${host}/admin` }) }
  const ignore = () => {}
  const instance = new Instance([process.execPath, program], dir, env, 30_000, ignore, ignore)
  const outcome = await instance.invoke({ event, context: { request_id: '1' }, env: {} }, 3000)
  await instance.kill()
  if (outcome.kind !== 'returned') throw new Error(JSON.stringify(outcome))
  return JSON.parse(outcome.json ?? 'null')
}

describe.each(['http', 'https'])('%s.request in a function', (protocol) => {
  it.each([
    'tcb-admin.tencentcloudapi.com',
    'tcb-admin.tencentyun.com',
    'tcb-open.tencentcloudapi.com',
    'tcb-open.tencentyun.com',
  ])('goes to the gateway in place of %s, whole but for Host', async (hostname) => {
    const headers = { 'x-mine': 'yes', connection: 'close', 'content-length': 6 }
    const options = {
      hostname,
      port: 1,
      method: 'POST',
      path: '/admin?&eventId=1%20',
      headers: { ...headers, Host: 'x' },
    }
    const seen = { ...headers, 'content-length': '6', host }
    expect(await request({ protocol, options, body: '中文' })).toEqual({
      method: 'POST',
      url: '/admin?&eventId=1%20',
      headers: seen,
      body: '中文',
    })
  })

  it('goes to the gateway also where the host is called host', async () => {
    expect(await request({ protocol, options: { host: 'tcb-open.tencentyun.com', path: '/admin' } })).toMatchObject({
      method: 'GET',
      url: '/admin',
    })
  })

  it.each(['tencentyun.com', 'a.tcb-open.tencentyun.com', 'tcb-open.tencentyun.com.example'])(
    'goes to %s itself',
    async (hostname) => {
      expect(await request({ protocol, options: { hostname } })).toBe(`looked up ${hostname}`)
      expect(await request({ protocol, url: `${protocol}://${hostname}/`, options: {} })).toBe(`looked up ${hostname}`)
    },
  )
})
