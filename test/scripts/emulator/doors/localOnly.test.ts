import { rawRequest } from '../../../helpers/rawRequest'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
const ask = (headers: Record<string, string>, path = '/emulator/faults') =>
  rawRequest(wechat.url(), 'GET', path, headers)
const answered = { status: 200, type: 'application/json; charset=utf-8', body: [] }
const refused = (errmsg: string) => ({ status: 403, type: answered.type, body: { errcode: 403, errmsg } })
const foreignHost = refused('the local WeChat answers local requests only (Host)')
const foreignOrigin = refused('the local WeChat answers its own page only (Origin)')

describe('the local WeChat', () => {
  it.each(['127.0.0.1:8787', 'localhost', 'LOCALHOST:1', '[::1]:8787', 'api.weixin.qq.com', 'API.weixin.qq.com:443'])(
    'answers to the Host %s',
    async (host) => {
      expect(await ask({ host })).toEqual(answered)
    },
  )

  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:8787',
    '10.0.0.1',
    '127.0.0.1@evil.example',
    'api.weixin.qq.com.evil.example',
    'xapi.weixin.qq.com',
    'api-weixin.qq.com',
    'mp.weixin.qq.com',
  ])('refuses the foreign Host %j', async (host) => {
    expect(await ask({ host })).toEqual(foreignHost)
  })

  it('refuses a foreign Host for a path that cannot be decoded, too', async () => {
    expect(await ask({ host: 'evil.example' }, '/emulator/%zz')).toEqual(foreignHost)
  })

  it('answers to its own page', async () => {
    const host = new URL(wechat.url()).host
    expect(await ask({ host, origin: wechat.url() })).toEqual(answered)
  })

  it.each([
    'https://evil.example',
    'null',
    'http://localhost:1',
    'http://127.0.0.1',
    'http://api.weixin.qq.com',
    'https://api.weixin.qq.com',
  ])('refuses the foreign Origin %s', async (origin) => {
    expect(await ask({ origin })).toEqual(foreignOrigin)
  })
})
