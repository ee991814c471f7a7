import * as v from 'valibot'
import { NOTHING_CHANGED } from '../../codes/Code'
import type { Api } from '../Api'
import { balance, listOf, number, text } from '../schemas'
import { bizId, deliveryId, serviceTypes } from './fields'

export const getAllAccount = {
  name: 'logistics.getAllAccount',
  about: { en: 'Lists the courier accounts of the merchant.', zh: '获取所有绑定的快递公司账号。' },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_getallaccount.html',
  https: { verb: 'GET', path: '/cgi-bin/express/business/account/getall' },
  cloud: true,
  params: v.object({}),
  result: v.object({
    count: number('the number of accounts', '账号数量'),
    list: listOf(
      {
        bizId,
        deliveryId,
        createTime: number('when it was bound, Unix time in seconds', '账号绑定时间，Unix 时间戳，单位秒'),
        updateTime: number('when it last changed, Unix time in seconds', '账号更新时间，Unix 时间戳，单位秒'),
        statusCode: number(
          '0 bound, 1 under review, 2 refused, 3 unbound',
          '绑定状态：0 绑定成功，1 审核中，2 绑定失败，3 已解绑',
        ),
        alias: text('the alias of the account', '账号别名'),
        remarkWrongMsg: text('why a review was refused', '账号绑定失败的错误信息（EMS 审核结果）'),
        remarkContent: text('the remark that was sent for the review', '绑定时提交的备注（EMS 审核需要）'),
        quotaNum: balance('the number of e-waybills left', '电子面单余额'),
        quotaUpdateTime: number(
          'when quotaNum last changed, Unix time in seconds',
          '电子面单余额更新时间，Unix 时间戳，单位秒',
        ),
        serviceType: serviceTypes('the services of this account', '该账号支持的服务类型'),
      },
      'the accounts',
      '账号列表',
    ),
  }),
  example: {},
  success: 'count',
  secrets: [],
  logged: {},
  ifResponseLost: NOTHING_CHANGED,
  codes: {},
} as const satisfies Api
