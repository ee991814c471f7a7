import * as v from 'valibot'
import { seedOf, seedSchema } from '../../../../scripts/emulator/state/recordsSchema'
import { recordsOf } from './recordsOf'
import { sampleOrder } from './sampleOrder'
import { samplePayment } from './samplePayment'

describe('seedOf', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_600_000_000_500 }))
  afterEach(() => jest.useRealTimers())

  it('completes an account as bound now by the first mini program', () => {
    const seed = v.parse(seedSchema, { accounts: [{ delivery_id: 'YUNDA', biz_id: '1' }] })
    expect(seedOf(seed, 'wx1')).toEqual(
      recordsOf({
        accounts: [
          {
            appid: 'wx1',
            delivery_id: 'YUNDA',
            biz_id: '1',
            create_time: 1_600_000_000,
            update_time: 1_600_000_000,
            status_code: 0,
            alias: '',
            remark_wrong_msg: '',
            remark_content: '',
          },
        ],
      }),
    )
  })

  it('completes an order as not collected yet', () => {
    const order = { order_id: '1', delivery_id: 'YUNDA', waybill_id: 'W1' }
    expect(seedOf(v.parse(seedSchema, { orders: [order] }), 'wx1')).toEqual(
      recordsOf({ orders: [sampleOrder('1', { appid: 'wx1', create_time: 1_600_000_000 })] }),
    )
  })

  it('completes a printer with only an openid', () => {
    expect(seedOf(v.parse(seedSchema, { printers: [{ openid: 'oABC' }] }), 'wx1')).toEqual(
      recordsOf({ printers: [{ appid: 'wx1', openid: 'oABC', tagid_list: [] }] }),
    )
  })

  it('completes a payment as paid now', () => {
    const payment = { transaction_id: '4200000001', openid: 'oBuyer', paid_amount: 100 }
    const now = 1_600_000_000
    expect(seedOf(v.parse(seedSchema, { payments: [payment] }), 'wx1')).toEqual(
      recordsOf({ payments: [samplePayment({ appid: 'wx1', trade_create_time: now, pay_time: now })] }),
    )
  })

  it('keeps given fields', () => {
    const data = {
      accounts: [
        {
          appid: 'wx2',
          delivery_id: 'YUNDA',
          biz_id: '1',
          create_time: 1,
          update_time: 2,
          status_code: 2 as const,
          alias: 'a',
          remark_wrong_msg: 'b',
          remark_content: 'c',
        },
      ],
      quotas: [{ delivery_id: 'YUNDA', biz_id: '1', used: 3, update_time: 4 }],
      orders: [sampleOrder('1', { appid: 'wx2', tagid: 7, expect_time: 0, take_mode: 1 as const })],
      printers: [{ appid: 'wx2', openid: 'oABC', tagid_list: ['123'] }],
      payments: [samplePayment({ appid: 'wx2', trade_state: 'CLOSED', pay_time: 0, attach: 'a' })],
    }
    expect(seedOf(v.parse(seedSchema, data), 'wx1')).toEqual(data)
    expect(v.parse(seedSchema, data)).toEqual(data)
  })

  it('uses create_time as the default of update_time', () => {
    const seed = v.parse(seedSchema, { accounts: [{ delivery_id: 'YUNDA', biz_id: '1', create_time: 7 }] })
    expect(seedOf(seed, 'wx1').accounts).toMatchObject([{ create_time: 7, update_time: 7 }])
  })

  it('returns no records for an empty seed', () => {
    expect(seedOf({}, 'wx1')).toEqual(recordsOf({}))
  })
})
