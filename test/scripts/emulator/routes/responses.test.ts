import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { inBothLanguages } from '../../../helpers/inBothLanguages'
import { rawRequest } from '../../../helpers/rawRequest'
import { withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
const WECHAT_JSON = 'application/json; encoding=utf-8'
const PLATFORM_JSON = 'application/json; charset=utf-8'
const refused = (errcode: number, errmsg: string) => ({ errcode, errmsg })

describe('the refusal of a request to', () => {
  it.each([
    [{ host: 'evil.example' }, 403, 'the local WeChat accepts local requests only (Host)'],
    [{ origin: 'http://evil.example' }, 403, 'the local WeChat accepts requests of its own page only (Origin)'],
    [{ 'content-length': '99999999' }, 413, 'Request body is too large'],
  ])('WeChat, %j, contains errcode and errmsg', async (headers, status, message) => {
    for (const path of ['/cgi-bin/token', '/sns/jscode2session']) {
      expect(await rawRequest(wechat.url(), 'POST', path, headers)).toEqual({
        status,
        type: WECHAT_JSON,
        body: refused(status, message),
      })
    }
  })

  it.each([
    ['PUT', '/functions/bindAccount', {}, 404, 'no such path: PUT /functions/bindAccount'],
    ['PROPFIND', '/functions/bindAccount', {}, 404, 'no such path: PROPFIND /functions/bindAccount'],
    ['POST', '/functions', {}, 404, 'no such path: POST /functions'],
    ['POST', '/functions/a/b?c', {}, 404, 'no such path: POST /functions/a/b?c'],
    ['POST', '/functions/%zz', {}, 400, "'/functions/%zz' is not a valid url component"],
    [
      'POST',
      '/functions/bindAccount',
      { host: 'evil.example' },
      403,
      'the local WeChat accepts local requests only (Host)',
    ],
    ['POST', '/functions/bindAccount', { 'content-length': '99999999' }, 413, 'Request body is too large'],
    ['POST', '/functions/bindAccount', { 'content-type': 'json' }, 415, 'Unsupported Media Type'],
  ])(
    'a function, %s %s %j, also contains the fields that wx.cloud.callFunction reads',
    async (method, path, headers, status, message) => {
      expect(await rawRequest(wechat.url(), method, path, headers, method === 'POST' ? '{}' : '')).toEqual({
        status,
        type: PLATFORM_JSON,
        body: { ...refused(status, message), errCode: status, errMsg: `cloud.callFunction:fail ${message}` },
      })
    },
  )

  it.each([
    ['GET', {}, 405, 'use POST instead of GET'],
    ['PUT', {}, 404, 'no such path: PUT /admin'],
    ['POST', { host: 'evil.example' }, 403, 'the local WeChat accepts local requests only (Host)'],
    ['POST', { 'content-type': 'text/xml' }, 415, 'Unsupported Media Type'],
  ])('the gateway, %s %j, also contains the fields that the SDK reads', async (method, headers, status, message) => {
    const requestId = expect.stringMatching(/^req-\w+$/)
    expect(await rawRequest(wechat.url(), method, '/admin', headers, method === 'GET' ? '' : '{}')).toEqual({
      status,
      type: PLATFORM_JSON,
      body: { ...refused(status, message), code: 'INVALID_PARAM', message, requestId },
    })
  })

  it.each([
    ['POST', '/', {}, 404, 'no such path: POST /'],
    ['DELETE', '/emulator/state', {}, 404, 'no such path: DELETE /emulator/state'],
    ['GET', '/emulator', {}, 404, 'no such path: GET /emulator'],
    ['POST', '/emulator/reset', { 'content-type': 'text/xml' }, 415, 'the content type should be application/json'],
    ['GET', '/emulator/state', { host: 'evil.example' }, 403, 'the local WeChat accepts local requests only (Host)'],
  ])(
    'the local WeChat itself, %s %s %j, contains errcode and errmsg',
    async (method, path, headers, status, message) => {
      expect(await rawRequest(wechat.url(), method, path, headers, method === 'POST' ? '-' : '')).toEqual({
        status,
        type: PLATFORM_JSON,
        body: { errcode: status, ...inBothLanguages(message) },
      })
    },
  )
})

describe('an invalid HTTP request', () => {
  it.each([
    ['data that is not HTTP', 'hello\r\n\r\n', '400 Bad Request', refused(400, 'Bad Request')],
    [
      'a header that is too long',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
      '400 Bad Request',
      refused(400, 'Bad Request'),
    ],
    [
      'no Host',
      'GET /cgi-bin/token HTTP/1.1\r\nconnection: close\r\n\r\n',
      '403 Forbidden',
      refused(403, 'the local WeChat accepts local requests only (Host)'),
    ],
  ])('is refused with an errcode: %s', async (_what, sent, status, body) => {
    const socket = connect(Number(new URL(wechat.url()).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(sent)
    const [head = '', answer = ''] = (await text(socket)).split('\r\n\r\n')
    expect({ head: head.split('\r\n').slice(0, 2), answer: JSON.parse(answer) }).toEqual({
      head: [`HTTP/1.1 ${status}`, `content-type: ${WECHAT_JSON}`],
      answer: body,
    })
  })
})
