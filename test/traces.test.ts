import * as v from 'valibot'
import { meaningOf } from '../cloudfunctions/openapi/apis/meaningOf'
import { deliveryResultCodes } from '../cloudfunctions/openapi/codes/deliveryResult'
import { DECLARES_SDK, installSdk } from './helpers/installSdk'
import { temporaryFolder } from './helpers/temporaryFolder'
import { withLocalWeChat } from './helpers/withLocalWeChat'
import { withBehaviours } from './scripts/emulator/service/behaviours/withBehaviours'
import { sampleParcel } from './scripts/emulator/service/sampleParcel'
import { sampleAccount } from './scripts/emulator/state/sampleAccount'
import { sampleOrder } from './scripts/emulator/state/sampleOrder'

const PERSONAL = 'developers.weixin.qq.com/community/personal'
const DOC = 'developers.weixin.qq.com/community/develop/doc'
const { biz_id: bizId, ...withoutBizId } = sampleParcel

describe('names over HTTPS', () => {
  const log: string[] = []
  const server = withLocalWeChat({ verbose: true, log: (line) => log.push(line) })
  const post = async (path: string, body: object) =>
    server.https('POST', `/cgi-bin/express/business/${path}?access_token=${await server.token()}`, JSON.stringify(body))
  const bind = { type: 'bind', delivery_id: 'YUNDA', password: '123456789123456789' }

  it.each([
    ['addOrder', `2021-01-04, ${DOC}/000e4eed5bc3607e038bc1b4859400`, 'order/add', withoutBizId],
    ['bindAccount', 'assumed, by analogy', 'account/bind', bind],
  ])(
    '%s ignores bizId, misses biz_id (930561) and logs the name that WeChat expects (%s)',
    async (_api, _, path, body) => {
      log.length = 0
      expect(await post(path, { ...body, bizId })).toMatchObject({ errcode: 930561 })
      expect(log.join('\n')).toContain('bizId is ignored: WeChat expects biz_id; parameter.biz_id is missing')
      await post('account/bind', { ...bind, biz_id: bizId })
      expect(await post(path, { ...body, biz_id: bizId })).not.toMatchObject({ errcode: 930561 })
    },
  )

  it('accept both spellings in our own function', async () => {
    const { type, password } = bind
    const spellings = [
      { bizId, deliveryId: 'YUNDA' },
      { biz_id: bizId, delivery_id: 'YUNDA' },
    ]
    for (const ids of spellings) {
      await server.control('POST', 'reset')
      expect(await server.callFunction('bindAccount', { type, password, ...ids })).toMatchObject({
        result: { errCode: 0 },
      })
    }
  })
})

const wechat = withBehaviours()
const APP = { add_source: 2, wx_appid: 'wx1234567890abcdef' }
const { service: _, ...withoutService } = sampleParcel
const { insured: _insured, ...withoutInsured } = sampleParcel
const { order_id: _id, service: _service, ...ofAnotherProduct } = withoutBizId
const { detail_list: _goods, ...cargo } = sampleParcel.cargo
const SF = { delivery_id: 'SF', service: { service_type: 0, service_name: '标准快递' } }
const TEST = {
  delivery_id: 'TEST',
  biz_id: 'test_biz_id',
  openid: 'oAdmin',
  service: { service_type: 1, service_name: 'test_service_name' },
}
const JDL = { delivery_id: 'JDL', service: { service_type: 0, service_name: '特惠送' } }
const refusedBy = (delivery_resultcode: number) => ({ errcode: 9300501, delivery_resultcode })
const WAYBILL = { errcode: 0, waybill_id: expect.any(String) }

beforeEach(() =>
  wechat.seed({
    accounts: ['YUNDA', 'SF', 'ZTO', 'STO', 'JDL'].map((it) => sampleAccount('123456', { delivery_id: it })),
  }),
)

describe('addOrder', () => {
  it.each([
    [
      'a body of another product',
      `2022-03-18 ${DOC}/000888daae8420d976adf5dcf56400`,
      ofAnotherProduct,
      { errcode: 47001 },
    ],
    [
      'SF with add_source 0 and no shop',
      `undated ${DOC}/0002a03c6f087001d9696029c51400`,
      { ...sampleParcel, ...SF, shop: undefined },
      { errcode: 9300535 },
    ],
    [
      'JDL with add_source 2 and goods that WeChat does not read',
      `2021-12-11 ${PERSONAL}/oCJUsw93Q0EsxenJap7XDkaJNG-Y/question`,
      { ...sampleParcel, ...JDL, ...APP, shop: { goodsName: '抱枕' }, cargo: { ...cargo, detailList: [] } },
      refusedBy(-1),
    ],
    [
      'JDL without cargo.detail_list',
      `2023-07-20 ${PERSONAL}/oCJUswzqtM2qmuI4ic59hjmegMQc/answer`,
      { ...sampleParcel, ...JDL, cargo },
      refusedBy(-1),
    ],
    [
      'SF without cargo.detail_list',
      `2024-01-23 ${DOC}/000ec412b58410c993f04e69a60800`,
      { ...sampleParcel, ...SF, cargo },
      { ...refusedBy(30001), waybill_data: [] },
    ],
    [
      'SF_CASH without cargo.detail_list',
      `2023-10-17 ${PERSONAL}/oCJUsw-nlrt9LMw490XtqSLNhxWs/answer?page=27`,
      { ...sampleParcel, ...SF, biz_id: 'SF_CASH', cargo },
      WAYBILL,
    ],
    ['no service', `2024-01-23 ${DOC}/000ec412b58410c993f04e69a60800`, withoutService, WAYBILL],
    ['no insured', `2025-05 ${PERSONAL}/oCJUswxnNxigW-tyf_v2Kiu8C-P4/question`, withoutInsured, WAYBILL],
    [
      'service_type 0 with another name',
      `2021-12-11 ${PERSONAL}/oCJUsw93Q0EsxenJap7XDkaJNG-Y/question`,
      { ...sampleParcel, service: { service_type: 0, service_name: '标准快递' } },
      WAYBILL,
    ],
    [
      'ZTO with service_type 0 and another name',
      `2019-08-24 ${PERSONAL}/oCJUsw3EowvuIYBqieFZdcf-Jzhk/answer`,
      { ...sampleParcel, delivery_id: 'ZTO', service: { service_type: 0, service_name: '普通快递' } },
      WAYBILL,
    ],
    [
      'SF with tagid null and an empty wx_appid, where WeChat once had 9300535 for a reason that nobody knows',
      `2019-10 ${PERSONAL}/oCJUswwri9I880uRQfsirl-L-yzs/answer`,
      {
        ...sampleParcel,
        ...SF,
        shop: { ...sampleParcel.shop, img_url: 'https://a.cn/b', goods_name: '抱枕', goods_count: 1 },
        tagid: null,
        wx_appid: '',
      },
      WAYBILL,
    ],
    [
      'TEST with a sender without telephones; the trace had too long goods',
      `2020-03-10 ${PERSONAL}/oCJUsw3z8hW7LVKb3imdK3JCKxiI/question, assumed`,
      { ...sampleParcel, ...TEST, sender: { ...sampleParcel.sender, tel: undefined, mobile: undefined } },
      refusedBy(20002),
    ],
    [
      'TEST from an App without wx_appid, telephones and shop; the trace had 930561',
      `undated ${PERSONAL}/oCJUswwDfb4E_aZiic0ZpEOrrpFM/question, assumed`,
      {
        ...sampleParcel,
        ...TEST,
        add_source: 2,
        shop: undefined,
        sender: { ...sampleParcel.sender, tel: '', mobile: '' },
      },
      { errcode: 9300536 },
    ],
    [
      'goods_count and add_source as strings',
      `2020-11 ${PERSONAL}/oCJUsw5P2_h-5P9iZZ-wnGBWTWas/answer`,
      {
        ...sampleParcel,
        ...APP,
        add_source: '2',
        shop: { img_url: 'https://a.cn/b', goods_name: '抱枕', goods_count: '1' },
      },
      WAYBILL,
    ],
    [
      'weight, sizes and flags as strings',
      `2020-03-20 ${PERSONAL}/oCJUswxErYeOFt8l1S8mSKGre1-g/question`,
      {
        ...sampleParcel,
        cargo: { ...sampleParcel.cargo, weight: '5.5', space_x: '30.5' },
        insured: { use_insured: '0', insured_value: '0' },
      },
      WAYBILL,
    ],
    [
      'objects as JSON strings',
      `2021-06 ${DOC}/0000c6f4db86d826d83ccfd0a52000`,
      { ...sampleParcel, cargo: JSON.stringify(sampleParcel.cargo) },
      { errcode: 47001 },
    ],
    [
      'TEST without goods_img_url',
      `2022-05-06 ${PERSONAL}/oCJUsw7xykOfP9FVZdkRag2iamHg/answer?page=19`,
      { ...sampleParcel, ...TEST, shop: { detail_list: [{ goods_name: '抱枕' }] } },
      { errcode: 9300526 },
    ],
    [
      'TEST with a goods_name of 132 bytes',
      `2021-03-28 ${DOC}/0008a85382cb0012519bd35825b800`,
      { ...sampleParcel, ...TEST, shop: { img_url: 'https://a.cn/b', goods_name: '名'.repeat(44), goods_count: 1 } },
      { errcode: 9300526 },
    ],
    [
      'SF with an insured_value under 100',
      `2023-01-11 ${PERSONAL}/oCJUsw7xykOfP9FVZdkRag2iamHg/answer?page=4`,
      { ...sampleParcel, ...SF, insured: { use_insured: 1, insured_value: 99 } },
      refusedBy(20008),
    ],
  ])('responds as WeChat did to %s (%s)', (_what, _source, parcel, answer) => {
    expect(wechat.call('addOrder', parcel)).toMatchObject(answer)
  })

  it.each([
    ['no_goods_code', 10001, { cargo }, refusedBy(10001)],
    ['no_goods_code', 0, { cargo }, WAYBILL],
    ['min_insured_value', 500, { insured: { use_insured: 1, insured_value: 499 } }, refusedBy(20008)],
    ['min_insured_value', 0, { insured: { use_insured: 1, insured_value: 1 } }, WAYBILL],
  ])('follows %s %j of the courier in the fixtures', (field, value, more, answer) => {
    const courier = { delivery_id: 'SF', delivery_name: '', [field]: value }
    wechat.fixtures({ couriers: [courier] })
    expect(wechat.call('addOrder', { ...sampleParcel, ...SF, ...more })).toMatchObject(answer)
  })

  it(`refuses the order_id of a cancelled order and logs it (2021-08-27 ${PERSONAL}/oCJUsw3ufe27g1t9v850_cCIKqzQ/answer)`, () => {
    wechat.seed({
      accounts: [sampleAccount('123456')],
      orders: [sampleOrder(sampleParcel.order_id, { order_status: 1 })],
    })
    expect(wechat.call('addOrder', sampleParcel)).toMatchObject({ errcode: 9300522 })
    expect(wechat.logged).toMatchObject([{ en: 'this order_id was used by an order that is cancelled' }])
  })

  it(`returns the fields of a success and the keys of SF (2023 ${DOC}/0004049e878540068780f766e66400)`, () => {
    const placed = v.parse(
      v.looseObject({ waybill_data: v.array(v.object({ key: v.string() })) }),
      wechat.call('addOrder', { ...sampleParcel, ...SF }),
    )
    expect(Object.keys(placed).sort().join()).toBe(
      'delivery_resultcode,delivery_resultmsg,errcode,errmsg,is_correct_receiver,is_correct_sender,order_id,waybill_data,waybill_id',
    )
    expect(placed.waybill_data.map(({ key }) => key).join()).toBe(
      'abFlag,cargoName,codeMapping,codingMappingOut,destEncodePhone,destRouteLabel,destTeamCode,destcode,filter_result,limitTypeCode,origincode,printFlag,printIcon,sourceTransferCode,twoDimensionCode,xbFlag',
    )
  })
})

describe('the other APIs', () => {
  const order = (delivery_id: string, more: object = {}) => {
    const ids = { delivery_id, order_id: '1', waybill_id: 'w' }
    wechat.seed({ orders: [sampleOrder('1', { ...ids, ...more })] })
    return ids
  }

  it.each([
    ['ZTO', `2019-01-18 ${DOC}/000aa4b2a00a9055b4f70562e59c00`],
    ['STO', `2022-05-07 ${PERSONAL}/oCJUsw7xykOfP9FVZdkRag2iamHg/answer`],
  ])('cancelOrder is refused by %s (%s)', (delivery_id) => {
    expect(wechat.call('cancelOrder', order(delivery_id))).toMatchObject(refusedBy(30004))
  })

  it.each([
    ['STO', true, { errcode: 0 }],
    ['SF', false, refusedBy(30004)],
  ])('cancelOrder follows can_cancel of the courier in the fixtures (%s: %j)', (delivery_id, can_cancel, answer) => {
    wechat.fixtures({ couriers: [{ delivery_id, delivery_name: '', can_cancel }] })
    expect(wechat.call('cancelOrder', order(delivery_id))).toMatchObject(answer)
  })

  it(`cancelOrder is accepted by SF (2020-03-05 ${PERSONAL}/oCJUsw8mADMRd4xbwSbieWIr1hHU/answer)`, () => {
    expect(wechat.call('cancelOrder', order('SF'))).toMatchObject({ errcode: 0 })
  })

  it.each([
    [false, 9300506],
    [true, 0],
  ])(
    'cancelOrder of a moved parcel of TEST, with cancels_moved %s: %i (sources disagree)',
    (cancels_moved, errcode) => {
      wechat.fixtures({ couriers: [{ delivery_id: 'TEST', delivery_name: '', cancels_moved }] })
      const path_item_list = [{ action_time: 1, action_type: 100001, action_msg: '' }]
      expect(wechat.call('cancelOrder', order('TEST', { path_item_list }))).toMatchObject({ errcode })
      expect(wechat.call('getAllDelivery')).toEqual({ count: 0, data: [] })
    },
  )

  it(`getOrder of TEST has no page for print_type 1 (undated ${DOC}/000aea869488808760bdacfc95bc00)`, () => {
    const ids = order('TEST')
    expect(wechat.call('getOrder', { ...ids, print_type: 1 })).toMatchObject({ print_html: '' })
    expect(wechat.call('getOrder', { ...ids, print_type: 0 })).toMatchObject({ print_html: expect.stringMatching(/./) })
  })
})

describe('what functions load and get', () => {
  const folder = temporaryFolder('shared')
  const SDK = "const cloud = require('wx-server-sdk'); cloud.init();"
  const server = withLocalWeChat(() => {
    const functions = folder.write({
      'common/db.js': 'module.exports = 1',
      'shop/index.js': "const db = require('../common/db'); exports.main = async () => db",
      'bare/index.js': `${SDK} exports.main = async () => 1`,
      'legacy/index.js': 'exports.main = (event, context, callback) => callback(null, { code: 0 })',
      'flow/index.js': `${SDK} exports.main = async () => cloud.callFunction({ name: 'cloudbase_module', data: { name: 'pay_flow', data: {} } })`,
      'flow/package.json': DECLARES_SDK,
      'check/index.js': `${SDK} exports.main = async () => cloud.openapi.security.imgSecCheck({ media: { contentType: 'image/png', value: Buffer.from([137, 80]) } })`,
      'check/package.json': DECLARES_SDK,
      'check/config.json': '{"permissions":{"openapi":["security.imgSecCheck"]}}',
    })
    installSdk(functions)
    return { functions, allowUndeclared: false }
  })
  const ARTICLE = 'developers.weixin.qq.com/miniprogram/dev/wxcloud/guide'

  it.each([
    ['shop', 'a file of another folder', `${DOC}/0006e4684e08d86d6ea7b91cc51000`, '../common/db'],
    ['bare', 'wx-server-sdk, which is not declared', `${DOC}/00082e50228ef0bc0fe71a43356c00`, 'wx-server-sdk'],
  ])('%s cannot load %s (%s)', async (name, _what, _source, module) => {
    expect(await server.callFunction(name, {}, 'oUser')).toEqual({
      errCode: -504002,
      errMsg: expect.stringContaining(`Cannot find module '${module}'`),
    })
  })

  it('legacy responds by its callback (cloud.tencent.com/document/product/583/67790)', async () => {
    expect(await server.callFunction('legacy', {}, 'oUser')).toMatchObject({ result: { code: 0 } })
  })

  it(`flow calls the workflow gateway, by a stub only (${ARTICLE}/wechatpay/workflow.html)`, async () => {
    expect(await server.callFunction('flow', {}, 'oUser')).toMatchObject({
      errMsg: expect.stringContaining('FunctionName parameter could not be found (it exists only in the cloud'),
    })
    await server.control('PUT', 'stubs', [{ api: 'cloudbase_module', answer: { code: 0 } }])
    expect(await server.callFunction('flow', {}, 'oUser')).toMatchObject({ result: { result: { code: 0 } } })
  })

  it('check sends a file, which wx-server-sdk marks by its filename only (read in 0.4.3 to 4.0.2)', async () => {
    await server.control('PUT', 'stubs', [{ api: 'security.imgSecCheck', answer: { errcode: 0, errmsg: 'ok' } }])
    expect(await server.callFunction('check', {}, 'oUser')).toMatchObject({ result: { errCode: 0 } })
  })
})

describe('codes', () => {
  const COMMON = 'developers.weixin.qq.com/doc/channels/API/basics/commErrCode.html'
  const INVOKE = 'developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-http-api/functions/invokeCloudFunction'
  const TOKEN = 'developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken'
  const SIGNATURE = 'developers.weixin.qq.com/miniprogram/dev/server/getting_started/api_signature.html'

  it.each([
    [COMMON, [40066, 45035, 48004, 50002, 61004]],
    [INVOKE, [40101, 43002, 44002, 85088]],
    [TOKEN, [89503, 89506, 89507]],
    ['developers.weixin.qq.com/doc/service/api/base/api_getaccesstoken', [50004, 50007]],
    ['developers.weixin.qq.com/doc/service/openApi/get_rid_info.html', [76001]],
    [SIGNATURE, [40230, 40231, 40232, 40233, 40234, 40235, 40236, 40237, 40238, 40239, 40240]],
  ])('have a meaning, a cause and a next step (%s)', (_source, codes) => {
    expect(codes.filter((it) => !meaningOf(it).cause || !meaningOf(it).next)).toEqual([])
  })

  it(`10003 of a courier has a meaning (2019-08-24 ${PERSONAL}/oCJUsw3EowvuIYBqieFZdcf-Jzhk/answer)`, () => {
    expect(deliveryResultCodes[10003]?.meaning.en).toBe('unknown; seen from ZTO: ask the courier')
  })

  it.each([
    [48001, `${DOC}/000ec0cc7e0528a42b284fdf05b800`, '物流助手 is not opened in its console', '没有在后台开通物流助手'],
    [
      40164,
      'developers.weixin.qq.com/community/minihome/doc/000ce2e0608df8cba6401de3366800',
      'as that of a cloud function does',
      '云函数的出口 IP 会变化',
    ],
    [9300522, `${PERSONAL}/oCJUsw3ufe27g1t9v850_cCIKqzQ/answer`, 'even if cancelled since', '取消后也不能再用'],
    [
      9300526,
      `${DOC}/0008a85382cb0012519bd35825b800`,
      'goodsName exceeds its limit in bytes (128)',
      'goodsName 超过 128 字节',
    ],
  ])('%i names the cause that users found (%s)', (errCode, _source, en, zh) => {
    const { cause } = meaningOf(errCode)
    expect([cause?.en, cause?.zh]).toEqual([expect.stringContaining(en), expect.stringContaining(zh)])
  })

  it('40164 says what to do in a cloud function', () => {
    expect(meaningOf(40164).next?.en).toContain('in a cloud function, use a cloud call (cloud.openapi) instead')
  })
})
