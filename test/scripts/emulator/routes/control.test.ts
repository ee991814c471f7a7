import { request } from 'node:http'
import { join } from 'node:path'
import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
import config from '../../../../config.json'
import { version } from '../../../../package.json'
import { defaultFixtures } from '../../../../scripts/emulator/state/defaultFixtures'
import { apiCalls } from '../../../helpers/apiCalls'
import { returnedIn } from '../../../helpers/callFunction'
import { inBothLanguages } from '../../../helpers/inBothLanguages'
import { sample, withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat({
  env: { ADMIN_OPENIDS: 'oAdmin' },
  fixtures: { miniPrograms: [defaultFixtures().miniPrograms[0], { appid: 'wx1', secret: 'secret-of-wx1' }] },
})
const PASSWORD = sample.password
const bind = (data: object = sample) => wechat.callFunction('bindAccount', data, 'oAdmin')

describe('/emulator', () => {
  it('shows the state without passwords and secrets', async () => {
    await bind()
    const { status, body } = await wechat.control('GET', 'state')
    expect(status).toBe(200)
    expect(Object.keys(body).sort()).toEqual([
      'accounts',
      'couriers',
      'customers',
      'miniPrograms',
      'orders',
      'payments',
      'printers',
      'pushes',
      'quotas',
      'stubs',
      'totals',
    ])
    expect(body.miniPrograms).toEqual([
      { appid: 'wx0000000000000000', secret: '***', members: { admin: ['oAdmin'] } },
      { appid: 'wx1', secret: '***' },
    ])
    expect(body.customers[0]).toMatchObject({ delivery_id: 'YTO', biz_id: '123456', password: '***' })
    expect(body.accounts).toMatchObject([{ delivery_id: 'YUNDA', biz_id: '123456', status_code: 0 }])
  })

  it('shows only the records of the mini programs in the fixtures', async () => {
    const seedOf = (appid: { appid?: string }) => ({
      accounts: [{ ...appid, delivery_id: 'YUNDA', biz_id: '123456' }],
      orders: [{ ...appid, order_id: '1', delivery_id: 'YUNDA', waybill_id: 'YD1' }],
      printers: [{ ...appid, openid: 'oPrinter' }],
      payments: [{ ...appid, transaction_id: `42 ${appid.appid}`, openid: 'oBuyer', paid_amount: 1 }],
    })
    const former = seedOf({ appid: 'wx-before-the-appid-changed' })
    const current = seedOf({})
    await wechat.control('PUT', 'state', {
      accounts: [...former.accounts, ...current.accounts],
      orders: [...former.orders, ...current.orders],
      printers: [...former.printers, ...current.printers],
      payments: [...former.payments, ...current.payments],
    })
    const { accounts, orders, printers, payments } = (await wechat.control('GET', 'state')).body
    expect([accounts, orders, printers, payments].map((list) => list.map((it) => it.appid))).toEqual(
      Array(4).fill(['wx0000000000000000']),
    )
    expect((await wechat.control('GET', 'state?limit=5')).body).toMatchObject({
      totals: { accounts: 1, bound: 1, orders: 1, printers: 1, payments: 1 },
    })
  })

  it('shows the last accounts, orders, printers and payments up to limit, and their totals', async () => {
    const numbers = [1, 2, 3].map(String)
    await wechat.control('PUT', 'state', {
      accounts: numbers.map((biz_id, nth) => ({ delivery_id: 'ZTO', biz_id, status_code: nth })),
      orders: numbers.map((order_id) => ({ order_id, delivery_id: 'ZTO', waybill_id: order_id })),
      printers: numbers.map((openid) => ({ openid })),
      payments: numbers.map((transaction_id) => ({ transaction_id, openid: 'oBuyer', paid_amount: 1 })),
    })
    const all = (await wechat.control('GET', 'state')).body
    expect(await wechat.control('GET', 'state?limit=2')).toEqual({
      status: 200,
      body: {
        ...all,
        accounts: all.accounts.slice(1),
        orders: all.orders.slice(1),
        printers: all.printers.slice(1),
        payments: all.payments.slice(1),
        totals: { accounts: 3, bound: 1, orders: 3, printers: 3, payments: 3 },
      },
    })
  })

  it.each([
    ['limit=0', 'limit: should be at least 1'],
    ['limit=all', 'limit: should be a whole number'],
    ['limits=1', 'limits: is unknown; did you mean limit? (known: limit)'],
  ])('refuses to show the state with %s', async (query, errmsg) => {
    expect(await wechat.control('GET', `state?${query}`)).toEqual({
      status: 400,
      body: { errcode: 400, ...inBothLanguages(errmsg) },
    })
  })

  it('refuses to show a state that is longer than a string can be, and says how to ask for less', async () => {
    const { stringify } = JSON
    jest.spyOn(JSON, 'stringify').mockImplementation((value, ...rest) => {
      if (Object(value).totals) throw new RangeError('Invalid string length')
      return stringify(value, ...rest)
    })
    expect(await wechat.control('GET', 'state')).toEqual({
      status: 400,
      body: {
        errcode: 400,
        ...inBothLanguages(
          'the response would be too long (RangeError: Invalid string length): add a limit, such as ?limit=1000',
        ),
      },
    })
  })

  it('replaces all accounts and quotas', async () => {
    await bind()
    const account = { delivery_id: 'ZTO', biz_id: '123456' }
    const quota = { delivery_id: 'ZTO', biz_id: '123456', used: 40, update_time: 1 }

    expect((await wechat.control('PUT', 'state', { accounts: [account], quotas: [quota] })).status).toBe(200)

    const { body } = await wechat.control('GET', 'state')
    expect(body.quotas).toEqual([quota])
    expect(body.accounts).toMatchObject([{ ...account, appid: 'wx0000000000000000', status_code: 0 }])
    expect(
      returnedIn(await wechat.callFunction('getQuota', { deliveryId: 'ZTO', bizId: '123456' })).result,
    ).toMatchObject({
      quotaNum: 60,
    })
  })

  it.each([
    [{ accounts: [{ biz_id: '1' }] }, /^accounts\.0\.delivery_id: /],
    [{ acounts: [] }, /^acounts: is unknown; did you mean accounts\?/],
    [[], /^the body: /],
  ])('refuses the state %j', async (state, problem) => {
    expect(await wechat.control('PUT', 'state', state)).toEqual({
      status: 400,
      body: { errcode: 400, ...inBothLanguages(expect.stringMatching(problem)) },
    })
  })

  it('shows the last calls through both channels without secrets', async () => {
    const token = await wechat.token()
    await bind({ ...sample, password: 'not-the-password' })
    const path = `/cgi-bin/express/business/account/bind?access_token=${token}`
    await wechat.https(
      'POST',
      path,
      JSON.stringify({ type: 'bind', pasword: PASSWORD, biz_id: '1', delivery_id: 'YTO' }),
    )
    const { body } = await wechat.control('GET', 'calls')
    const errmsg = expect.stringContaining('invalid biz_id or password rid: ')
    expect(apiCalls(body)).toEqual([
      { channel: 'https', api: 'token', wireParams: {}, errcode: 0 },
      {
        channel: 'cloud',
        api: 'logistics.bindAccount',
        appid: 'wx0000000000000000',
        function: 'bindAccount',
        requestId: expect.any(String),
        openid: 'oAdmin',
        wireParams: { type: 'bind', biz_id: '123456', delivery_id: 'YUNDA', password: '***' },
        errcode: 9300531,
        errmsg,
        note: { en: 'the customer has another password in the fixtures', zh: '初始数据里该客户的密码不同' },
      },
      {
        channel: 'https',
        api: 'logistics.bindAccount',
        appid: 'wx0000000000000000',
        wireParams: { type: 'bind', pasword: '***', biz_id: '1', delivery_id: 'YTO' },
        errcode: 9300531,
        errmsg,
        note: { en: 'There is no customer YTO 1 in the fixtures.', zh: '初始数据的 customers 里没有 YTO 1' },
      },
    ])
  })

  it('keeps the last 200 calls', async () => {
    for (let call = 0; call < 201; call++) await wechat.https('GET', `/cgi-bin/none/${call}`)
    const { body } = await wechat.control('GET', 'calls')
    expect(body).toHaveLength(200)
    expect(body[0]).toMatchObject({ api: '/cgi-bin/none/1' })
  })

  it('resets accounts, faults, calls and tokens', async () => {
    const token = await wechat.token()
    await bind()
    await wechat.control('PUT', 'faults', [{ api: 'logistics.bindAccount', kind: 'cut' }])
    expect(await wechat.control('POST', 'reset')).toEqual({ status: 200, body: {} })
    expect((await wechat.control('GET', 'calls')).body).toEqual([])
    expect((await wechat.control('GET', 'faults')).body).toEqual([])
    expect((await wechat.control('GET', 'state')).body.accounts).toEqual([])
    expect(await wechat.https('GET', `/cgi-bin/express/business/account/getall?access_token=${token}`)).toMatchObject({
      errcode: 40001,
    })
    expect(await bind()).toMatchObject({ result: { errCode: 0 } })
  })

  it('reviews only accounts that are under review', async () => {
    const review = { delivery_id: 'YUNDA', biz_id: '123456', approved: true }
    const refused = {
      status: 404,
      body: { errcode: 404, ...inBothLanguages('no account YUNDA 123456 of wx0000000000000000 is under review') },
    }
    expect(await wechat.control('POST', 'reviews', review)).toEqual(refused)
    await bind()
    expect(await wechat.control('POST', 'reviews', review)).toEqual(refused)
  })

  it('returns the account after a review', async () => {
    await bind({ ...sample, deliveryId: 'EMS', remarkContent: '电话' })
    expect(
      await wechat.control('POST', 'reviews', { delivery_id: 'EMS', biz_id: '123456', approved: false, reason: '不' }),
    ).toMatchObject({ status: 200, body: { delivery_id: 'EMS', status_code: 2, remark_wrong_msg: '不' } })
  })

  describe('payments', () => {
    const pay = (body: unknown) => wechat.control('POST', 'payments', body)
    const order = { merchant_id: '1', merchant_trade_no: 'T1', transaction_id: '42', openid: 'oBuyer', paid_amount: 5 }
    const seed = () => wechat.control('PUT', 'state', { payments: [{ ...order, trade_state: 'NOTPAY', pay_time: 0 }] })

    it('are made for the order of a function, or for an amount', async () => {
      await seed()
      const paid = { ...order, appid: 'wx0000000000000000', trade_state: 'SUCCESS', pay_time: expect.any(Number) }
      const body = { ...paid, transaction_id: expect.stringMatching(/^42\d{26}$/) }
      expect(await pay({ merchant_trade_no: 'T1', paid_amount: 5 })).toMatchObject({ status: 200, body })
      const values = { openid: 'oOther', paid_amount: 7, description: 'shoes' }
      const given = { ...values, appid: 'wx1', transaction_id: '43', merchant_id: '2', merchant_trade_no: 'T1' }
      expect(await pay(given)).toMatchObject({ status: 200, body: given })
      expect(await pay({ paid_amount: 1 })).toMatchObject({
        status: 200,
        body: { openid: 'oAdmin', merchant_id: '1900000000' },
      })
      const { payments } = (await wechat.control('GET', 'state')).body
      expect(payments.map((it) => it.paid_amount)).toEqual([5, 7, 1])
    })

    it.each([
      [{}],
      [{ merchant_trade_no: 'T2' }],
      [{ merchant_trade_no: 'T1', merchant_id: '2' }],
      [{ merchant_trade_no: 'T1', paid_amount: 6 }],
      [{ merchant_trade_no: 'T1', openid: 'oOther' }],
      [{ appid: 'wx9', paid_amount: 1 }],
    ])('are refused if nothing waits for them: %j', async (body) => {
      await seed()
      expect(await pay(body)).toEqual({
        status: 404,
        body: {
          errcode: 404,
          ...inBothLanguages(
            'nothing to pay: the order of this number is paid, closed or has other values; or there is none, and no amount is given',
          ),
        },
      })
    })

    it('are made once', async () => {
      await seed()
      expect((await pay({ merchant_trade_no: 'T1', transaction_id: '43' })).status).toBe(200)
      expect((await pay({ merchant_trade_no: 'T1' })).status).toBe(404)
      expect((await pay({ transaction_id: '43', paid_amount: 1 })).status).toBe(404)
    })

    it('make only known steps', async () => {
      expect((await wechat.control('POST', 'payments/recieve', { transaction_id: '42' })).body).toEqual({
        errcode: 400,
        ...inBothLanguages('step: should be receive or settle or refund'),
      })
    })

    it('are not made of invalid values', async () => {
      expect((await pay({ paid_amount: 0 })).body).toEqual({
        errcode: 400,
        ...inBothLanguages('paid_amount: should be 1 or more'),
      })
    })
  })

  describe('orders', () => {
    const order = { order_id: '1', delivery_id: 'SF', waybill_id: 'SF1' }
    const others = [
      { ...order, appid: 'wx1' },
      { order_id: '2', delivery_id: 'SF', waybill_id: 'SF2' },
    ]
    beforeEach(() => wechat.control('PUT', 'state', { orders: [order, ...others] }))
    const move = (body: unknown) => wechat.control('POST', 'orders', body)
    const paths = async () => (await wechat.control('GET', 'state')).body.orders.map((it) => it.path_item_list)

    it.each([
      ['waybill_id', { waybill_id: 'SF1' }],
      ['order_id', { order_id: '1' }],
      ['both and appid', { order_id: '1', waybill_id: 'SF1', appid: 'wx0000000000000000' }],
    ])('move by %s, with a default time and text', async (_what, name) => {
      const moved = await move({ delivery_id: 'SF', ...name, action_type: 100001 })
      const first = { action_time: expect.any(Number), action_type: 100001, action_msg: '揽件成功' }
      expect(moved).toMatchObject({ status: 200, body: { ...order, path_item_list: [first] } })
      const given = { action_time: 1533052800, action_type: 200001, action_msg: '到达广州集包地' }
      expect(await move({ delivery_id: 'SF', ...name, ...given })).toMatchObject({
        status: 200,
        body: { path_item_list: [first, given] },
      })
      expect(await paths()).toEqual([[first, given], [], []])
    })

    it.each([
      [{ waybill_id: 'SF9' }, 'no order SF SF9 of wx0000000000000000'],
      [{ order_id: '1', waybill_id: 'SF2' }, 'no order SF 1 SF2 of wx0000000000000000'],
      [{ delivery_id: 'YUNDA', order_id: '1' }, 'no order YUNDA 1 of wx0000000000000000'],
      [{ order_id: '2', appid: 'wx1' }, 'no order SF 2 of wx1'],
    ])('that do not exist are not moved: %j', async (name, errmsg) => {
      expect(await move({ delivery_id: 'SF', ...name, action_type: 100001 })).toEqual({
        status: 404,
        body: { errcode: 404, ...inBothLanguages(errmsg) },
      })
      expect(await paths()).toEqual([[], [], []])
    })

    it.each([
      [{}, 'waybill_id or order_id: one is needed'],
      [{ waybill_id: 'SF1', delivery_id: undefined }, 'delivery_id: is missing'],
      [{ waybill_id: '' }, 'waybill_id: should not be empty'],
      [{ waybill_id: 7 }, 'waybill_id: should be a string'],
      [{ waybill_id: 'SF1', action_type: undefined }, 'action_type: is missing'],
      [{ waybill_id: 'SF1', action_type: '100001' }, 'action_type: should be a whole number'],
      [
        { waybill_id: 'SF1', action_type: 300001 },
        'action_type: should be one of 100001, 100002, 100003, 200001, 300002, 300003, 300004, 400001, 400002',
      ],
      [{ waybill_id: 'SF1', action_time: 1.5 }, 'action_time: should be a whole number'],
      [
        { waybill_id: 'SF1', action_mgs: '' },
        'action_mgs: is unknown; did you mean action_msg? (known: appid, delivery_id, order_id, waybill_id, action_type, action_msg, action_time)',
      ],
    ])('are not moved by the invalid body %j', async (body, errmsg) => {
      expect(await move({ delivery_id: 'SF', action_type: 100001, ...body })).toEqual({
        status: 400,
        body: { errcode: 400, ...inBothLanguages(errmsg) },
      })
    })
  })

  it('replaces all orders and printers, and shows them', async () => {
    const order = { order_id: '1', delivery_id: 'SF', waybill_id: 'SF1' }
    await wechat.control('PUT', 'state', { orders: [order], printers: [{ openid: 'oABC' }] })
    const { body } = await wechat.control('GET', 'state')
    expect(body).toMatchObject({
      orders: [{ ...order, appid: 'wx0000000000000000', order_status: 0, path_item_list: [] }],
      printers: [{ appid: 'wx0000000000000000', openid: 'oABC', tagid_list: [] }],
    })
    const { accounts, quotas, orders, printers } = body
    expect((await wechat.control('PUT', 'state', { accounts, quotas, orders, printers })).body).toEqual(body)
  })

  it.each([
    ['POST', 'reviews', { delivery_id: 'EMS' }, /biz_id/],
    ['POST', 'reviews', { delivery_id: 'EMS', biz_id: '1', approved: 'yes' }, /approved/],
    ['PUT', 'faults', {}, /^the body: should be a list, \[\.\.\.\]$/],
    ['PUT', 'faults', [7], /^0: should be an object, \{\.\.\.\}$/],
    ['PUT', 'faults', [{ api: 'a.b' }], /^0\.kind: should be one of errcode, platform, http, empty, html, cut, delay$/],
    ['PUT', 'faults', [{ api: 'a.b', kind: 'dely' }], /^0\.kind: should be one of .* \(did you mean "delay"\?\)$/],
    ['PUT', 'faults', [{ api: 'a.b', kind: 'http', status: 200 }], /^0\.status: should be from 400 to 599$/],
    ['PUT', 'faults', [{ api: 'a.b', kind: 'delay', ms: 2 ** 31 }], /^0\.ms: should be from 0 to 2147483647$/],
    ['PUT', 'faults', [{ api: 'a.b', kind: 'errcode', errcode: '1' }], /^0\.errcode: should be a whole number$/],
    ['PUT', 'faults', [{ api: 'a.b', kind: 'errcode' }], /^0\.errcode: is missing$/],
    ['PUT', 'faults', [{ api: 'a.b', kind: 'cut', times: 0 }], /^0\.times: should be 1 or more$/],
    [
      'PUT',
      'faults',
      [{ api: 'a.b', kind: 'cut', tmes: 1 }],
      /^0\.tmes: is unknown; did you mean times\? \(known: api, times, afterEffect, kind\)$/,
    ],
    ['PUT', 'faults', [{ api: 'logistics.bindAcount', kind: 'cut' }], /^0\.api: should be logistics\.bindAccount$/],
    ['PUT', 'faults', [{ api: 'stabletoken', kind: 'cut' }], /^0\.api: should be stable_token$/],
    ['PUT', 'stubs', {}, /^the body: should be a list, \[\.\.\.\]$/],
    ['PUT', 'stubs', [{ api: 'bindAccount', answer: {} }], /^0\.api: should be logistics\.bindAccount$/],
    ['PUT', 'stubs', [{ api: 'a.b' }], /^0: needs one of answer, answers, base64, file$/],
    ['PUT', 'stubs', [{ api: 'a.b', answer: {}, answers: [{}] }], /^0: needs one of answer, answers, base64, file$/],
    ['PUT', 'stubs', [{ api: 'a.b', answers: [] }], /^0\.answers: should not be empty$/],
    ['PUT', 'stubs', [{ api: 'a.b', answer: 'ok' }], /^0\.answer: should be an object, \{\.\.\.\}$/],
    ['PUT', 'stubs', [{ api: 'a.b', anwser: {} }], /^0\.anwser: is unknown; did you mean answer\?/],
    [
      'PUT',
      'stubs',
      [
        { api: 'a.b', answer: {} },
        { api: 'a.b', answer: {} },
      ],
      /^the body: contains the same api, when twice$/,
    ],
  ])('refuses %s %s %j and names the mistake', async (method, path, body, mistake) => {
    expect(await wechat.control(method, path, body)).toEqual({
      status: 400,
      body: { errcode: 400, ...inBothLanguages(expect.stringMatching(mistake)) },
    })
  })

  it('names each of several mistakes, in both languages', async () => {
    const faults = [
      { api: 'logistics.bindAcount', kind: 'cut' },
      { api: 'a.b', kind: 'http', status: 200 },
    ]
    const en = '0.api: should be logistics.bindAccount; 1.status: should be from 400 to 599'
    expect((await wechat.control('PUT', 'faults', faults)).body).toEqual({
      errcode: 400,
      errmsg: en,
      message: { en, zh: '0.api：接口名写错，是不是 logistics.bindAccount？；1.status：应为 400 到 599' },
    })
  })

  it.each(['nothing', 'state/x'])('responds with 404 to %s', async (path) => {
    expect(await wechat.control('GET', path)).toEqual({
      status: 404,
      body: { errcode: 404, ...inBothLanguages(`no such path: GET /emulator/${path}`) },
    })
  })

  it('describes the local WeChat under info', async () => {
    expect(await wechat.control('GET', 'info')).toEqual({
      status: 200,
      body: {
        url: wechat.url(),
        project: null,
        hasTestScript: false,
        version,
        functions: join(__dirname, '../../../../dist/cloudfunctions'),
        state: ':memory:',
        run: 'npm run',
        adminOpenids: ['oAdmin'],
        appid: 'wx0000000000000000',
        fixtures: { file: null, mistakes: [] },
      },
    })
  })

  it('lists the functions with their permissions', async () => {
    const { body } = await wechat.control('GET', 'functions')
    // verifyCloud has no API of its own.
    expect(body).toHaveLength(config.permissions.openapi.length + 1)
    expect(body).toContainEqual({
      name: 'bindAccount',
      dir: join(__dirname, '../../../../dist/cloudfunctions/bindAccount'),
      permissions: ['logistics.bindAccount'],
      triggers: [],
      timeLimitMs: 3000,
      missing: [],
    })
  })

  describe('waybill', () => {
    const order = { order_id: '<1>', delivery_id: 'SF', waybill_id: 'SF1' }
    beforeEach(() => wechat.control('PUT', 'state', { orders: [order] }))
    const waybill = async (query: Record<string, string>) => {
      const response = await fetch(wechat.url(`/emulator/waybill?${new URLSearchParams(query)}`))
      return { status: response.status, headers: response.headers, text: await response.text() }
    }

    it('is the page that getOrder returns, with a policy that blocks scripts', async () => {
      const { status, headers, text } = await waybill({ order_id: '<1>', delivery_id: 'SF' })
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox allow-same-origin allow-modals",
      )
      const body = JSON.stringify({ order_id: '<1>', delivery_id: 'SF' })
      const answer = await wechat.https(
        'POST',
        `/cgi-bin/express/business/order/get?access_token=${await wechat.token()}`,
        body,
      )
      expect(Buffer.from(String(readProperty(answer, 'print_html')), 'base64').toString()).toBe(text)
      expect(text).toContain('顺丰速运')
    })

    it.each([
      [{ order_id: '2', delivery_id: 'SF' }, 404, 'no order SF 2 of wx0000000000000000'],
      [{ order_id: '<1>', delivery_id: 'SF', appid: 'wx1' }, 404, 'no order SF <1> of wx1'],
      [{ order_id: '<1>' }, 400, 'delivery_id: is missing'],
    ])('of %j is refused', async (query, status, errmsg) => {
      const answer = await waybill(Object.fromEntries(Object.entries(query)))
      expect({ status: answer.status, body: JSON.parse(answer.text) }).toEqual({
        status,
        body: { errcode: status, ...inBothLanguages(errmsg) },
      })
    })
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonx',
    'json',
  ])('refuses the content type %s, which a form on any page can send', async (type) => {
    await bind()
    for (const [method, path] of [
      ['POST', 'reset'],
      ['PUT', 'state'],
      ['PUT', 'faults'],
      ['PUT', 'stubs'],
      ['POST', 'reviews'],
      ['POST', 'orders'],
      ['POST', 'payments'],
      ['POST', 'triggers'],
    ]) {
      const init = { method: String(method), headers: { 'content-type': type }, body: '{}' }
      const response = await fetch(wechat.url(`/emulator/${path}`), init)
      expect({ status: response.status, body: await response.json() }).toEqual({
        status: 415,
        body: { errcode: 415, ...inBothLanguages('the content type should be application/json') },
      })
    }
    expect((await wechat.control('GET', 'state')).body.accounts).toHaveLength(1)
  })

  it.each([
    ['without a content type', {}],
    ['with the content type of JSON', { 'content-type': 'application/json' }],
  ])('accepts a reset without a body, %s', async (_what, headers) => {
    await bind()
    const response = await fetch(wechat.url('/emulator/reset'), { method: 'POST', headers })
    expect({ status: response.status, body: await response.json() }).toEqual({ status: 200, body: {} })
    expect((await wechat.control('GET', 'state')).body.accounts).toEqual([])
  })

  it('refuses a body without a content type', async () => {
    const { hostname, port } = new URL(wechat.url())
    const status = await new Promise((resolve) => {
      request({ hostname, port, method: 'PUT', path: '/emulator/faults' }, (response) =>
        resolve(response.resume().statusCode),
      ).end('[]')
    })
    expect(status).toBe(415)
  })

  it.each([
    ['faults', '', 'the body: '],
    ['state', '', 'the body: is missing'],
    ['faults', '[', 'JSON'],
  ])('refuses to replace %s with the body %j', async (path, body, problem) => {
    const init = { method: 'PUT', headers: { 'content-type': 'application/json' }, body }
    const response = await fetch(wechat.url(`/emulator/${path}`), init)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(problem)
  })

  it('accepts a content type with a charset', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    expect((await fetch(wechat.url('/emulator/faults'), { method: 'PUT', headers, body: '[]' })).status).toBe(200)
  })
})
