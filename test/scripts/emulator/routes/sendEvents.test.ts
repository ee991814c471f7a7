import { once } from 'node:events'
import { IncomingMessage, ServerResponse } from 'node:http'
import { connect, Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { Events } from '../../../../scripts/emulator/control/Events'
import { sendEvents } from '../../../../scripts/emulator/routes/sendEvents'
import { sample, withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })
const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

/** The bytes that come, as they stand on the wire but for the lengths of their chunks. */
async function stream(headers: readonly string[] = []) {
  const { hostname, port, host } = new URL(wechat.url())
  const socket = connect(Number(port), hostname)
  sockets.push(socket)
  socket.write([`GET /emulator/events HTTP/1.1`, `host: ${host}`, ...headers, '', ''].join('\r\n'))
  let text = ''
  const seen = new PassThrough()
  socket.on('data', (bytes) => {
    text += bytes
    seen.emit('more')
  })
  return {
    /** All that has come, once this is in it. */
    async until(end: string | RegExp): Promise<string> {
      const isThere = () => (typeof end === 'string' ? text.includes(end) : end.test(text))
      while (!isThere()) await once(seen, 'more')
      return text.replace(/\r\n[0-9a-f]+\r\n/g, '\r\n')
    },
  }
}
const lastIdIn = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1]

describe('sendEvents', () => {
  afterEach(() => jest.useRealTimers())
  /** An answer to somebody who reads nothing. */
  function unread() {
    const request = new IncomingMessage(new Socket())
    const response = new ServerResponse(request)
    const events = new Events()
    const written = jest.spyOn(response, 'write')
    sendEvents(events, request, response)
    return { events, response, written: () => written.mock.calls.map(([text]) => text) }
  }

  it('says every fifteen seconds that it is still here, until the connection ends', () => {
    jest.useFakeTimers()
    const { response, written } = unread()
    const before = written().length
    jest.advanceTimersByTime(14_999)
    expect(written().slice(before)).toEqual([])
    jest.advanceTimersByTime(15_001)
    expect(written().slice(before)).toEqual([': still here\n\n', ': still here\n\n'])
    response.emit('close')
    jest.advanceTimersByTime(60_000)
    expect(written().slice(before)).toHaveLength(2)
  })

  it('writes no more to whoever has gone', () => {
    const { events, response, written } = unread()
    events.emit('state', {})
    response.emit('close')
    events.emit('stubs', {})
    expect(written().at(-1)).toMatch(/^id: \d+\nevent: state\ndata: \{\}\n\n$/)
  })

  it('closes the connection of a reader that does not read', () => {
    const { events, response } = unread()
    const text = 'x'.repeat(1_000_000)
    for (let nth = 0; nth < 3; nth++) events.emit('line', { text })
    expect(response.destroyed).toBe(false)
    events.emit('line', { text })
    expect(response.destroyed).toBe(true)
  })
})

describe('GET /emulator/events', () => {
  it('is a stream of server-sent events: how soon to come again, then ready, then each as it happens', async () => {
    const { until } = await stream()
    expect(await until('ready')).toMatch(
      /^HTTP\/1\.1 200 OK\r\ncontent-type: text\/event-stream\r\ncache-control: no-store\r\nDate: [^\r]+\r\nConnection: keep-alive\r\n(Keep-Alive: timeout=\d+\r\n)?Transfer-Encoding: chunked\r\n\r\nretry: 1000\n\n\r\nid: \d{16}\nevent: ready\ndata: \{"missed":true\}\n\n\r\n$/,
    )
    await wechat.https('GET', '/cgi-bin/token')
    const call = /id: \d{16}\nevent: call\ndata: (\{.*\})\n\n/
    const [, data = ''] = call.exec(await until(call)) ?? []
    expect(JSON.parse(data)).toEqual({
      id: expect.any(Number),
      at: expect.any(String),
      channel: 'https',
      api: 'token',
      wireParams: {},
      errcode: 40002,
      errmsg: expect.stringMatching(/^invalid grant_type rid: /),
      answer: { errcode: 40002, errmsg: expect.stringMatching(/^invalid grant_type rid: /) },
      ms: expect.any(Number),
    })
  })

  it('names what has changed', async () => {
    const { until } = await stream()
    await until('ready')
    await wechat.control('PUT', 'faults', [])
    await until('event: faults\ndata: {}\n\n')
    await wechat.control('PUT', 'stubs', [])
    await until('event: stubs\ndata: {}\n\n')
    await wechat.control('PUT', 'state', { accounts: [{ delivery_id: 'YUNDA', biz_id: '123456' }] })
    await until('event: state\ndata: {}\n\n')
    await wechat.control('POST', 'reset')
    await until('event: cleared\ndata: {}\n\n')
  })

  it('goes on after the event that the header Last-Event-ID names', async () => {
    const first = await stream()
    await first.until('ready')
    await wechat.https('GET', '/cgi-bin/one')
    const id = lastIdIn(await first.until(/"api":"\/cgi-bin\/one".*\n\n/))
    sockets[0]?.destroy()
    await wechat.https('GET', '/cgi-bin/two')

    const { until } = await stream([`last-event-id: ${id}`])
    const text = await until(/"api":"\/cgi-bin\/two".*\n\n/)
    expect(text).toContain(`id: ${id}\nevent: ready\ndata: {"missed":false}\n\n`)
    expect(text).not.toContain('/cgi-bin/one')
  })

  it.each(['x', '-1', '1.5', '99999999999999999999', ''])('takes Last-Event-ID %j for none', async (id) => {
    const { until } = await stream([`last-event-id: ${id}`])
    expect(await until('ready')).toContain('data: {"missed":true}')
  })

  it('is answered at once where nothing but its head is asked for', async () => {
    const response = await fetch(wechat.url('/emulator/events'), { method: 'HEAD' })
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'text/event-stream',
      '',
    ])
  })

  it('is not for foreign pages', async () => {
    const response = await fetch(wechat.url('/emulator/events'), { headers: { origin: 'http://evil.example' } })
    expect(response.status).toBe(403)
  })

  it('holds no secret', async () => {
    const { until } = await stream()
    await until('ready')
    await wechat.callFunction('bindAccount', { ...sample, password: 'secret-of-a-courier' }, 'oAdmin')
    await wechat.token()
    const text = await until(/"api":"token".*\n\n/)
    expect(text).toContain('"password":"***"')
    expect(text).not.toMatch(/secret-of-a-courier|local-secret|local_/)
  })
})
