import * as v from 'valibot'
import { withLocalWeChat } from '../../../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat()
const answerSchema = v.strictObject({
  count: v.number(),
  data: v.array(v.looseObject({ delivery_id: v.string() })),
})

describe('logistics.getAllDelivery', () => {
  it('returns the couriers with every documented field, without an errcode', async () => {
    const token = await wechat.token()
    const answer = await wechat.https('GET', `/cgi-bin/express/business/delivery/getall?access_token=${token}`)
    const { count, data } = v.parse(answerSchema, answer)
    expect(count).toBe(14)
    expect(data.map(({ delivery_id }) => delivery_id).join(' ')).toBe(
      'YTO ZTO BEST YUNDA STO ANE UCE HHTT JTSD SF DB EMS JDL PJ',
    )
    expect(data[10]).toEqual({
      delivery_id: 'DB',
      delivery_name: '德邦快递',
      can_use_cash: 1,
      can_get_quota: 0,
      cash_biz_id: 'DB_CASH',
      service_type: [
        { service_type: 1, service_name: '大件快递3.60' },
        { service_type: 2, service_name: '特准快件' },
      ],
    })
  })
})
