import * as v from 'valibot'
import { recordsSchema } from '../../../../scripts/emulator/state/recordsSchema'
import { seedOf, seedSchema } from '../../../../scripts/emulator/state/seedOf'

describe('seedOf', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_600_000_000_500 }))
  afterEach(() => jest.useRealTimers())

  it('makes an account with the least in it one that the first mini program bound just now', () => {
    const seed = v.parse(seedSchema, { accounts: [{ delivery_id: 'YUNDA', biz_id: '1' }] })
    expect(seedOf(seed, 'wx1')).toEqual({
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
      quotas: [],
    })
  })

  it('leaves what is given', () => {
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
    }
    expect(seedOf(v.parse(seedSchema, data), 'wx1')).toEqual(data)
    expect(v.parse(recordsSchema, data)).toEqual(data)
  })

  it('takes an account as not changed since it was made, unless told', () => {
    const seed = v.parse(seedSchema, { accounts: [{ delivery_id: 'YUNDA', biz_id: '1', create_time: 7 }] })
    expect(seedOf(seed, 'wx1').accounts).toMatchObject([{ create_time: 7, update_time: 7 }])
  })

  it('makes nothing of nothing', () => {
    expect(seedOf({}, 'wx1')).toEqual({ accounts: [], quotas: [] })
  })
})
