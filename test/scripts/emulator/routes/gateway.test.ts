import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { main as Main } from '../../../../cloudfunctions/bindAccount'
import { createLocalWeChat, type LocalWeChat } from '../../../../scripts/emulator/createLocalWeChat'
import { catchLog } from '../../../helpers/catchLog'
import { lookLikeACloudFunction } from '../../../helpers/lookLikeACloudFunction'
import { recordingGateway } from '../../../helpers/recordingGateway'
import { sample, withLocalWeChat } from '../../../helpers/withLocalWeChat'

catchLog()

/** Calls main from its source in this process, through the real, unmodified SDK. */
describe('main through wx-server-sdk', () => {
  let wechat: LocalWeChat
  let gateway: Awaited<ReturnType<typeof recordingGateway>>
  let main: typeof Main
  beforeAll(async () => {
    wechat = await createLocalWeChat()
    gateway = await recordingGateway(wechat.url)
    lookLikeACloudFunction(gateway.url, wechat.ticket)
    main = jest.requireActual<{ main: typeof Main }>('../../../../cloudfunctions/bindAccount').main
  })
  beforeEach(() => gateway.calls.splice(0))
  afterAll(async () => {
    gateway.close()
    await wechat.close()
  })
  const ok = { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' }

  it('sends the five parameters as JSON under their snake_case names', async () => {
    const event = { ...sample, remarkContent: '电话：10086' }
    expect(await main(event)).toStrictEqual(ok)
    expect(gateway.calls).toStrictEqual([
      {
        type: '"bind"',
        biz_id: '"123456"',
        delivery_id: '"YUNDA"',
        password: '"123456789123456789"',
        remark_content: '"电话：10086"',
      },
    ])
  })

  it('does not send what WeChat adds to the event, or empty optional parameters', async () => {
    const event = { type: 'unbind', biz_id: '123456', delivery_id: 'YUNDA', password: '', remarkContent: undefined }
    expect(await main({ ...event, userInfo: { appId: 'wx0', openId: 'o' }, tcbContext: {} })).toStrictEqual(ok)
    expect(gateway.calls).toStrictEqual([{ type: '"unbind"', biz_id: '"123456"', delivery_id: '"YUNDA"' }])
  })

  it("returns WeChat's errCode and errMsg", async () => {
    expect(await main({ ...sample, password: 'wrong-password' })).toStrictEqual({
      errCode: 9300531,
      errMsg: expect.stringMatching(
        /^openapi\.logistics\.bindAccount:fail invalid biz_id or password rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/,
      ),
    })
  })

  it('sends nothing if the event is invalid', async () => {
    expect(await main({ ...sample, bizId: 7 })).toMatchObject({ errCode: -401003 })
    expect(gateway.calls).toStrictEqual([])
  })
})

describe('POST /admin', () => {
  const wechat = withLocalWeChat()
  const json = { 'content-type': 'application/json' }
  const form = { 'content-type': 'multipart/form-data; boundary=x' }
  const overTheLimit = 10 * 1024 * 1024 + 1

  /** Sends a request, which may stay incomplete, and returns the response. */
  async function send(headers: Record<string, string | number>, body = '', { method = 'POST', ends = true } = {}) {
    const sending = request(wechat.url('/admin'), { method, headers: { connection: 'close', ...headers } })
    if (ends) sending.end(body, 'latin1')
    else sending.write(body, 'latin1')
    const [response]: IncomingMessage[] = await once(sending, 'response')
    if (!response) throw new Error('there is no response')
    const answer = JSON.parse(await text(response))
    sending.destroy()
    return { status: response.statusCode, type: response.headers['content-type'], answer }
  }
  const type = 'application/json; charset=utf-8'
  const platformError = (message: string) => ({
    code: 'INVALID_PARAM',
    message,
    requestId: expect.stringMatching(/^req-\w+$/),
  })
  const refusal = (status: number, message: string) => ({
    status,
    type,
    answer: { errcode: status, errmsg: message, ...platformError(message) },
  })
  const goodCall = () => wechat.callFunction('bindAccount', sample)
  const good = { errMsg: 'cloud.callFunction:ok', result: { errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' } }

  const part = (name: string, value: string) =>
    `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const fields = (values: Record<string, string>) =>
    Object.entries(values)
      .map(([name, value]) => part(name, value))
      .join('')
  const cloudCall = (requestData: string) =>
    `${fields({ action: 'wx.openApi', apiName: 'logistics.bindAccount', requestData })}--x--\r\n`
  const aString = (field: string, value: string) => field + String.fromCharCode(value.length) + value
  /** CommApiData with one parameter. */
  const oneParam = (key: string, value: string) =>
    aString('\x12', aString('\x0a', aString('\x0a', key) + aString('\x12', value)))
  const unknownAction = (received: string) =>
    `action: Invalid type: Expected ("wx.openApi" | "wx.api" | "functions.invokeFunction") but received ${received}`

  it.each([
    [
      'a boundary that is not in the body',
      'Error: Unexpected end of multipart data',
      { 'content-type': 'multipart/form-data; boundary=y' },
      cloudCall(''),
    ],
    ['no boundary', 'Error: Multipart: Boundary not found', { 'content-type': 'multipart/form-data' }, cloudCall('')],
    ['an empty form', 'Error: Unexpected end of multipart data', form, ''],
    ['a form cut in a value', 'Error: Unexpected end of multipart data', form, cloudCall('').slice(0, -9)],
    ['a form cut in a file', 'Error: Unexpected end of multipart data', form, part('file', 'abc').slice(0, -3)],
    ['a form cut between two parts', 'Error: Unexpected end of multipart data', form, part('action', 'wx.openApi')],
    ['bytes that are not protobuf', 'RangeError: index out of range: 4 + 1 > 4', form, cloudCall('\xff\xff\xff\xff')],
    ['protobuf that is cut', 'RangeError: index out of range', form, cloudCall(oneParam('type', '""').slice(0, -1))],
    [
      'a parameter that is not JSON, without quoting it',
      'a parameter is not valid JSON',
      form,
      cloudCall(oneParam('type', '"bind')),
    ],
    ['a form without an action', unknownAction('undefined'), form, `${part('apiName', 'x')}--x--\r\n`],
    ['JSON without an action', unknownAction('undefined'), json, '{}'],
    ['JSON that is not an object', 'the body: Invalid type: Expected Object but received null', json, 'null'],
    ['incomplete JSON', "Body is not valid JSON but content-type is set to 'application/json'", json, '{"action":'],
    [
      'data of a function that is not JSON',
      'a parameter is not valid JSON',
      json,
      '{"action":"functions.invokeFunction","function_name":"bindAccount","request_data":"{"}',
    ],
    [
      'parameters of an API that are not an object',
      'a parameter is not valid JSON',
      json,
      '{"action":"wx.api","apiName":"logistics.bindAccount","requestData":"7"}',
    ],
  ])('refuses %s, and continues', async (_what, message, headers, body) => {
    expect(await send(headers, body)).toEqual(refusal(400, message))
    expect(await goodCall()).toMatchObject(good)
  })

  it.each([
    ['another content type', 415, 'Unsupported Media Type', { 'content-type': 'text/html' }],
    [
      'JSON with a content-length over 10 MB',
      413,
      'Request body is too large',
      { ...json, 'content-length': overTheLimit },
    ],
  ])('refuses %s, and continues', async (_what, status, message, headers) => {
    expect(await send(headers, '-', { ends: false })).toEqual(refusal(status, message))
    expect(await goodCall()).toMatchObject(good)
  })

  it.each([
    ['one field', part('requestData', 'x'.repeat(overTheLimit))],
    ['many fields', part('requestData', 'x'.repeat(1000)).repeat(overTheLimit / 1000)],
  ])('refuses a form that exceeds 10 MB with %s, and continues', async (_what, body) => {
    expect(await send(form, body, { ends: false })).toEqual(refusal(413, 'Request body is too large'))
    expect(await goodCall()).toMatchObject(good)
  })

  it('refuses GET, and continues', async () => {
    expect(await send({}, '', { method: 'GET' })).toEqual(refusal(405, 'use POST instead of GET'))
    expect(await goodCall()).toMatchObject(good)
  })

  it('continues after a client closes the connection during a request', async () => {
    const sending = request(wechat.url('/admin'), { method: 'POST', headers: form })
    sending.on('error', () => {})
    await new Promise((resolve) => sending.write(part('action', 'wx.openApi'), resolve))
    sending.destroy()
    expect(await goodCall()).toMatchObject(good)
  })

  it.each([
    ['database.watch', 'DATABASE_REQUEST_FAILED'],
    ['storage.copyFile', 'STORAGE_REQUEST_FAIL'],
    ['auth.getUserInfoForAdmin', 'SYS_ERR'],
    ['functions.none', 'SYS_ERR'],
    ['wx.wxCallContainerApi', 'SYS_ERR'],
  ])(
    'responds to %s with the message that it is not simulated and status 200, because SDKs show no message of other statuses',
    async (action, code) => {
      const stub = JSON.stringify({ api: action, answer: { data: {} } })
      const message = `${action} is not simulated by the local WeChat; give it a stub in local-wechat.json or by PUT /emulator/stubs: ${stub}`
      expect(await send(json, JSON.stringify({ action, apiName: 'x' }))).toEqual({
        status: 200,
        type,
        answer: { ...platformError(message), code },
      })
    },
  )

  it.each([
    ...['functions.invokeFunction', 'database.getDocument', 'storage.batchDeleteFile', 'wx.wxPayApi'].flatMap(
      (action) => [
        { action, field: 'wxCloudApiToken' },
        { action, field: 'wxCloudbaseAccesstoken' },
      ],
    ),
  ])('refuses $action with an invalid $field', async ({ action, field }) => {
    const body = { action, function_name: 'bindAccount', apiName: 'unifiedOrder', [field]: 'bogus' }
    expect(await send(json, JSON.stringify(body))).toEqual({
      status: 200,
      type,
      answer: {
        ...platformError('-604104 illegal source of invocation'),
        code: 'WX_FUNCTIONS_SERVER_OPENAPI_ILLEGAL_INVOCATION_SOURCE',
      },
    })
    expect((await wechat.control('GET', 'calls')).body).toEqual([
      expect.objectContaining({ channel: 'cloud', errcode: -604104, wireParams: {} }),
    ])
  })

  it('does not accept the request id of an invocation as a ticket', async () => {
    const { requestID } = Object(await goodCall())
    const body = { action: 'functions.invokeFunction', function_name: 'bindAccount', wxCloudApiToken: requestID }
    expect(await send(json, JSON.stringify(body))).toMatchObject({
      answer: { code: 'WX_FUNCTIONS_SERVER_OPENAPI_ILLEGAL_INVOCATION_SOURCE' },
    })
  })

  it('responds to a failed action of the database with status 200 and the name of the error on the platform', async () => {
    const body = { action: 'database.getDocument', collectionName: 'parcels', query: '{"n":{"$q":1}}' }
    const error = (code: string, message: string) => ({
      status: 200,
      type,
      answer: { ...platformError(message), code },
    })
    expect(await send(json, JSON.stringify(body))).toEqual(
      error(
        'DATABASE_COLLECTION_NOT_EXIST',
        '[ResourceNotFound] Db or Table not exist: parcels. Add it to collections in local-wechat.json: "parcels": []',
      ),
    )
    await wechat.control('PUT', 'database/parcels', [])
    expect(await send(json, JSON.stringify(body))).toEqual(
      error('DATABASE_REQUEST_FAILED', 'unknown query operator $q'),
    )
    expect(await send(json, JSON.stringify({ ...body, limit: -1 }))).toEqual(
      error('INVALID_PARAM', 'limit: Invalid value: Expected >=0 but received -1'),
    )
    expect((await wechat.control('GET', 'calls')).body).toEqual(
      [-502005, -502001, -501007].map((errcode) =>
        expect.objectContaining({
          channel: 'cloud',
          api: 'database.getDocument',
          errcode,
          wireParams: { collectionName: 'parcels' },
        }),
      ),
    )
  })

  it('refuses an upload of any size in the format of the object storage, at the URL from storage.getUploadMetadata', async () => {
    const { answer } = await send(json, '{"action":"storage.getUploadMetadata","path":"/<a>"}')
    expect(answer.data.url).toMatch(
      `${wechat.url('/admin/upload')}?code=INVALID_PARAM&message=path%3A+should+be+a+path`,
    )
    for (const [url, code] of [
      [answer.data.url, 'INVALID_PARAM'],
      [wechat.url('/admin/upload?message=%3Ca%3E'), 'AccessDenied'],
      [wechat.url('/admin/upload?token=unknown'), 'AccessDenied'],
    ]) {
      for (const method of ['POST', 'PUT']) {
        const response = await fetch(url, { method, body: Buffer.alloc(overTheLimit) })
        expect({ status: response.status, text: await response.text() }).toEqual({
          status: 403,
          text: expect.stringMatching(
            `^<\\?xml version="1.0" encoding="utf-8"\\?><Error><Code>${code}</Code><Message>[^<]*</Message><RequestId>req-\\w+</RequestId><TraceId>req-\\w+</TraceId></Error>$`,
          ),
        })
      }
    }
  })
})
