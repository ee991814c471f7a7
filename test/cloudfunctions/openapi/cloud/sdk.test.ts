import { once } from 'node:events'
import { Agent, createServer, get } from 'node:http'
import { cloud } from '../../../../cloudfunctions/openapi/cloud/sdk'
import { portOf } from '../../../helpers/portOf'

jest.mock('wx-server-sdk', () => ({ DYNAMIC_CURRENT_ENV: 'where the function runs', init: jest.fn() }))

describe('cloud', () => {
  it('is wx-server-sdk, initialized for the environment of the function', () => {
    expect(jest.mocked(cloud.init).mock.calls).toStrictEqual([[{ env: 'where the function runs' }]])
  })

  it('closes each connection after its response, also with an agent that keeps connections alive', async () => {
    let connections = 0
    const server = createServer((_request, response) => response.end())
    server.on('connection', () => connections++)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const agent = new Agent({ keepAlive: true })
    for (let call = 0; call < 2; call++) {
      const [response] = await once(get({ agent, port: portOf(server), host: '127.0.0.1' }), 'response')
      await once(response.resume(), 'close')
    }
    agent.destroy()
    await once(server.close(), 'close')

    expect(connections).toBe(2)
  })
})
