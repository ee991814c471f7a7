import * as v from 'valibot'
import { code } from '../../codes/Code'
import { unknownOrder } from '../../codes/logistics'
import type { Api } from '../Api'
import { described, oneOf, oneOfNumbers, required, unixSeconds } from '../schemas'
import { ACTION_TYPE, orderId, waybillId } from './fields'
import { sandbox } from './sandbox'

export const testUpdateOrder = {
  name: 'logistics.testUpdateOrder',
  about: {
    en: 'Moves an order of the sandbox, as a courier would. Over HTTPS only.',
    zh: '在沙盒中更新运单状态，仅支持 HTTPS 调用。',
  },
  see: 'https://developers.weixin.qq.com/miniprogram/dev/server/API/express/express-by-business/api_testupdateorder.html',
  https: { verb: 'POST', path: '/cgi-bin/express/business/test_update_order' },
  cloud: false,
  params: v.object({
    bizId: described(oneOf(sandbox.bizId), "the sandbox's customer code", '沙盒的客户编码'),
    orderId,
    deliveryId: described(oneOf(sandbox.deliveryId), "the sandbox's courier", '沙盒的快递公司 ID'),
    waybillId,
    actionTime: unixSeconds('when it happened, Unix time in seconds', '轨迹变化时间，Unix 时间戳，单位秒'),
    actionType: described(
      oneOfNumbers(100001, 100002, 100003, 200001, 300002, 300003, 300004, 400001, 400002),
      ...ACTION_TYPE,
    ),
    actionMsg: required('what happened, in words', '轨迹变化的说明'),
  }),
  result: v.object({}),
  example: {
    ...sandbox,
    orderId: 'example-2',
    waybillId: 'example-2_1574836404_waybill_id',
    actionTime: 1574850455,
    actionType: 100001,
    actionMsg: '揽件成功',
  },
  success: 'errcode',
  secrets: [],
  logged: { orderId: 'whole', waybillId: 'end' },
  ifResponseLost: { en: 'the outcome is unknown: check with getPath', zh: '结果未知：用 getPath 查看轨迹' },
  codes: {
    // Reported by users only, with a blank text: https://developers.weixin.qq.com/community/personal/oCJUsw0sLZwFjys81h22Oh2S5AXI/question
    [-2]: code(
      ['not documented, and WeChat returns no text', '文档没有说明，微信也没有返回文字'],
      ['unknown', '原因不明'],
      ['try again later', '稍后再试'],
    ),
    // Reported by users only: https://developers.weixin.qq.com/community/personal/oCJUsw7p1Z2G7VWqIZatSwOpC7ik/follow
    930563: unknownOrder,
  },
} as const satisfies Api
