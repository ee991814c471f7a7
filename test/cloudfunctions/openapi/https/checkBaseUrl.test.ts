import { checkBaseUrl, isLoopback } from '../../../../cloudfunctions/openapi/https/checkBaseUrl'

const GOOD = [
  ['https://api.weixin.qq.com', 'https://api.weixin.qq.com'],
  ['https://api.weixin.qq.com/', 'https://api.weixin.qq.com'],
  ['https://example.com/wechat/', 'https://example.com/wechat'],
  ['https://example.com/wechat//', 'https://example.com/wechat'],
  ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
  ['http://127.1:8787', 'http://127.0.0.1:8787'],
  ['http://localhost:8787', 'http://localhost:8787'],
  ['http://[::1]:8787', 'http://[::1]:8787'],
] as const

const plain = (shown: string) =>
  `baseUrl must be https, because the appsecret and passwords are sent there: ${shown} is not; http is for this machine only (127.0.0.1, localhost, [::1])`
const NO_URL = 'baseUrl is not a URL such as https://api.weixin.qq.com'
const MORE = 'baseUrl may have a path, but no user, password, query or fragment'
const BAD = [
  ['http://api.weixin.qq.com', plain('http://api.weixin.qq.com')],
  ['http://127.0.0.1.example.com', plain('http://127.0.0.1.example.com')],
  ['http://localhost.example.com', plain('http://localhost.example.com')],
  ['http://10.0.0.1', plain('http://10.0.0.1')],
  ['http://[::2]', plain('http://[::2]')],
  ['ftp://127.0.0.1', plain('ftp://127.0.0.1')],
  ['api.weixin.qq.com', NO_URL],
  ['', NO_URL],
  ['https://user:hunter22@example.com', MORE],
  ['https://user@example.com', MORE],
  ['https://:hunter22@example.com', MORE],
  ['https://example.com?access_token=hunter22', MORE],
  ['https://example.com#x', MORE],
] as const

describe('checkBaseUrl', () => {
  it.each(GOOD)('accepts %s', (baseUrl, checked) => {
    expect(checkBaseUrl(baseUrl)).toBe(checked)
  })

  it.each(BAD)('refuses %s', (baseUrl, message) => {
    expect(() => checkBaseUrl(baseUrl)).toThrow(new Error(message))
  })
})

describe('isLoopback', () => {
  it.each([
    ['localhost', true],
    ['LOCALHOST', true],
    ['127.0.0.1', true],
    ['127.8.9.10', true],
    ['[::1]', true],
    ['0.0.0.0', false],
    ['192.168.0.1', false],
    ['example.com', false],
    ['127.0.0.1.example.com', false],
    ['localhost.example.com', false],
    ['my-localhost', false],
    ['x127.0.0.1', false],
    ['127.0.0', false],
    ['', false],
  ])('returns for %s: %s', (hostname, loopback) => {
    expect(isLoopback(hostname)).toBe(loopback)
  })
})
