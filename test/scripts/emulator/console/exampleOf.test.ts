import { exampleOf } from '../../../../scripts/emulator/console/exampleOf'
import { sample, withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })
const state = async () => (await wechat.control('GET', 'state')).body
const bind = (more: object = {}) => wechat.callFunction('bindAccount', { ...sample, ...more })
const order = async (example: object | undefined) => wechat.callFunction('addOrder', example)

describe('exampleOf', () => {
  it('returns an order of the sandbox while nothing is bound, and then of the bound account', async () => {
    const inSandbox = exampleOf('logistics.addOrder', await state())
    expect(inSandbox).toMatchObject({ deliveryId: 'TEST', bizId: 'test_biz_id', openid: 'oAdmin' })
    expect(await order(inSandbox)).toMatchObject({ result: { errCode: 0 } })
    await bind({ deliveryId: 'SF' })
    const bound = { ...exampleOf('logistics.addOrder', await state()), orderId: 'another' }
    expect(bound).toMatchObject({ deliveryId: 'SF', service: { serviceName: '标准快递' } })
    expect(await order(bound)).toMatchObject({ result: { errCode: 0 } })
  })

  it('returns a bind of an unbound customer, with a remark if it needs a review', async () => {
    expect(exampleOf('logistics.bindAccount', await state())).toEqual({
      type: 'bind',
      deliveryId: 'YTO',
      bizId: '123456',
    })
    await wechat.control('PUT', 'state', {
      accounts: (await state()).customers
        .filter(({ delivery_id }) => delivery_id !== 'EMS')
        .map(({ delivery_id, biz_id }) => ({ delivery_id, biz_id })),
    })
    const ems = exampleOf('logistics.bindAccount', await state())
    expect(ems).toEqual({
      type: 'bind',
      deliveryId: 'EMS',
      bizId: '123456',
      remarkContent: '电话：13800000000 联系人：张三 服务类型：标准快递 发货地址：广东省广州市海珠区新港中路 397 号',
    })
    expect(await wechat.callFunction('bindAccount', ems)).toMatchObject({ result: { errCode: 9300532 } })
  })

  it('uses accounts of the first mini program, for which the page makes its calls', async () => {
    const account = { delivery_id: 'YTO', biz_id: '123456' }
    await wechat.control('PUT', 'state', { accounts: [{ ...account, appid: 'wx1' }] })
    expect(exampleOf('logistics.addOrder', await state())).toMatchObject({ deliveryId: 'TEST' })
    expect(exampleOf('logistics.bindAccount', await state())).toMatchObject({ deliveryId: 'YTO' })
  })

  it('returns undefined for short forms, and an example before the state is fetched', () => {
    expect(exampleOf('logistics.getQuota', undefined)).toBeUndefined()
    expect(exampleOf('logistics.addOrder', undefined)).toMatchObject({ deliveryId: 'TEST' })
  })
})
