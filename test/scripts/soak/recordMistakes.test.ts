import { recordMistakes } from '../../../scripts/soak/recordMistakes'
import { sampleOrder } from '../emulator/state/sampleOrder'

const account = (biz_id: string) => ({
  appid: 'wx0000000000000000',
  delivery_id: 'YUNDA',
  biz_id,
  create_time: 1,
  update_time: 1,
  status_code: 0 as const,
  alias: '',
  remark_wrong_msg: '',
  remark_content: '',
})
const used = (biz_id: string, count: number) => ({ delivery_id: 'YUNDA', biz_id, used: count, update_time: 1 })
const station = (action_msg: string) => ({ action_time: 1, action_type: 100001, action_msg })
const records = { accounts: [], orders: [], quotas: [], printers: [] }

describe('recordMistakes', () => {
  it('finds none where each thing is there once and each order has used an e-waybill', () => {
    expect(
      recordMistakes({
        ...records,
        accounts: [account('c1'), account('c2')],
        orders: [
          sampleOrder('1', { biz_id: 'shop1', path_item_list: [station('1 0')] }),
          sampleOrder('2', { biz_id: 'shop1', path_item_list: [station('2 1')] }),
        ],
        quotas: [used('shop1', 2)],
      }),
    ).toEqual([])
  })

  it('finds what is there twice', () => {
    expect(
      recordMistakes({
        ...records,
        accounts: [account('c1'), account('c1')],
        orders: [
          sampleOrder('1', { waybill_id: 'W', biz_id: 'shop1', path_item_list: [station('1 0'), station('1 0')] }),
          sampleOrder('1', { waybill_id: 'W', biz_id: 'shop1' }),
        ],
        quotas: [used('shop1', 2)],
      }),
    ).toEqual([
      'account c1 is there twice',
      'order 1 is there twice',
      'waybill W is there twice',
      'station 1 0 is there twice',
    ])
  })

  it('finds e-waybills that were used for no order, and orders that have used none', () => {
    expect(
      recordMistakes({ ...records, orders: [sampleOrder('1', { biz_id: 'shop1' })], quotas: [used('shop2', 1)] }),
    ).toEqual(['shop1: 1 orders, 0 e-waybills used', 'shop2: 0 orders, 1 e-waybills used'])
  })

  it('finds more e-waybills used than the scarce customer had', () => {
    const orders = [...Array(41).keys()].map((number) => sampleOrder(`${number}`, { biz_id: 'scarce' }))
    expect(recordMistakes({ ...records, orders, quotas: [used('scarce', 41)] })).toEqual([
      'scarce: more e-waybills used than it had',
    ])
  })
})
