import fc from 'fast-check'
import { sample, withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()

/** The number of bodies; `RANDOM_BODIES=100000 npx jest randomBodies` runs a long test. */
const numRuns = Number(process.env.RANDOM_BODIES ?? 2000)

const paths = [
  '/admin',
  '/functions/bindAccount',
  '/cgi-bin/stable_token',
  '/cgi-bin/express/business/account/bind',
  '/sns/jscode2session',
  '/emulator/faults',
  '/emulator/reviews',
  '/emulator/orders',
]
const types = [
  'application/json',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'text/plain',
  'x',
  undefined,
]

/** Has the form of an SDK's request, with random contents. */
const multipart = fc
  .tuple(fc.string(), fc.uint8Array({ maxLength: 200 }))
  .map(([action, data]) =>
    Buffer.concat([
      Buffer.from(`--x\r\ncontent-disposition: form-data; name="action"\r\n\r\n${action || 'wx.openApi'}\r\n`),
      Buffer.from(
        '--x\r\ncontent-disposition: form-data; name="requestData"\r\ncontent-type: application/octet-stream\r\n\r\n',
      ),
      data,
      Buffer.from('\r\n--x--\r\n'),
    ]),
  )
const body = fc.oneof(
  fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((json) => Buffer.from(json)),
  multipart,
)

it(`responds to ${numRuns} random bodies, returns an errcode in each refusal, and keeps running`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), fc.constantFrom(...types), body, async (path, type, body) => {
      const response = await fetch(wechat.url(path), {
        method: path === '/emulator/faults' ? 'PUT' : 'POST',
        body,
        ...(type !== undefined && { headers: { 'content-type': type } }),
      })
      expect(response.status).toBeLessThan(500)
      const answer = await response.text()
      if (response.status >= 400) expect(JSON.parse(answer)).toMatchObject({ errcode: response.status })
    }),
    { numRuns },
  )
  await wechat.control('POST', 'reset')
  expect(await wechat.callFunction('bindAccount', sample)).toMatchObject({ result: { errCode: 0 } })
}, 600_000)
