import type { Account } from '../../../../cloudfunctions/openapi/apis/getAllAccount'
import { createOpenApi } from '../../../../cloudfunctions/openapi/createOpenApi'
import { quotas } from '../../../../scripts/doctor/checks/miniProgram'

const account: Account = {
  bizId: '123456',
  deliveryId: 'YUNDA',
  createTime: 1,
  updateTime: 1,
  statusCode: 0,
  alias: '',
  remarkWrongMsg: '',
  remarkContent: '',
  quotaNum: 0,
  quotaUpdateTime: 1,
  serviceType: [],
}

describe('quotas', () => {
  it('prints a balance beyond 2^53 exactly', async () => {
    const openapi = createOpenApi({
      getAccessToken: () => 'token',
      fetch: async (url) =>
        new Response(
          String(url).includes('/delivery/getall')
            ? '{"count":1,"data":[{"delivery_id":"YUNDA","can_get_quota":1}]}'
            : '{"quota_num":9007199254740993}',
        ),
    })

    expect(await quotas({ openapi, invoke: jest.fn() }, [account])).toStrictEqual([
      {
        level: 'right',
        what: {
          en: 'YUNDA 123456 has 9007199254740993 e-waybills left',
          zh: 'YUNDA 123456 电子面单余额 9007199254740993',
        },
      },
    ])
  })
})
