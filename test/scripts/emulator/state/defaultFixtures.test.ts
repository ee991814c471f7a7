import { defaultFixtures, withDefaults } from '../../../../scripts/emulator/state/defaultFixtures'

const miniPrograms: [{ appid: string; secret: string }] = [{ appid: 'wx1', secret: 'secret' }]
const courier = (delivery_id: string, can_get_quota: 0 | 1) => ({
  delivery_id,
  delivery_name: delivery_id,
  can_use_cash: 0 as const,
  can_get_quota,
  cash_biz_id: '',
  service_type: [],
})

describe('defaultFixtures', () => {
  it('has one mini program with an admin, the known couriers with a customer each, and no accounts, orders or pushes', () => {
    const { miniPrograms, couriers, customers, accounts, orders, pushes } = defaultFixtures()
    expect(miniPrograms).toEqual([
      { appid: 'wx0000000000000000', secret: 'local-secret', members: { admin: ['oAdmin'] } },
    ])
    expect(couriers.map((it) => it.delivery_id)).toEqual([
      'YTO',
      'ZTO',
      'BEST',
      'YUNDA',
      'STO',
      'ANE',
      'UCE',
      'HHTT',
      'JTSD',
      'SF',
      'DB',
      'EMS',
      'JDL',
      'PJ',
    ])
    expect(customers.map((it) => it.delivery_id)).toEqual(couriers.map((it) => it.delivery_id))
    expect({ accounts, orders, pushes }).toEqual({ accounts: [], orders: [], pushes: [] })
  })

  it.each([
    ['YUNDA', { needs_password: true, needs_review: false, quota_num: 100 }],
    ['SF', { needs_password: true, needs_review: false, quota_num: 0 }],
    ['EMS', { needs_password: false, needs_review: true, quota_num: 0 }],
    ['JDL', { needs_password: false, needs_review: false, quota_num: 0 }],
  ])('has a customer at %s', (delivery_id, more) => {
    expect(defaultFixtures().customers.find((it) => it.delivery_id === delivery_id)).toEqual({
      delivery_id,
      biz_id: '123456',
      password: '123456789123456789',
      ...more,
    })
  })
})

describe('withDefaults', () => {
  it('fills in each section that is left out', () => {
    expect(withDefaults({ miniPrograms })).toEqual({ ...defaultFixtures(), miniPrograms })
  })

  it('has the sample customer at each given courier', () => {
    const { customers } = withDefaults({ miniPrograms, couriers: [courier('MINE', 1), courier('OTHER', 0)] })
    expect(customers.map((it) => [it.delivery_id, it.biz_id, it.quota_num])).toEqual([
      ['MINE', '123456', 100],
      ['OTHER', '123456', 0],
    ])
  })

  it('sets the default quota to 100 e-waybills at a franchise courier and 0 at a direct one', () => {
    const customer = { biz_id: '1', password: 'p', needs_password: true, needs_review: false }
    const { customers } = withDefaults({
      miniPrograms,
      customers: [
        { ...customer, delivery_id: 'YUNDA' },
        { ...customer, delivery_id: 'SF' },
        { ...customer, delivery_id: 'STO', quota_num: 7 },
      ],
    })
    expect(customers.map((it) => it.quota_num)).toEqual([100, 0, 7])
  })

  it('uses given sections instead of the defaults', () => {
    const given = {
      miniPrograms,
      couriers: [courier('MINE', 1)],
      customers: [],
      accounts: [],
      orders: [],
      payments: [],
      pushes: [],
      collections: {},
      files: {},
      stubs: [],
    }
    expect(withDefaults(given)).toEqual(given)
  })
})
