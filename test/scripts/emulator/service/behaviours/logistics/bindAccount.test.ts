import { returnedIn } from '../../../../../helpers/callFunction'
import { sample, withLocalWeChat } from '../../../../../helpers/withLocalWeChat'

/** Runs the built function with the real SDK on the local WeChat. */
const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })
const unbind = { type: 'unbind', biz_id: '123456', delivery_id: 'YUNDA' }
const ems = {
  ...sample,
  deliveryId: 'EMS',
  remarkContent: '电话：10086 联系人：张三 服务类型：标准快递 发货地址：广东省深圳市',
}

const answered = (result: unknown) => ({ errMsg: 'cloud.callFunction:ok', requestID: expect.any(String), result })
const ok = answered({ errCode: 0, errMsg: 'openapi.logistics.bindAccount:ok' })
const refused = (errCode: number, errmsg: string) =>
  answered({
    errCode,
    errMsg: expect.stringMatching(
      new RegExp(`^openapi\\.logistics\\.bindAccount:fail ${errmsg} rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$`),
    ),
  })
const failed = (errCode: number, problem: string) =>
  answered({ errCode, errMsg: `openapi.logistics.bindAccount:fail ${problem}` })

const bind = (data: object, openid: string | undefined = 'oAdmin') => wechat.callFunction('bindAccount', data, openid)

describe('logistics.bindAccount', () => {
  it("binds the sample of WeChat's documentation once", async () => {
    expect(await bind(sample)).toEqual(ok)
    expect(await bind(sample)).toEqual(refused(9300529, 'biz_id already bind'))
  })

  it('unbinds a bound account once', async () => {
    expect(await bind(unbind)).toEqual(refused(9300530, 'biz_id not exist'))
    await bind(sample)
    expect(await bind(unbind)).toEqual(ok)
    expect(await bind(unbind)).toEqual(refused(9300530, 'biz_id not exist'))
  })

  it('binds an account again after it was unbound', async () => {
    for (const data of [sample, unbind, sample]) expect(await bind(data)).toEqual(ok)
  })

  it('sends a bind to EMS for review', async () => {
    expect(await bind(ems)).toEqual(refused(9300532, 'bind request submitted, under review'))
    expect(await bind(ems)).toEqual(refused(9300532, 'bind request submitted, under review'))
  })

  it.each([
    ['a wrong password', { ...sample, password: 'wrong-password' }, 9300531, 'invalid biz_id or password'],
    ['a missing password', { ...sample, password: undefined }, 9300531, 'invalid biz_id or password'],
    ['an unknown customer code', { ...sample, bizId: 'nobody' }, 9300531, 'invalid biz_id or password'],
    ['an unknown courier', { ...sample, deliveryId: 'JD' }, 9300503, 'Specified delivery id is not registerred'],
    ['SF without a password', { ...sample, deliveryId: 'SF', password: '' }, 40097, 'invalid args'],
    ['EMS without a remark', { ...ems, remarkContent: '' }, 40097, 'invalid args'],
  ])('refuses %s', async (_what, data, errcode, errmsg) => {
    expect(await bind(data)).toEqual(refused(errcode, errmsg))
    expect(await bind(unbind)).toEqual(refused(9300530, 'biz_id not exist'))
  })

  it.each(['EMS', 'JDL'])('needs no password for %s', async (deliveryId) => {
    const { password: _, ...data } = { ...ems, deliveryId }
    expect(await bind(data)).toEqual(
      deliveryId === 'EMS' ? refused(9300532, 'bind request submitted, under review') : ok,
    )
  })

  it.each(['', null])('treats %j over HTTPS as no password and no remark', async (nothing) => {
    const path = `/cgi-bin/express/business/account/bind?access_token=${await wechat.token()}`
    const post = (delivery_id: string, more: object) =>
      wechat.https('POST', path, JSON.stringify({ type: 'bind', biz_id: '123456', delivery_id, ...more }))
    const refusal = (errcode: number, errmsg: string) => ({
      errcode,
      errmsg: expect.stringMatching(new RegExp(`^${errmsg} rid: `)),
    })

    expect(await post('JDL', { password: nothing, remark_content: nothing })).toEqual({ errcode: 0, errmsg: 'ok' })
    expect(await post('EMS', { password: nothing, remark_content: '电话' })).toEqual(
      refusal(9300532, 'bind request submitted, under review'),
    )
    expect(await post('PJ', { password: nothing })).toEqual(refusal(9300531, 'invalid biz_id or password'))
    expect(await post('SF', { password: nothing })).toEqual(refusal(40097, 'invalid args'))
    const { body } = await wechat.control('GET', 'state')
    expect(body.accounts).toMatchObject([
      { delivery_id: 'JDL', status_code: 0, remark_content: '' },
      { delivery_id: 'EMS', status_code: 1, remark_content: '电话' },
    ])
  })

  it('binds the built-in customer of each courier', async () => {
    for (const deliveryId of 'YTO ZTO BEST YUNDA STO ANE UCE HHTT JTSD SF DB JDL PJ'.split(' ')) {
      expect({ deliveryId, answer: await bind({ ...sample, deliveryId }) }).toEqual({ deliveryId, answer: ok })
    }
  })

  it.each([
    [
      'a stranger',
      sample,
      'oStranger',
      -401001,
      'the caller "oStranger" is not an admin: add this id to the function\'s environment variable ADMIN_OPENIDS',
    ],
    [
      'a misspelt name',
      { type: 'bind', bizID: '1', deliveryId: 'YUNDA' },
      'oAdmin',
      -401002,
      'parameter.bizID is unknown, did you mean "bizId"? (known: type, bizId, deliveryId, password, remarkContent)',
    ],
    ['a number', { ...sample, bizId: 1 }, 'oAdmin', -401003, 'parameter.bizId should be string instead of number'],
  ])('is refused by the function itself for %s', async (_what, data, openid, errCode, problem) => {
    expect(await bind(data, openid)).toEqual(failed(errCode, problem))
  })

  it('accepts a call from the cloud without a user', async () => {
    expect(await wechat.callFunction('bindAccount', sample)).toEqual(ok)
  })

  it('returns only errCode and errMsg, in this order', async () => {
    for (const data of [sample, sample, {}]) {
      expect(JSON.stringify(returnedIn(await bind(data)).result)).toMatch(/^\{"errCode":-?\d+,"errMsg":"[^"]*"\}$/)
    }
  })
})
