import * as v from 'valibot'
import { sampleOrder } from '../../../state/sampleOrder'
import { pageOf } from '../../pageOf'
import { refused, withBehaviours } from '../withBehaviours'

const wechat = withBehaviours()
const get = (order_list: unknown) => wechat.call('batchGetOrder', { order_list })
const requested = (order_id: string, more: object = {}) => ({ order_id, delivery_id: 'YUNDA', ...more })
const found = (order_id: string) => ({
  errcode: 0,
  errmsg: 'ok',
  print_html: expect.any(String),
  waybill_data: [],
  order_id,
  delivery_id: 'YUNDA',
  waybill_id: `W${order_id}`,
  order_status: 0,
})

beforeEach(() => wechat.seed({ orders: Array.from({ length: 100 }, (_, at) => sampleOrder(`${at}`)) }))

describe('logistics.batchGetOrder', () => {
  it('returns orders with their pages in the requested order', () => {
    const answer = get([requested('2', { waybill_id: 'W2' }), requested('1')])
    expect(answer).toEqual({ order_list: [found('2'), found('1')] })
    expect(v.parse(v.object({ order_list: v.array(v.unknown()) }), answer).order_list.map(pageOf)).toEqual([
      expect.stringContaining('<h1>W2</h1>'),
      expect.stringContaining('<h1>W1</h1>'),
    ])
  })

  it('returns errors inside the list', () => {
    expect(
      get([
        requested('none'),
        requested('1', { waybill_id: 'W2' }),
        requested('1', { delivery_id: 'JD' }),
        requested('1'),
      ]),
    ).toEqual({
      order_list: [
        { errcode: 930563, errmsg: 'order not exists', order_id: 'none', delivery_id: 'YUNDA', waybill_id: '' },
        { errcode: 9300528, errmsg: 'invalid waybill_id', order_id: '1', delivery_id: 'YUNDA', waybill_id: 'W2' },
        {
          errcode: 9300503,
          errmsg: 'Specified delivery id is not registerred',
          order_id: '1',
          delivery_id: 'JD',
          waybill_id: '',
        },
        found('1'),
      ],
    })
  })

  it('returns up to 100 orders, within the 1 MB that a function may return', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => requested(`${at}`))
    const answer = get(hundred)
    expect(answer).toEqual({ order_list: hundred.map((it) => found(it.order_id)) })
    expect(JSON.stringify(answer).length).toBeLessThan(1024 * 1024)
    expect(get([...hundred, requested('1')])).toEqual(refused(9300526, 'arg size exceed limit'))
  })

  it.each([undefined, [], {}, 'list', [7], [{ order_id: '1' }], [requested('1', { waybill_id: 1 })]])(
    'refuses %j as the list of orders',
    (list) => {
      expect(get(list)).toEqual(refused(40097, 'invalid args'))
    },
  )
})
