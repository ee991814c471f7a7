import { checkBaseUrl } from '../../../../cloudfunctions/openapi/https/checkBaseUrl'

const GOOD = [
  ['https://api.weixin.qq.com', 'https://api.weixin.qq.com'],
  ['https://api.weixin.qq.com/', 'https://api.weixin.qq.com'],
  ['https://example.com/wechat/', 'https://example.com/wechat'],
  ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
  ['http://127.1:8787', 'http://127.0.0.1:8787'],
  ['http://localhost:8787', 'http://localhost:8787'],
  ['http://[::1]:8787', 'http://[::1]:8787'],
] as const

const PLAIN =
  /^baseUrl must be https, for the appsecret and passwords go there: .* is not; http is for this machine only/
const BAD = [
  ['http://api.weixin.qq.com', PLAIN],
  ['http://127.0.0.1.example.com', PLAIN],
  ['http://localhost.example.com', PLAIN],
  ['http://10.0.0.1', PLAIN],
  ['http://[::2]', PLAIN],
  ['ftp://127.0.0.1', PLAIN],
  ['api.weixin.qq.com', /^baseUrl is no URL; it looks like https:\/\/api\.weixin\.qq\.com$/],
  ['', /^baseUrl is no URL/],
  ['https://user:hunter22@example.com', /^baseUrl may have a path but neither a user/],
  ['https://example.com?access_token=hunter22', /^baseUrl may have a path but neither a user/],
  ['https://example.com#x', /^baseUrl may have a path but neither a user/],
] as const

describe('checkBaseUrl', () => {
  it.each(GOOD)('takes %s', (baseUrl, checked) => {
    expect(checkBaseUrl(baseUrl)).toBe(checked)
  })

  it.each(BAD)('refuses %s', (baseUrl, message) => {
    expect(() => checkBaseUrl(baseUrl)).toThrow(message)
    expect(() => checkBaseUrl(baseUrl)).not.toThrow(/hunter22/)
  })
})
