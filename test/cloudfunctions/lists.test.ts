import { sample, withLocalWeChat } from '../helpers/withLocalWeChat'

/** The functions that change nothing, built, and run through the real SDK. */
const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })
const result = async (name: string, data: object) => Object(await wechat.callFunction(name, data, 'oAdmin')).result

describe('getAllAccount', () => {
  it('returns the bound accounts to an admin', async () => {
    await result('bindAccount', sample)

    expect(await result('getAllAccount', {})).toStrictEqual({
      errCode: 0,
      errMsg: 'openapi.logistics.getAllAccount:ok',
      count: 1,
      list: [
        {
          bizId: '123456',
          deliveryId: 'YUNDA',
          createTime: expect.any(Number),
          updateTime: expect.any(Number),
          statusCode: 0,
          alias: '',
          remarkWrongMsg: '',
          remarkContent: '',
          quotaNum: 100,
          quotaUpdateTime: expect.any(Number),
          serviceType: [{ serviceType: 0, serviceName: '标准快件' }],
        },
      ],
    })
  })

  it("returns the progress of EMS's review to an admin", async () => {
    await result('bindAccount', { ...sample, deliveryId: 'EMS', remarkContent: '电话：10086' })
    await wechat.control('POST', 'reviews', {
      delivery_id: 'EMS',
      biz_id: '123456',
      approved: false,
      reason: '地址不详',
    })

    expect((await result('getAllAccount', {})).list).toMatchObject([{ statusCode: 2, remarkWrongMsg: '地址不详' }])
  })
})

describe('getAllDelivery', () => {
  it('returns the couriers to an admin', async () => {
    const { data, ...rest } = await result('getAllDelivery', {})

    expect(rest).toStrictEqual({ errCode: 0, errMsg: 'openapi.logistics.getAllDelivery:ok', count: 14 })
    expect(data.slice(0, 1)).toStrictEqual([
      {
        deliveryId: 'YTO',
        deliveryName: '圆通速递',
        canUseCash: 0,
        canGetQuota: 1,
        cashBizId: '',
        serviceType: [
          { serviceType: 0, serviceName: '普通快递' },
          { serviceType: 1, serviceName: '圆准达' },
        ],
      },
    ])
  })
})

describe('getQuota', () => {
  it('returns the number of remaining e-waybills to an admin', async () => {
    await result('bindAccount', sample)

    expect(await result('getQuota', { deliveryId: 'YUNDA', bizId: '123456' })).toStrictEqual({
      errCode: 0,
      errMsg: 'openapi.logistics.getQuota:ok',
      quotaNum: 100,
    })
  })

  it('returns an error with its own name in the message', async () => {
    expect(await result('getQuota', { deliveryId: 'YUNDA', bizId: '123456' })).toStrictEqual({
      errCode: 9300525,
      errMsg: expect.stringMatching(/^openapi\.logistics\.getQuota:fail biz id not bind rid: [\w-]{26}$/),
    })
  })
})

describe.each(['getAllAccount', 'getAllDelivery', 'getQuota'])('%s', (name) => {
  it('refuses a user who is not an admin', async () => {
    expect(Object(await wechat.callFunction(name, {}, 'oVisitor')).result).toStrictEqual({
      errCode: -401001,
      errMsg:
        `openapi.logistics.${name}:fail the caller "oVisitor" is not an admin: ` +
        "add this id to the function's environment variable ADMIN_OPENIDS",
    })
  })
})
