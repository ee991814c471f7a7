import { addOrder, addOrderTexts } from '../../../../cloudfunctions/openapi/apis/addOrder'
import { batchGetOrder } from '../../../../cloudfunctions/openapi/apis/batchGetOrder'
import { describeParams } from '../../../../cloudfunctions/openapi/params/describeParams'
import { paramsWithin, valuesOf } from '../../../../scripts/emulator/console/formValues'

const order = describeParams(addOrder.params, addOrderTexts)

describe('paramsWithin', () => {
  it.each([
    [
      '',
      [
        'addSource',
        'wxAppid',
        'orderId',
        'openid',
        'deliveryId',
        'bizId',
        'customRemark',
        'tagid',
        'sender',
        'receiver',
        'cargo',
        'shop',
        'insured',
        'service',
        'expectTime',
        'takeMode',
      ],
    ],
    ['cargo.', ['count', 'weight', 'spaceX', 'spaceY', 'spaceZ', 'detailList']],
    ['cargo.detailList[].', ['name', 'count']],
    ['orderId.', []],
  ])('returns the names directly in %j: %j', (within, names) => {
    expect(paramsWithin(order, within).map(({ name }) => name)).toEqual(names)
  })
})

describe('valuesOf', () => {
  const [cargo, insured] = ['cargo', 'insured'].map((path) => order.filter((it) => it.path.startsWith(path)))

  it('leaves out empty fields and unknown parameters', () => {
    expect(valuesOf(order, { orderId: '1', customRemark: '', tagid: undefined, other: 1 })).toEqual({
      orderId: '1',
      sender: {},
      receiver: {},
      cargo: { detailList: [] },
      insured: {},
      service: {},
    })
  })

  it('keeps an empty object only if it is required', () => {
    expect(valuesOf(insured ?? [], {})).toEqual({ insured: {} })
    expect(valuesOf(order, { shop: { wxaPath: '' } })).not.toHaveProperty('shop')
    expect(valuesOf(order, { shop: { wxaPath: '/a' } })).toHaveProperty('shop', { wxaPath: '/a' })
  })

  it('keeps zero, and the order of lists', () => {
    const draft = { cargo: { weight: 0, detailList: [{ name: 'a', count: 0 }, { name: '' }] } }
    expect(valuesOf(cargo ?? [], draft)).toEqual({ cargo: { weight: 0, detailList: [{ name: 'a', count: 0 }, {}] } })
    const list = describeParams(batchGetOrder.params, {})
    expect(valuesOf(list, { orderList: [{ orderId: '1', waybillId: '' }] })).toEqual({ orderList: [{ orderId: '1' }] })
  })
})
