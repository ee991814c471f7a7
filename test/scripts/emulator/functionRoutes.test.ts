import { withLocalWeChat } from '../../withLocalWeChat'

const wechat = withLocalWeChat()

async function post(body: string, headers: Record<string, string> = {}) {
  const response = await fetch(wechat.url('/functions/bindAccount'), { method: 'POST', body, headers })
  return { status: response.status, body: await response.json() }
}
const answered = (errCode: number, errMsg: string) => ({
  status: 200,
  body: { errMsg: 'cloud.callFunction:ok', requestID: expect.any(String), result: { errCode, errMsg } },
})
const FAIL = 'openapi.logistics.bindAccount:fail'

describe('POST /functions/NAME', () => {
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json'])('takes JSON as %s', async (type) => {
    expect(await post('{"type":1}', { 'content-type': type })).toMatchObject({ body: { result: { errCode: -401003 } } })
  })

  it('takes no body for no data', async () => {
    expect(await post('')).toEqual(
      answered(
        -401002,
        `${FAIL} parameter.type is missing; parameter.bizId is missing; parameter.deliveryId is missing`,
      ),
    )
  })

  it('hands on data that is no object, as a server may send', async () => {
    expect(await post('[1]')).toEqual(answered(-401003, `${FAIL} event should be object instead of array`))
  })

  it('refuses a body that is not JSON, and does not quote it', async () => {
    expect(await post('{"password":"hunter2222"')).toEqual({
      status: 400,
      body: {
        errcode: 400,
        errmsg: 'the body is not valid JSON',
        errCode: 400,
        errMsg: 'cloud.callFunction:fail the body is not valid JSON',
      },
    })
  })

  it('takes an empty x-wx-openid for no end user', async () => {
    expect(await post('{"type":1}', { 'x-wx-openid': '' })).toMatchObject({ body: { result: { errCode: -401003 } } })
  })
})
