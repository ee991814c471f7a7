import * as v from 'valibot'
import { addOrder } from '../../../../cloudfunctions/openapi/apis/logistics/addOrder'
import { batchGetOrder } from '../../../../cloudfunctions/openapi/apis/logistics/batchGetOrder'
import { getQuota } from '../../../../cloudfunctions/openapi/apis/logistics/getQuota'
import { conditional } from '../../../../cloudfunctions/openapi/apis/schemas'
import { describeFields, describeParams } from '../../../../cloudfunctions/openapi/params/describeParams'

const order = describeParams(addOrder.params)
const of = (path: string) => order.find((it) => it.path === path)

describe('describeParams', () => {
  it('describes the parameters of an API in order', () => {
    expect(describeParams(getQuota.params)).toStrictEqual([
      {
        path: 'deliveryId',
        kind: 'text',
        required: true,
        description: { en: 'required: the courier, from getAllDelivery', zh: '必填：快递公司 ID，见 getAllDelivery' },
      },
      {
        path: 'bizId',
        kind: 'text',
        required: true,
        description: { en: 'required: the customer code at the courier', zh: '必填：客户编码' },
      },
    ])
  })

  it('describes parameters in lists and objects by their paths', () => {
    expect(describeParams(batchGetOrder.params)).toStrictEqual([
      {
        path: 'orderList',
        kind: 'list',
        required: true,
        description: { en: 'list, up to 100 elements, required: the orders', zh: '列表，最多 100 项，必填：订单列表' },
      },
      {
        path: 'orderList[].orderId',
        kind: 'text',
        required: true,
        description: {
          en: "up to 512 bytes, required: the merchant's own id of the order",
          zh: '最多 512 字节，必填：订单 ID',
        },
      },
      {
        path: 'orderList[].deliveryId',
        kind: 'text',
        required: true,
        description: { en: 'required: the courier, from getAllDelivery', zh: '必填：快递公司 ID，见 getAllDelivery' },
      },
      {
        path: 'orderList[].waybillId',
        kind: 'text',
        required: false,
        description: { en: 'optional: the number of the waybill', zh: '选填：运单 ID' },
      },
    ])
  })

  it.each([
    [
      'addSource',
      'number',
      true,
      '0 or 2, required: where the buyer ordered: 0 in the mini program, 2 in an App or H5 (the buyer gets no notices)' +
        ' / 0 或 2，必填：订单来源：0 小程序订单，2 App 或 H5 订单（不发送物流服务通知）',
    ],
    [
      'expectTime',
      'number',
      false,
      'whole number, at least 0, optional: when the courier should come, Unix time in seconds (not milliseconds), 0 if agreed; required for SF, which otherwise sends nobody' +
        ' / 整数，不小于 0，选填：期望上门揽件时间，Unix 时间戳，单位秒（不是毫秒）；0 表示已约定取件时间。顺丰必填，否则没有收件员上门',
    ],
    ['cargo', 'object', true, 'object, required: the parcels / 对象，必填：包裹信息'],
    [
      'cargo.weight',
      'number',
      true,
      'number, at least 0, required: the total weight, in kg / 数字，不小于 0，必填：货物总重量，单位千克',
    ],
    [
      'insured.insuredValue',
      'number',
      false,
      'whole number, at least 0, optional: the insured value in fen: 10000 is 100 yuan / 整数，不小于 0，选填：保价金额，单位分：10000 表示 100 元',
    ],
    [
      'openid',
      'text',
      false,
      "required unless addSource is 2: the buyer's openid in the mini program / addSource 不为 2 时必填：买家在小程序中的 openid",
    ],
    [
      'wxAppid',
      'text',
      false,
      'required if addSource is 2: the appid of the App or H5, bound to the same open platform account as the mini program / addSource 为 2 时必填：App 或 H5 的 appid，须与小程序绑定同一开放平台账号',
    ],
    [
      'sender.mobile',
      'text',
      false,
      'up to 32 bytes, required unless tel is filled in: a mobile number / 最多 32 字节，未填写 tel 时必填：手机号码',
    ],
  ])('describes type, limits, unit and condition of %s', (path, kind, required, description) => {
    const [en = '', zh = ''] = description.split(' / ')
    const { choices, ...described } = of(path) ?? {}
    expect(described).toStrictEqual({ path, kind, required, description: { en, zh } })
    expect(choices).toStrictEqual(path === 'addSource' ? [0, 2] : undefined)
  })

  it('describes a parameter that is required because another one is filled in', () => {
    const text = v.optional(v.string())
    const params = conditional({ tel: text, area: text }, [{ needs: 'area', if: 'tel' }])

    expect(describeParams(params)[1]?.description).toStrictEqual({
      en: 'required if tel is filled in',
      zh: '填写 tel 时必填',
    })
  })

  it('describes only limits and conditions if there is no description', () => {
    expect(describeParams(v.object({ deliveryId: v.string() }))[0]?.description).toStrictEqual({
      en: 'required',
      zh: '必填',
    })
  })
})

describe('describeFields', () => {
  it('describes the fields of a result by their paths, without limits', () => {
    const { orderList } = batchGetOrder.result.entries
    const described = describeFields(v.object({ orderList, quotaNum: getQuota.result.entries.quotaNum }))

    expect(described.map(({ path, kind, required }) => [path, kind, required])).toStrictEqual([
      ['orderList', 'list', true],
      ['orderList[].errcode', 'number', true],
      ['orderList[].errmsg', 'text', true],
      ['orderList[].orderId', 'text', true],
      ['orderList[].deliveryId', 'text', true],
      ['orderList[].waybillId', 'text', true],
      ['orderList[].printHtml', 'text', false],
      ['orderList[].waybillData', 'list', false],
      ['orderList[].waybillData[].key', 'text', true],
      ['orderList[].waybillData[].value', 'text', true],
      ['orderList[].orderStatus', 'number', false],
      ['quotaNum', 'balance', true],
    ])
    expect(described.filter(({ choices }) => choices !== undefined)).toStrictEqual([])
    expect(described[3]?.description).toStrictEqual({ en: "the merchant's own id of the order", zh: '订单 ID' })
  })
})
