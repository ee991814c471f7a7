import * as v from 'valibot'
import { sampleOrder } from '../../state/sampleOrder'
import { pageOf } from '../pageOf'
import { refused, withBehaviours } from './withBehaviours'

const wechat = withBehaviours()
const get = (order_list: unknown) => wechat.call('batchGetOrder', { order_list })
const asked = (order_id: string, more: object = {}) => ({ order_id, delivery_id: 'YUNDA', ...more })
const told = (order_id: string) => ({
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
  it('tells orders with their pages in the order in which they were asked for', () => {
    const answer = get([asked('2', { waybill_id: 'W2' }), asked('1')])
    expect(answer).toEqual({ order_list: [told('2'), told('1')] })
    expect(v.parse(v.object({ order_list: v.array(v.unknown()) }), answer).order_list.map(pageOf)).toEqual([
      expect.stringContaining('<h1>W2</h1>'),
      expect.stringContaining('<h1>W1</h1>'),
    ])
  })

  it('has the errors inside of the list', () => {
    expect(
      get([asked('none'), asked('1', { waybill_id: 'W2' }), asked('1', { delivery_id: 'JD' }), asked('1')]),
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
        told('1'),
      ],
    })
  })

  it('tells a hundred at once, within the 1 MB that a function may return, and no more', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => asked(`${at}`))
    const answer = get(hundred)
    expect(answer).toEqual({ order_list: hundred.map((it) => told(it.order_id)) })
    expect(JSON.stringify(answer).length).toBeLessThan(1024 * 1024)
    expect(get([...hundred, asked('1')])).toEqual(refused(9300526, 'arg size exceed limit'))
  })

  it.each([undefined, [], {}, 'list', [7], [{ order_id: '1' }], [asked('1', { waybill_id: 1 })]])(
    'refuses %j for a list of orders',
    (list) => {
      expect(get(list)).toEqual(refused(40097, 'invalid args'))
    },
  )
})
