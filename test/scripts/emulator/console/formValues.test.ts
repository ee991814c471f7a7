import { addOrder } from '../../../../cloudfunctions/openapi/apis/logistics/addOrder'
import { batchGetOrder } from '../../../../cloudfunctions/openapi/apis/logistics/batchGetOrder'
import { describeParams } from '../../../../cloudfunctions/openapi/params/describeParams'
import { isGroup, paramsWithin, textsOf, valuesOf } from '../../../../scripts/emulator/console/formValues'

const order = describeParams(addOrder.params)

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
    ['orderId.', []],
  ])('returns the names directly in %j: %j', (within, names) => {
    expect(paramsWithin(order, within).map(({ path }) => path)).toEqual(names.map((it) => `${within}${it}`))
  })
})

describe('isGroup', () => {
  it('is true for objects but the service, which is one field', () => {
    const groups = order.filter(isGroup).map(({ path }) => path)
    expect(groups).toEqual(['sender', 'receiver', 'cargo', 'shop', 'insured'])
  })
})

describe('valuesOf', () => {
  const values = (texts: Record<string, string>) => valuesOf(order, texts, JSON.parse)
  const REQUIRED = { sender: {}, receiver: {}, cargo: {}, insured: {} }

  it('leaves out empty fields and unknown parameters', () => {
    expect(values({ orderId: '1', customRemark: '', other: '1' })).toEqual({ orderId: '1', ...REQUIRED })
  })

  it('keeps an empty object only if it is required', () => {
    expect(values({ 'shop.wxaPath': '' })).toEqual(REQUIRED)
    expect(values({ 'shop.wxaPath': '/a' })).toEqual({ ...REQUIRED, shop: { wxaPath: '/a' } })
  })

  it('reads numbers, also zero, and the JSON of lists and of the service', () => {
    const texts = {
      orderId: '1',
      'cargo.weight': '0',
      'cargo.spaceX': '.5',
      'cargo.detailList': '[{"name":"a"}]',
      service: '{"serviceType":0}',
    }
    expect(values(texts)).toEqual({
      ...REQUIRED,
      orderId: '1',
      cargo: { weight: 0, spaceX: 0.5, detailList: [{ name: 'a' }] },
      service: { serviceType: 0 },
    })
    const list = describeParams(batchGetOrder.params)
    expect(valuesOf(list, { orderList: '[{"orderId":"1"}]' }, JSON.parse)).toEqual({ orderList: [{ orderId: '1' }] })
  })

  it('reads the texts of textsOf as the same values', () => {
    const sent = {
      orderId: '1',
      ...REQUIRED,
      cargo: { weight: 0, detailList: [{ name: 'a', count: 1 }] },
      service: { serviceType: 0, serviceName: '标准快递' },
    }
    const texts = textsOf(order, sent)
    expect(texts).toEqual([
      ['orderId', '1'],
      ['cargo.weight', '0'],
      ['cargo.detailList', '[{"name":"a","count":1}]'],
      ['service', '{"serviceType":0,"serviceName":"标准快递"}'],
    ])
    expect(values(Object.fromEntries(texts))).toEqual(sent)
  })
})
