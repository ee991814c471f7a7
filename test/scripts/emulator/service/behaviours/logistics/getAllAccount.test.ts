import { sample, withLocalWeChat } from '../../../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
const getAll = async () =>
  wechat.https('GET', `/cgi-bin/express/business/account/getall?access_token=${await wechat.token()}`)
const ems = { ...sample, deliveryId: 'EMS', remarkContent: '电话：10086' }

describe('logistics.getAllAccount', () => {
  it('returns an empty list if no account was bound', async () => {
    expect(await getAll()).toEqual({ count: 0, list: [] })
  })

  it('returns an account with every documented field, without an errcode', async () => {
    await wechat.callFunction('bindAccount', sample)
    expect(await getAll()).toEqual({
      count: 1,
      list: [
        {
          biz_id: '123456',
          delivery_id: 'YUNDA',
          create_time: expect.any(Number),
          update_time: expect.any(Number),
          status_code: 0,
          alias: '',
          remark_wrong_msg: '',
          remark_content: '',
          quota_num: 100,
          quota_update_time: expect.any(Number),
          service_type: [{ service_type: 0, service_name: '标准快件' }],
        },
      ],
    })
  })

  it.each([
    ['approved', { approved: true }, { status_code: 0, remark_wrong_msg: '' }],
    ['refused', { approved: false, reason: '地址不详' }, { status_code: 2, remark_wrong_msg: '地址不详' }],
  ])('shows an account whose review was %s', async (_what, review, shown) => {
    await wechat.callFunction('bindAccount', ems)
    expect(await getAll()).toMatchObject({ list: [{ status_code: 1, remark_content: '电话：10086' }] })
    await wechat.control('POST', 'reviews', { delivery_id: 'EMS', biz_id: '123456', ...review })
    expect(await getAll()).toMatchObject({ count: 1, list: [shown] })
  })

  it('shows an unbound account with status_code 3', async () => {
    await wechat.callFunction('bindAccount', sample)
    await wechat.callFunction('bindAccount', { ...sample, type: 'unbind' })
    expect(await getAll()).toMatchObject({ count: 1, list: [{ status_code: 3 }] })
  })
})
