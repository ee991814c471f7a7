import { sample, withLocalWeChat } from '../../../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
const getQuota = async (wireParams: object) =>
  wechat.https(
    'POST',
    `/cgi-bin/express/business/quota/get?access_token=${await wechat.token()}`,
    JSON.stringify(wireParams),
  )

describe('logistics.getQuota', () => {
  it('returns the balance of a bound account without an errcode', async () => {
    await wechat.callFunction('bindAccount', sample)
    expect(await getQuota({ delivery_id: 'YUNDA', biz_id: '123456' })).toEqual({ quota_num: 100 })
  })

  it.each([
    ['an account that is not bound', { delivery_id: 'YUNDA', biz_id: '123456' }, 9300525, 'biz id not bind'],
    ['an unknown courier', { delivery_id: 'NONE', biz_id: '1' }, 9300503, 'Specified delivery id is not registerred'],
    ['a direct courier', { delivery_id: 'JDL', biz_id: '123456' }, 40097, 'invalid args'],
    ['a missing parameter', { delivery_id: 'YUNDA' }, 40097, 'invalid args'],
  ])('refuses %s', async (_what, wireParams, errcode, errmsg) => {
    expect(await getQuota(wireParams)).toEqual({ errcode, errmsg: expect.stringContaining(`${errmsg} rid: `) })
  })
})
