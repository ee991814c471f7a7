import { returnedIn } from '../../../helpers/callFunction'
import { sample, withLocalWeChat } from '../../../helpers/withLocalWeChat'

const wechat = withLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })
const PASSWORD = sample.password
const bind = (data: object = sample) => wechat.callFunction('bindAccount', data, 'oAdmin')

describe('/emulator', () => {
  it('shows the state without passwords and secrets', async () => {
    await bind()
    const { status, body } = await wechat.control('GET', 'state')
    expect(status).toBe(200)
    expect(Object.keys(body).sort()).toEqual(['accounts', 'couriers', 'customers', 'miniPrograms', 'quotas', 'stubs'])
    expect(body.miniPrograms).toEqual([{ appid: 'wx0000000000000000', secret: '***' }])
    expect(body.customers[0]).toMatchObject({ delivery_id: 'YTO', biz_id: '123456', password: '***' })
    expect(body.accounts).toMatchObject([{ delivery_id: 'YUNDA', biz_id: '123456', status_code: 0 }])
  })

  it('sets what is bound and used, for a test, in the place of all that was', async () => {
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
  ])('refuses to set %j', async (state, problem) => {
    expect(await wechat.control('PUT', 'state', state)).toEqual({
      status: 400,
      body: { errcode: 400, errmsg: expect.stringMatching(problem) },
    })
  })

  it('shows the last calls through both doors without secrets', async () => {
    const token = await wechat.token()
    await bind({ ...sample, password: 'not-the-password' })
    const path = `/cgi-bin/express/business/account/bind?access_token=${token}`
    await wechat.https(
      'POST',
      path,
      JSON.stringify({ type: 'bind', pasword: PASSWORD, biz_id: '1', delivery_id: 'YTO' }),
    )
    const { body } = await wechat.control('GET', 'calls')
    const at = expect.stringMatching(/^\d{4}-.*Z$/)
    const errmsg = expect.stringContaining('invalid biz_id or password rid: ')
    expect(body).toEqual([
      { at, door: 'https', api: 'token', wireParams: {}, errcode: 0 },
      {
        at,
        door: 'cloud',
        api: 'logistics.bindAccount',
        appid: 'wx0000000000000000',
        function: 'bindAccount',
        requestId: expect.any(String),
        openid: 'oAdmin',
        wireParams: { type: 'bind', biz_id: '123456', delivery_id: 'YUNDA', password: '***' },
        errcode: 9300531,
        errmsg,
      },
      {
        at,
        door: 'https',
        api: 'logistics.bindAccount',
        wireParams: { type: 'bind', pasword: '***', biz_id: '1', delivery_id: 'YTO' },
        errcode: 9300531,
        errmsg,
      },
    ])
  })

  it('keeps the last 200 calls', async () => {
    for (let call = 0; call < 201; call++) await wechat.https('GET', `/cgi-bin/none/${call}`)
    const { body } = await wechat.control('GET', 'calls')
    expect(body).toHaveLength(200)
    expect(body[0]).toMatchObject({ api: '/cgi-bin/none/1' })
  })

  it('resets what was bound, what went wrong and what was called', async () => {
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

  it('reviews only what is under review', async () => {
    const review = { delivery_id: 'YUNDA', biz_id: '123456', approved: true }
    const refused = {
      status: 404,
      body: { errcode: 404, errmsg: 'no account YUNDA 123456 of wx0000000000000000 is under review' },
    }
    expect(await wechat.control('POST', 'reviews', review)).toEqual(refused)
    await bind()
    expect(await wechat.control('POST', 'reviews', review)).toEqual(refused)
  })

  it('answers a review with the account', async () => {
    await bind({ ...sample, deliveryId: 'EMS', remarkContent: '电话' })
    expect(
      await wechat.control('POST', 'reviews', { delivery_id: 'EMS', biz_id: '123456', approved: false, reason: '不' }),
    ).toMatchObject({ status: 200, body: { delivery_id: 'EMS', status_code: 2, remark_wrong_msg: '不' } })
  })

  it.each([
    ['POST', 'reviews', { delivery_id: 'EMS' }, /biz_id/],
    ['POST', 'reviews', { delivery_id: 'EMS', biz_id: '1', approved: 'yes' }, /approved/],
    ['PUT', 'faults', {}, /Array/],
    ['PUT', 'faults', [{ api: 'logistics.bindAccount', kind: 'explode' }], /0\.kind/],
    ['PUT', 'faults', [{ api: 'logistics.bindAccount', kind: 'http', status: 200 }], /0\.status/],
    ['PUT', 'faults', [{ api: 'logistics.bindAccount', kind: 'cut', times: 0 }], /0\.times/],
    ['PUT', 'faults', [{ api: 'logistics.bindAccount', kind: 'cut', tmes: 1 }], /0\.tmes/],
    ['PUT', 'faults', [{ api: 'logistics.bindAcount', kind: 'cut' }], /^0\.api: should be logistics\.bindAccount$/],
    ['PUT', 'faults', [{ api: 'stabletoken', kind: 'cut' }], /^0\.api: should be stable_token$/],
    ['PUT', 'stubs', {}, /^the body: should be a list, \[\.\.\.\]$/],
    ['PUT', 'stubs', [{ api: 'bindAccount', answer: {} }], /^0: api should be logistics\.bindAccount$/],
    ['PUT', 'stubs', [{ api: 'a.b' }], /^0: answer or answers should be given, and not both$/],
    [
      'PUT',
      'stubs',
      [{ api: 'a.b', answer: {}, answers: [{}] }],
      /^0: answer or answers should be given, and not both$/,
    ],
    ['PUT', 'stubs', [{ api: 'a.b', answers: [] }], /^0: answers should not be empty$/],
    ['PUT', 'stubs', [{ api: 'a.b', answer: 'ok' }], /^0\.answer: should be an object, \{\.\.\.\}$/],
    ['PUT', 'stubs', [{ api: 'a.b', anwser: {} }], /^0\.anwser: is unknown; did you mean answer\?/],
    [
      'PUT',
      'stubs',
      [
        { api: 'a.b', answer: {} },
        { api: 'a.b', answer: {} },
      ],
      /^the body: a\.b is given twice$/,
    ],
  ])('refuses %s %s %j and says what is wrong', async (method, path, body, mistake) => {
    expect(await wechat.control(method, path, body)).toEqual({
      status: 400,
      body: { errcode: 400, errmsg: expect.stringMatching(mistake) },
    })
  })

  it.each(['nothing', 'state/x'])('knows no %s', async (path) => {
    expect(await wechat.control('GET', path)).toEqual({
      status: 404,
      body: { errcode: 404, errmsg: `no such path: GET /emulator/${path}` },
    })
  })
})
