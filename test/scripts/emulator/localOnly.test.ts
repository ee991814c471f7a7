import { request } from 'node:http'
import { withLocalWeChat } from '../../withLocalWeChat'

const wechat = withLocalWeChat()

/** A request with headers that fetch does not let one set. */
function ask(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(wechat.url('/emulator/state'), { headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

describe('the local WeChat', () => {
  it.each(['127.0.0.1:8787', 'localhost', 'LOCALHOST:1', '[::1]:8787'])('answers to the Host %s', async (host) => {
    expect(await ask({ host })).toBe(200)
  })

  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:8787',
    '10.0.0.1',
    '127.0.0.1@evil.example',
  ])('refuses the foreign Host %j', async (host) => {
    expect(await ask({ host })).toBe(403)
  })

  it('answers to its own page', async () => {
    const host = new URL(wechat.url()).host
    expect(await ask({ host, origin: wechat.url() })).toBe(200)
  })

  it.each(['https://evil.example', 'null', 'http://localhost:1', 'http://127.0.0.1'])(
    'refuses the foreign Origin %s',
    async (origin) => {
      expect(await ask({ origin })).toBe(403)
    },
  )
})
