import { sampleOrder } from '../../../state/sampleOrder'
import { refused, withBehaviours } from '../withBehaviours'

const wechat = withBehaviours()
/** The sample of WeChat's documentation, which does not list the last action_type. */
const path_item_list = [
  { action_time: 1533052800, action_type: 100001, action_msg: '快递员已成功取件' },
  { action_time: 1533062800, action_type: 200001, action_msg: '快件已到达xxx集散中心，准备发往xxx' },
  { action_time: 1533072800, action_type: 300001, action_msg: '快递员已出发，联系电话xxxxxx' },
]
const get = (more: object = {}, caller?: string) =>
  wechat.call('getPath', { delivery_id: 'YUNDA', waybill_id: 'W1', ...more }, caller)

beforeEach(() =>
  wechat.seed({ orders: [sampleOrder('1', { openid: 'oABC123456', path_item_list }), sampleOrder('2')] }),
)

describe('logistics.getPath', () => {
  it.each([
    ['its waybill', {}],
    ['its waybill and any order_id and openid, which are ignored', { order_id: 'another', openid: 'oStranger' }],
  ])('returns the path of a parcel by %s', (_what, more) => {
    expect(get(more)).toEqual({
      openid: 'oABC123456',
      delivery_id: 'YUNDA',
      waybill_id: 'W1',
      path_item_num: 3,
      path_item_list,
    })
  })

  it('returns an empty path for a parcel that has not moved', () => {
    expect(get({ waybill_id: 'W2' })).toEqual({
      openid: '',
      delivery_id: 'YUNDA',
      waybill_id: 'W2',
      path_item_num: 0,
      path_item_list: [],
    })
  })

  it.each([
    ['no waybill_id', { waybill_id: undefined }, 40097, 'invalid args'],
    ['an empty waybill_id', { waybill_id: '' }, 40097, 'invalid args'],
    ['an unknown courier', { delivery_id: 'JD' }, 9300503, 'Specified delivery id is not registerred'],
    ['an unknown waybill', { waybill_id: '75120000000000' }, 40199, 'waybill_id not found'],
    ["another courier's waybill", { delivery_id: 'SF' }, 40199, 'waybill_id not found'],
  ])('refuses %s', (_what, more, errcode, message) => {
    expect(get(more)).toEqual(refused(errcode, message))
  })

  it('does not find a waybill of another mini program', () => {
    expect(get({}, 'wx1')).toEqual(refused(40199, 'waybill_id not found'))
  })
})
