import { rawRequest } from '../../../helpers/rawRequest'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
const ask = (headers: Record<string, string>, path = '/emulator/faults') =>
  rawRequest(wechat.url(), 'GET', path, headers)
const answered = { status: 200, type: 'application/json; charset=utf-8', body: [] }
const refused = (errmsg: string) => ({ status: 403, type: answered.type, body: { errcode: 403, errmsg } })
const foreignHost = refused('the local WeChat accepts local requests only (Host)')
const foreignOrigin = refused('the local WeChat accepts requests of its own page only (Origin)')
const foreignPage = refused('the local WeChat accepts requests of its own page only (Sec-Fetch-Site)')

const referer = 'https://servicewechat.com/wx0000000000000000/devtools/page-frame.html'
/** What a browser says of a fetch() by a page elsewhere, and so the developer tools' simulator too. */
const fetched = (site: string) => ({ 'sec-fetch-site': site, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' })
/** `<img src="http://127.0.0.1:8787/...">` in a page elsewhere: no Origin. */
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
  ])("accepts the Host %s for WeChat's paths only, without an Origin", async (host) => {
    const errcodeOf = async (path: string, headers = {}) => Object((await ask({ host, ...headers }, path)).body).errcode
    expect(await errcodeOf('/cgi-bin/token')).toBe(40002)
    expect(await errcodeOf('/admin')).toBe(405)
    for (const path of ['/emulator/faults', '/functions/bindAccount', '/']) {
      expect(await ask({ host }, path)).toMatchObject({ status: 403, body: foreignHost.body })
    }
    expect(await ask({ host, origin: `http://${host}` }, '/cgi-bin/token')).toMatchObject({ body: foreignOrigin.body })
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

  it('refuses a foreign Host for a path that cannot be decoded, too', async () => {
    expect(await ask({ host: 'evil.example' }, '/emulator/%zz')).toEqual(foreignHost)
  })

  it('accepts requests of its own page', async () => {
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
    "accepts requests of the developer tools' simulator, with %j",
    async (metadata) => {
      expect(await ask({ referer, ...metadata })).toEqual(answered)
    },
  )

  it.each(['http://127.0.0.1:29134', 'https://servicewechat.com'])(
    'refuses the foreign Origin %s in spite of a Referer of the simulator',
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
  ])('refuses what a page elsewhere fetches without an Origin, with the Referer %j', async (elsewhere) => {
    expect(await ask({ referer: elsewhere, ...image })).toEqual(foreignPage)
  })

  it('refuses so a page of another port of this machine', async () => {
    expect(await ask({ ...image, 'sec-fetch-site': 'same-site' })).toEqual(foreignPage)
  })

  it.each([
    { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
    fetched('same-origin'),
  ])('answers to who types its address, follows a link to it, or uses its page: %j', async (metadata) => {
    expect(await ask(metadata)).toEqual(answered)
  })
})
