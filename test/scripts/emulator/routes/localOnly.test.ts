import { get } from 'node:http'
import { inBothLanguages } from '../../../helpers/inBothLanguages'
import { rawRequest } from '../../../helpers/rawRequest'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
const ask = (headers: Record<string, string>, path = '/emulator/faults') =>
  rawRequest(wechat.url(), 'GET', path, headers)
const answered = { status: 200, type: 'application/json; charset=utf-8', body: [] }
const refused = (errmsg: string) => ({
  status: 403,
  type: answered.type,
  body: { errcode: 403, ...inBothLanguages(errmsg) },
})
const foreignHost = refused('the local WeChat accepts local requests only (Host)')
const foreignOrigin = refused('the local WeChat accepts requests of its own page only (Origin)')
const foreignPage = refused('the local WeChat accepts requests of its own page only (Sec-Fetch-Site)')

const referer = 'https://servicewechat.com/wx0000000000000000/devtools/page-frame.html'
/** The headers of fetch() in a page of another site, and in the developer tools' simulator. */
const fetched = (site: string) => ({ 'sec-fetch-site': site, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' })
/** The headers of `<img src="http://127.0.0.1:8787/...">` in a page of another site: no Origin. */
const image = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }

describe('the local WeChat', () => {
  it.each(['127.0.0.1:8787', 'localhost', 'LOCALHOST:1', '[::1]:8787'])('accepts the Host %s', async (host) => {
    expect(await ask({ host })).toEqual(answered)
  })

  it.each([
    'api.weixin.qq.com',
    'API.weixin.qq.com:443',
    'tcb-open.tencentyun.com',
    'env-1.ap-shanghai.tcb-api.tencentcloudapi.com',
  ])("accepts WeChat's Host %s for WeChat's paths only", async (host) => {
    expect(await ask({ host }, '/cgi-bin/unknown')).toMatchObject({ status: 200, body: { errcode: 40066 } })
    expect(await ask({ host }, '/admin')).not.toMatchObject({ body: foreignHost.body })
    for (const path of ['/', '/emulator/faults', '/emulator/%zz', '/emulator/console/console.js']) {
      expect(await ask({ host }, path)).toEqual(foreignHost)
    }
    expect(await ask({ host }, '/functions/bindAccount')).toMatchObject({ status: 403 })
  })

  it.each([
    '/%65mulator/faults',
    '/emulato%72/state?limit=1',
    'http://api.weixin.qq.com/emulator/state',
    '/#',
    '/emulator/console/console%2ejs',
  ])("refuses the path %s of its own on WeChat's Host, however it is spelt", async (path) => {
    expect(await ask({ host: 'api.weixin.qq.com' }, path)).toEqual(foreignHost)
  })

  it('refuses an Origin on a host of WeChat, even if the Host is the same', async () => {
    const host = 'api.weixin.qq.com:8787'
    expect(await ask({ host, origin: `http://${host}` }, '/cgi-bin/unknown')).toMatchObject({
      status: 403,
      body: { errcode: 403, errmsg: 'the local WeChat accepts requests of its own page only (Origin)' },
    })
  })

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
    'tencentyun.com',
    'tcb-api.tencentcloudapi.com.evil.example',
    'evil-tcb-api.tencentcloudapi.com',
  ])('refuses the foreign Host %j', async (host) => {
    expect(await ask({ host })).toEqual(foreignHost)
  })

  it('refuses a foreign Host also for a path that cannot be decoded', async () => {
    expect(await ask({ host: 'evil.example' }, '/emulator/%zz')).toEqual(foreignHost)
  })

  it('accepts requests from its own page', async () => {
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

  it.each([{}, fetched('same-site'), fetched('cross-site')])(
    "accepts the developer tools' simulator with %j",
    async (metadata) => {
      expect(await ask({ referer, ...metadata })).toEqual(answered)
    },
  )

  it.each(['http://127.0.0.1:29134', 'https://servicewechat.com'])(
    'refuses the foreign Origin %s even with the Referer of the simulator',
    async (origin) => {
      expect(await ask({ referer, origin, ...fetched('cross-site') })).toEqual(foreignOrigin)
    },
  )

  it.each([
    'https://evil.example/',
    'https://evil.example/?https://servicewechat.com/wx0000000000000000/devtools/page-frame.html',
    'https://servicewechat.com.evil.example/wx0000000000000000/devtools/page-frame.html',
    'https://servicewechat.com/wx0000000000000000/0/page-frame.html',
    'http://servicewechat.com/wx0000000000000000/devtools/page-frame.html',
    '',
  ])('refuses an image in a page of another site with the Referer %j', async (elsewhere) => {
    expect(await ask({ referer: elsewhere, ...image })).toEqual(foreignPage)
  })

  it('refuses an image in a page on another port of this machine', async () => {
    expect(await ask({ ...image, 'sec-fetch-site': 'same-site' })).toEqual(foreignPage)
  })

  const navigated = (site: string) => ({
    'sec-fetch-site': site,
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  })

  it.each([navigated('none'), fetched('same-origin')])(
    'accepts a typed address and requests of its own page: %j',
    async (metadata) => {
      expect(await ask(metadata)).toEqual(answered)
    },
  )

  it('accepts a link from another site to its page, but not to other paths', async () => {
    const metadata = navigated('cross-site')
    const status = await new Promise((resolve) =>
      get(wechat.url('/?from=elsewhere'), { headers: metadata }, (response) => resolve(response.resume().statusCode)),
    )
    expect(status).toBe(200)
    expect(await ask(metadata)).toEqual(foreignPage)
    expect(await ask(metadata, '/cgi-bin/token')).toMatchObject({ status: 403, body: { errcode: 403 } })
  })
})
