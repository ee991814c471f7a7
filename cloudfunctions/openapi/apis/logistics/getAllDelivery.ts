import * as v from 'valibot'
import { NOTHING_CHANGED } from '../../codes/Code'
import type { Api } from '../Api'
import { listOf, number, text } from '../schemas'
import { serviceTypes } from './fields'

export const getAllDelivery = {
  name: 'logistics.getAllDelivery',
  about: { en: 'Lists the couriers.', zh: '获取支持的快递公司列表。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getalldelivery.html',
  https: { verb: 'GET', path: '/cgi-bin/express/business/delivery/getall' },
  cloud: true,
  params: v.object({}),
  result: v.object({
    count: number('the number of couriers', '快递公司数量'),
    data: listOf(
      {
        deliveryId: text("the courier's id", '快递公司 ID'),
        deliveryName: text("the courier's name", '快递公司名称'),
        canUseCash: number('1: accepts cash orders, with cashBizId', '是否支持散单：1 支持，使用 cashBizId'),
        canGetQuota: number('1: getQuota works, a franchise courier', '是否支持查询面单余额：1 支持（加盟快递公司）'),
        cashBizId: text('the customer code of cash orders', '散单对应的客户编码'),
        serviceType: serviceTypes('the services', '支持的服务类型'),
      },
      'the couriers',
      '快递公司列表',
    ),
  }),
  example: {},
  success: 'count',
  secrets: [],
  logged: {},
  ifResponseLost: NOTHING_CHANGED,
  codes: {},
} as const satisfies Api
