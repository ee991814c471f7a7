import { FileError } from '../../../../scripts/emulator/schemas/parseText'
import { defaultFixtures } from '../../../../scripts/emulator/state/defaultFixtures'
import { parseFixtures } from '../../../../scripts/emulator/state/Fixtures'
import type { Order } from '../../../../scripts/emulator/state/recordsSchema'
import { sampleOrder } from './sampleOrder'
import { samplePayment } from './samplePayment'

const mini = { appid: 'wx1', secret: 'top-secret' }
const good = { miniPrograms: [mini] }
const account = { delivery_id: 'YUNDA', biz_id: '123456' }
const customer = { delivery_id: 'YUNDA', biz_id: '1', password: 'top-secret' }
const order = { order_id: '1', delivery_id: 'YUNDA', waybill_id: '2' }
const push = { Event: 'add_express_path', function: 'onPath' }
const server = { url: 'http://127.0.0.1:3000/push?a=1', token: 'shopToken', encodingAESKey: 'k'.repeat(43) }
const courier = { delivery_id: 'MINE', delivery_name: '我的' }
const { appid: _, merchant_trade_no: __, trade_create_time: ___, pay_time: ____, ...paid } = samplePayment()
const withoutAppid = ({ appid: _, ...rest }: Order) => rest
const lines = (value: unknown) => JSON.stringify(value, null, 1)

const couriers = defaultFixtures()
  .couriers.map((it) => it.delivery_id)
  .join(', ')

function mistakes(text: string, language: 'en' | 'zh' = 'en'): string[] {
  try {
    parseFixtures(text, 'F')
  } catch (error) {
    if (error instanceof FileError) return error.lines.map((it) => it[language])
  }
  throw new Error('no FileError')
}

describe('parseFixtures', () => {
  it('reads a file with only mini programs', () => {
    expect(parseFixtures(lines(good), 'F')).toEqual({ ...defaultFixtures(), miniPrograms: [mini] })
  })

  it.each([
    ['no section', {}],
    ['customers', { customers: [{ ...customer, needs_password: true, needs_review: false, quota_num: 7 }] }],
    ['couriers', { couriers: [], customers: [] }],
    ['accounts', { accounts: [] }],
    ['pushes', { pushes: [{ ...push, MsgType: 'event' }] }],
    [
      'a push to a server',
      { pushes: [{ MsgType: 'event', Event: 'add_express_path', ...server, format: 'json', mode: 'safe' }] },
    ],
    ['collections', { collections: { parcels: [{ _id: 1 }] } }],
    ['stubs', { stubs: [{ api: 'a.b', answer: {} }] }],
  ])('reads a file with only %s, and keeps the defaults of the other sections', (_section, given) => {
    expect(parseFixtures(lines(given), 'F')).toEqual({ ...defaultFixtures(), ...given })
  })

  it('reads a file with all sections', () => {
    const text = lines({
      $schema: './local-wechat.schema.json',
      miniPrograms: [
        { ...mini, members: { admin: ['oAdmin'], operator: ['oOperator'], developer: [] }, users: ['oUser'] },
        { appid: 'wx2', secret: 's' },
      ],
      couriers: [{ ...courier, can_get_quota: 1, service_type: [{ service_type: 0, service_name: '标准快递' }] }],
      customers: [{ ...customer, delivery_id: 'MINE', needs_review: true, quota_num: 5 }],
      accounts: [
        { delivery_id: 'MINE', biz_id: '1', create_time: 1555482786 },
        { appid: 'wx2', delivery_id: 'MINE', biz_id: 'gone', status_code: 3, remark_content: '备注' },
      ],
      orders: [{ ...order, delivery_id: 'MINE', create_time: 1555482786 }],
      payments: [{ transaction_id: '4200000001', openid: 'oBuyer', paid_amount: 100 }],
      pushes: [{ ...push, MsgType: 'event' }],
      collections: {
        parcels: [{ _id: 'p0', at: { $date: '2024-01-02T03:04:05Z' }, n: { $numberLong: '7' } }],
        shops: [],
      },
      files: { 'images/logo.png': 'logo.png' },
      stubs: [
        { api: 'subscribeMessage.send', answer: { errcode: 0 } },
        { api: '/sns/jscode2session', answers: [{ openid: 'oFirst' }, { errcode: 40029 }] },
      ],
    })
    expect(parseFixtures(text, 'F')).toEqual({
      miniPrograms: [
        { ...mini, members: { admin: ['oAdmin'], operator: ['oOperator'], developer: [] }, users: ['oUser'] },
        { appid: 'wx2', secret: 's' },
      ],
      couriers: [
        {
          ...courier,
          can_use_cash: 0,
          can_get_quota: 1,
          cash_biz_id: '',
          service_type: [{ service_type: 0, service_name: '标准快递' }],
        },
      ],
      customers: [{ ...customer, delivery_id: 'MINE', needs_password: true, needs_review: true, quota_num: 5 }],
      accounts: [
        {
          delivery_id: 'MINE',
          biz_id: '1',
          create_time: 1555482786,
          status_code: 0,
          alias: '',
          remark_wrong_msg: '',
          remark_content: '',
        },
        {
          appid: 'wx2',
          delivery_id: 'MINE',
          biz_id: 'gone',
          status_code: 3,
          alias: '',
          remark_wrong_msg: '',
          remark_content: '备注',
        },
      ],
      orders: [withoutAppid(sampleOrder('1', { delivery_id: 'MINE', waybill_id: '2' }))],
      payments: [paid],
      pushes: [{ ...push, MsgType: 'event' }],
      collections: { parcels: [{ _id: 'p0', at: new Date('2024-01-02T03:04:05Z'), n: 7 }], shops: [] },
      files: { 'images/logo.png': 'logo.png' },
      stubs: [
        { api: 'subscribeMessage.send', answer: { errcode: 0 } },
        { api: '/sns/jscode2session', answers: [{ openid: 'oFirst' }, { errcode: 40029 }] },
      ],
    })
  })

  it.each([
    ['an empty file', '', 'F:1: not valid JSON: a value is missing'],
    ['text', 'no json', 'F:1: not valid JSON: invalid characters, or quotation marks are missing'],
    ['an incomplete file', '{\n  "miniPrograms": [\n', 'F:3: not valid JSON: ] is missing'],
    ['a comment', '{\n  // mine\n}', 'F:2: not valid JSON: comments are not allowed'],
    [
      'a trailing comma',
      '{\n  "miniPrograms": [],\n}',
      'F:3: not valid JSON: the name of a property is missing, or a comma is too many',
    ],
    ['a number', '7', 'F:1: the fixtures should be an object, {...}'],
    ['an empty list of mini programs', lines({ miniPrograms: [] }), 'F:2: miniPrograms.0 is missing'],
    ['an object instead of a list', lines({ miniPrograms: {} }), 'F:2: miniPrograms should be a list, [...]'],
    ['a missing name', lines({ miniPrograms: [{ appid: 'wx1' }] }), 'F:3: miniPrograms.0.secret is missing'],
    [
      'an empty name',
      lines({ miniPrograms: [{ ...mini, appid: '' }] }),
      'F:4: miniPrograms.0.appid should not be empty',
    ],
    [
      'a number instead of a string',
      lines({ miniPrograms: [{ ...mini, secret: 7 }] }),
      'F:5: miniPrograms.0.secret should be a string',
    ],
    [
      'a misspelt API of a stub',
      lines({ ...good, stubs: [{ api: 'logistics.bindAcount', answer: {} }] }),
      'F:10: stubs.0.api should be logistics.bindAccount',
    ],
    [
      'a stub without an answer',
      lines({ ...good, stubs: [{ api: 'a.b' }] }),
      'F:9: stubs.0 needs one of answer, answers, base64, file',
    ],
    [
      'a stub with an empty list of answers',
      lines({ ...good, stubs: [{ api: 'a.b', answers: [] }] }),
      'F:11: stubs.0.answers should not be empty',
    ],
    [
      'an answer that is not an object',
      lines({ ...good, stubs: [{ api: 'a.b', answer: 'ok' }] }),
      'F:11: stubs.0.answer should be an object, {...}',
    ],
    [
      'two stubs of an API',
      lines({
        ...good,
        stubs: [
          { api: 'a.b', answer: {} },
          { api: 'a.b', answer: {} },
        ],
      }),
      'F:8: stubs contains the same api, when twice',
    ],
    [
      'a misspelt section',
      lines({ ...good, custmers: [] }),
      'F:8: custmers is unknown; did you mean customers? (known: $schema, miniPrograms, couriers, customers, accounts, orders, payments, pushes, collections, files, stubs)',
    ],
    [
      'a misspelt role',
      lines({ miniPrograms: [{ ...mini, members: { admn: [] } }] }),
      'F:7: miniPrograms.0.members.admn is unknown; did you mean admin? (known: admin, operator, developer)',
    ],
    [
      'an unknown status',
      lines({ ...good, accounts: [{ ...account, status_code: 7 }] }),
      'F:12: accounts.0.status_code should be 0 or 1 or 2 or 3',
    ],
    [
      'a string instead of a flag',
      lines({ ...good, customers: [{ ...customer, needs_review: 'yes' }] }),
      'F:13: customers.0.needs_review should be true or false',
    ],
    [
      'a fraction of an e-waybill',
      lines({ ...good, customers: [{ ...customer, quota_num: -0.5 }] }),
      'F:13: customers.0.quota_num should be a whole number',
    ],
    [
      'a negative number of e-waybills',
      lines({ ...good, customers: [{ ...customer, quota_num: -1 }] }),
      'F:13: customers.0.quota_num should not be negative',
    ],
    ['a mini program twice', lines({ miniPrograms: [mini, mini] }), 'F:2: miniPrograms contains the same appid twice'],
    [
      'a courier twice',
      lines({ ...good, couriers: [courier, courier] }),
      'F:8: couriers contains the same delivery_id twice',
    ],
    [
      'a customer twice',
      lines({ ...good, customers: [customer, customer] }),
      'F:8: customers contains the same delivery_id, biz_id twice',
    ],
    [
      'a customer of an unknown courier',
      lines({ ...good, couriers: [courier], customers: [customer] }),
      'F:16: customers.0.delivery_id should be one of MINE, TEST',
    ],
    [
      'an account at an unknown courier',
      lines({ ...good, couriers: [courier], accounts: [account] }),
      'F:16: accounts.0.delivery_id should be one of MINE, TEST',
    ],
    [
      'an account of an unknown mini program',
      lines({ ...good, accounts: [{ ...account, appid: 'wx9' }] }),
      'F:12: accounts.0.appid should be one of wx1',
    ],
    [
      'an order twice',
      lines({ ...good, orders: [order, { ...order, delivery_id: 'SF' }] }),
      'F:8: orders contains the same appid, order_id twice',
    ],
    [
      'an order at an unknown courier',
      lines({ ...good, orders: [{ ...order, delivery_id: 'JD' }] }),
      `F:11: orders.0.delivery_id should be one of ${couriers}, TEST`,
    ],
    [
      'an order of an unknown mini program',
      lines({ ...good, orders: [{ ...order, appid: 'wx9' }] }),
      'F:13: orders.0.appid should be one of wx1',
    ],
    [
      'an order without a waybill',
      lines({ ...good, orders: [{ order_id: '1', delivery_id: 'SF' }] }),
      'F:9: orders.0.waybill_id is missing',
    ],
    [
      'a weight that is a string',
      lines({ ...good, orders: [{ ...order, cargo: { weight: '1' } }] }),
      'F:14: orders.0.cargo.weight should be a number',
    ],
    [
      'an unknown push',
      lines({ ...good, pushes: [{ ...push, Event: 'express_add_path' }] }),
      'F:10: pushes.0.Event should be one of update_business_bind_result, add_express_path, wxa_trade_controlled, trade_manage_remind_access_api, trade_manage_remind_shipping, trade_manage_order_settlement',
    ],
    ...[
      { ...mini, members: ['oAdmin'] },
      { ...mini, users: [{ openid: 'oUser', phone: 138 }] },
      { ...mini, users: [{ openid: 'oUser' }] },
      { ...mini, users: [7] },
    ].map((it, index): [string, string, string] => [
      `members or users of the wrong form (${index})`,
      lines({ miniPrograms: [it] }),
      [
        'F:6: miniPrograms.0.members should be an object, {...}',
        'F:7: miniPrograms.0.users.0 should be an openid or { openid, phone }: phone should be a string',
        'F:7: miniPrograms.0.users.0 should be an openid or { openid, phone }: phone is missing',
        'F:7: miniPrograms.0.users.0 should be an openid or { openid, phone }',
      ][index] ?? '',
    ]),
    [
      'a list of names of collections',
      lines({ ...good, collections: ['parcels'] }),
      'F:8: collections should be an object, {...}',
    ],
    [
      'an empty list of collections',
      lines({ ...good, collections: [] }),
      'F:8: collections should be an object, {...}',
    ],
    ['a list of files', lines({ ...good, files: ['a.png'] }), 'F:8: files should be an object, {...}'],
    [
      'a collection that is an object',
      lines({ ...good, collections: { parcels: { _id: 'p0' } } }),
      'F:9: collections.parcels should be a list, [...]',
    ],
    [
      'a document that is a string',
      lines({ ...good, collections: { parcels: [{ _id: 'p0' }, 'p1'] } }),
      'F:13: collections.parcels.1 should be an object, {...}',
    ],
    [
      'a date that is not Extended JSON',
      lines({ ...good, collections: { parcels: [{ at: { $date: 'yesterday' } }] } }),
      'F:10: collections.parcels.0 is not a valid document: {"$date":"yesterday"} is not valid Extended JSON',
    ],
    [
      'a document with an operator',
      lines({ ...good, collections: { parcels: [{ n: { $inc: 1 } }] } }),
      "F:10: collections.parcels.0 is not a valid document: The dollar ($) prefixed field '$inc' is not valid for storage.",
    ],
    [
      'a document whose _id is an object',
      lines({ ...good, collections: { parcels: [{ _id: {} }] } }),
      'F:10: collections.parcels.0 is not a valid document: _id must be a string or a number',
    ],
    [
      'two documents with the same _id',
      lines({ ...good, collections: { parcels: [{ _id: 1 }, { _id: '1' }, { _id: { $numberInt: '1' } }] } }),
      'F:9: collections.parcels contains the same _id twice',
    ],
    [
      'two functions for one push',
      lines({ ...good, pushes: [push, { ...push, function: 'another' }] }),
      'F:8: pushes contains the same MsgType, Event twice',
    ],
  ])('refuses %s with the line of the mistake', (_what, text, mistake) => {
    expect(mistakes(text)).toEqual([mistake])
  })

  it.each([
    [
      'a function and a url',
      { function: 'f' },
      ' needs function or url, and not both',
      ' 须有 function 或 url，且不能同时有',
    ],
    [
      'a url with a user',
      { url: 'http://me:pw@127.0.0.1/' },
      '.url should be http://... or https://..., without user, password and fragment',
      '.url 应为 http://… 或 https://…，不带用户名、密码和片段',
    ],
    [
      'another protocol',
      { url: 'ftp://127.0.0.1/' },
      '.url should be http://... or https://..., without user, password and fragment',
      '.url 应为 http://… 或 https://…，不带用户名、密码和片段',
    ],
    [
      'a short token',
      { token: 'ab' },
      '.token should be 3 to 32 letters and digits',
      '.token 应为 3 到 32 位字母或数字',
    ],
    [
      'a key that is too short',
      { encodingAESKey: 'k'.repeat(42) },
      '.encodingAESKey should be 43 letters and digits',
      '.encodingAESKey 应为 43 位字母或数字',
    ],
    [
      'an unknown mode',
      { mode: 'secure' },
      '.mode should be plain or compatible or safe',
      '.mode 应为 plain 或 compatible 或 safe',
    ],
    ['an unknown format', { format: 'yaml' }, '.format should be xml or json', '.format 应为 xml 或 json'],
    ...[
      { url: 'http://127.0.0.1/', token: undefined },
      { mode: 'safe', encodingAESKey: undefined },
      { function: 'f', url: undefined },
    ].map((wrong): [string, object, string, string] => [
      `a wrong combination: ${JSON.stringify(wrong)}`,
      wrong,
      ' needs token with url, encodingAESKey too unless mode is plain, and none of them with function',
      ' 使用 url 时须有 token，非明文模式还须有 encodingAESKey；使用 function 时须删除这些项',
    ]),
  ])('refuses a push with %s, in both languages, without its values', (_what, wrong, en, zh) => {
    const text = JSON.stringify({ pushes: [{ Event: 'add_express_path', ...server, ...wrong }] })
    expect([...mistakes(text), ...mistakes(text, 'zh')]).toEqual([`F:1: pushes.0${en}`, `F:1：pushes.0${zh}`])
  })

  it.each([
    ['{\n  "miniPrograms": [\n', 'F:3：不是有效的 JSON：缺少 ]'],
    ['[1\n2]', 'F:2：不是有效的 JSON：缺少逗号'],
    ['{"stubs": [], "stubs": "\\x"}', 'F:1：不是有效的 JSON：InvalidEscapeCharacter'],
    ['7', 'F:1：初始数据应为对象 {...}'],
    [lines({ miniPrograms: [{ appid: 'wx1' }] }), 'F:3：miniPrograms.0.secret 缺失'],
    [lines({ miniPrograms: [{ ...mini, appid: '' }] }), 'F:4：miniPrograms.0.appid 不能为空'],
    [lines({ miniPrograms: {} }), 'F:2：miniPrograms 应为列表 [...]'],
    [
      lines({ ...good, stubs: [{ api: 'logistics.bindAcount', answer: {} }] }),
      'F:10：stubs.0.api 接口名写错，是不是 logistics.bindAccount？',
    ],
    [
      lines({ ...good, stubs: [{ api: 'https://x/y', answer: {} }] }),
      'F:10：stubs.0.api 只写路径，例如 /sns/jscode2session',
    ],
    [
      lines({ ...good, stubs: [{ api: 'a.b' }] }),
      'F:9：stubs.0 须有 answer、answers、base64、file 中的一个，且只能有一个',
    ],
    [
      lines({ miniPrograms: [{ ...mini, members: { admn: [] } }] }),
      'F:7：miniPrograms.0.members.admn 未知，是不是 admin？（可用：admin, operator, developer）',
    ],
    [
      lines({ miniPrograms: [{ ...mini, members: { other1: [] } }] }),
      'F:7：miniPrograms.0.members.other1 未知（可用：admin, operator, developer）',
    ],
    [
      lines({ ...good, accounts: [{ ...account, status_code: 7 }] }),
      'F:12：accounts.0.status_code 应为 0 或 1 或 2 或 3',
    ],
    [
      lines({ ...good, customers: [{ ...customer, needs_review: 'yes' }] }),
      'F:13：customers.0.needs_review 应为 true 或 false',
    ],
    [lines({ ...good, customers: [{ ...customer, quota_num: -0.5 }] }), 'F:13：customers.0.quota_num 应为整数'],
    [lines({ ...good, customers: [{ ...customer, quota_num: -1 }] }), 'F:13：customers.0.quota_num 不能为负数'],
    [lines({ ...good, orders: [{ ...order, cargo: { weight: '1' } }] }), 'F:14：orders.0.cargo.weight 应为数字'],
    [lines({ miniPrograms: [mini, mini] }), 'F:2：miniPrograms 含有重复的 appid'],
    [
      lines({ ...good, couriers: [courier], customers: [customer] }),
      'F:16：customers.0.delivery_id 应为以下之一：MINE, TEST',
    ],
  ])('says what is wrong in Chinese too: %s', (text, mistake) => {
    expect(mistakes(text, 'zh')).toEqual([mistake])
  })

  it('says in Chinese how many more mistakes there are', () => {
    expect(mistakes(lines({ accounts: Array(7).fill(7) }), 'zh').at(-1)).toBe('另有 2 处错误')
  })

  it('accepts an order in the sandbox', () => {
    const { orders } = parseFixtures(lines({ ...good, orders: [{ ...order, delivery_id: 'TEST' }] }), 'F')
    expect(orders).toMatchObject([{ ...order, delivery_id: 'TEST' }])
  })

  it('lists five mistakes in the order of the file and counts the others', () => {
    const text = lines({ accounts: Array.from({ length: 7 }, () => 7), ...good, more: 1 })
    expect(mistakes(text)).toEqual([
      ...[3, 4, 5, 6, 7].map((line, index) => `F:${line}: accounts.${index} should be an object, {...}`),
      'and 3 more',
    ])
  })

  it.each([
    lines({ miniPrograms: [{ ...mini, secret: ['top-secret'] }] }),
    lines({
      miniPrograms: [mini, mini],
      customers: [customer, customer, { ...customer, password: { is: 'top-secret' } }],
    }),
    '{"miniPrograms": [{"appid": "a", "secret": "top-secret',
  ])('does not repeat secrets: %#', (text) => {
    expect(mistakes(text).join()).not.toContain('top-secret')
  })
})
