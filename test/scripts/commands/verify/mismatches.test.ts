import { batchGetOrder } from '../../../../cloudfunctions/openapi/apis/logistics/batchGetOrder'
import { getAllAccount } from '../../../../cloudfunctions/openapi/apis/logistics/getAllAccount'
import { getQuota } from '../../../../cloudfunctions/openapi/apis/logistics/getQuota'
import { mismatches } from '../../../../scripts/commands/verify/mismatches'

describe('mismatches', () => {
  it('finds nothing in a response with the documented fields', () => {
    expect(mismatches(getQuota.result, { errcode: 0, errmsg: 'ok', quota_num: 2n })).toEqual([])
  })

  it('names what is missing, unknown, or of another type, and no value', () => {
    const list = [
      { biz_id: '1', delivery_id: null, service_type: [{ service_type: '1', service_name: 'x' }], secret: 's' },
    ]

    expect(mismatches(getAllAccount.result, { count: [], list })).toEqual([
      { en: 'count: list', zh: 'count: list' },
      { en: 'list[].deliveryId: null', zh: 'list[].deliveryId: null' },
      ...[
        'createTime',
        'updateTime',
        'statusCode',
        'alias',
        'remarkWrongMsg',
        'remarkContent',
        'quotaNum',
        'quotaUpdateTime',
      ].map((name) => ({ en: `list[].${name}: missing`, zh: `list[].${name}: 缺失` })),
      { en: 'list[].serviceType[].serviceType: string', zh: 'list[].serviceType[].serviceType: string' },
      { en: 'list[].secret: unknown', zh: 'list[].secret: 未知' },
    ])
  })

  it('does not compare an element that is a refusal', () => {
    expect(mismatches(batchGetOrder.result, { order_list: [{ errcode: 930563, errmsg: 'order not exists' }] })).toEqual(
      [],
    )
  })
})
