import { recordMistakes, type SoakReport, whatIsWrong } from '../../../scripts/soak/mistakes'
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
  it('finds nothing if there are no duplicates and each order has used an e-waybill', () => {
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

  it('finds duplicates', () => {
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
    ).toEqual(['account c1 exists twice', 'order 1 exists twice', 'waybill W exists twice', 'station 1 0 exists twice'])
  })

  it('finds e-waybills used without an order, and orders without a used e-waybill', () => {
    expect(
      recordMistakes({ ...records, orders: [sampleOrder('1', { biz_id: 'shop1' })], quotas: [used('shop2', 1)] }),
    ).toEqual(['shop1: 1 orders, 0 e-waybills used', 'shop2: 0 orders, 1 e-waybills used'])
  })

  it('finds more used e-waybills than the scarce customer had', () => {
    const orders = [...Array(41).keys()].map((number) => sampleOrder(`${number}`, { biz_id: 'scarce' }))
    expect(recordMistakes({ ...records, orders, quotas: [used('scarce', 41)] })).toEqual([
      'scarce: more e-waybills used than available',
    ])
  })
})

const good: SoakReport = {
  calls: 100,
  lost: 10,
  unknown: 20,
  killedFunctions: 1,
  killedEmulators: 1,
  savedFixtures: 3,
  brokenFixtures: 1,
  orders: 1,
  documents: 1,
  pushes: { delivered: 1, repeated: 0, givenUp: 0 },
  disagreements: [],
  endedInMs: 4000,
  processesLeft: 0,
  memoryMB: { early: 100, late: 200 },
}

describe('whatIsWrong', () => {
  it('finds nothing if all actions happened without failures', () => {
    expect(whatIsWrong(good)).toEqual([])
  })

  it.each<[string, Partial<SoakReport>]>([
    [
      'c1: bound on disk: false, which contradicts the responses',
      { disagreements: ['c1: bound on disk: false, which contradicts the responses'] },
    ],
    ['2 processes of functions are left', { processesLeft: 2 }],
    ['the local WeChat took 4001 ms to stop', { endedInMs: 4001 }],
    ['memory grew by 101 MB', { memoryMB: { early: 100, late: 201 } }],
    ['no call got a response', { unknown: 100 }],
    ['no function was killed', { killedFunctions: 0 }],
    ['no local WeChat was killed', { killedEmulators: 0 }],
    ['no fixtures were saved', { savedFixtures: 1 }],
    ['no fixtures were saved with a mistake', { brokenFixtures: 0 }],
    ['no order was placed', { orders: 0 }],
    ['no document was read or changed', { documents: 0 }],
    ['nothing was pushed', { pushes: { delivered: 0, repeated: 9, givenUp: 9 } }],
  ])('says: %s', (sentence, wrong) => {
    expect(whatIsWrong({ ...good, ...wrong })).toEqual([sentence])
  })
})
