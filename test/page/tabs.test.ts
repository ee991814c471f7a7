import { execFile } from 'node:child_process'
import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createOpenApi } from '../../cloudfunctions/openapi/createOpenApi'
import type { Page } from '../../scripts/development/screenshots/openBrowser'
import { temporaryFolder } from '../helpers/temporaryFolder'
import { sample } from '../helpers/withLocalWeChat'
import { drawn, fillInExample, withPages } from './withPages'

jest.setTimeout(60_000)

const execute = promisify(execFile)

const PASSWORD = sample.password
/** Returns the details of the item that is open in a list. */
const details = (page: Page) => page.locator('.details')
/** Returns a region of the page by its name. */
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const row = (page: Page, text: string) => page.locator('.row', { hasText: text }).first()
const cell = (page: Page, text: string) => page.locator('.cell', { hasText: text }).first()

describe('the page', () => {
  const pages = withPages({ env: { ADMIN_OPENIDS: 'oAdmin' } })
  const bind = (more: object = {}) => pages.callFunction('bindAccount', { ...sample, ...more }, 'oAdmin')

  it('summarizes the records, and says what to do if there are none', async () => {
    const page = await pages.open()

    expect(await page.title()).toBe('Overview · Local WeChat')
    expect(await page.locator('.tile').allInnerTexts()).toEqual([
      '0\nbound accounts',
      '0\norders',
      '0\ncalls',
      '15\nfunctions',
    ])
    expect(await page.locator('dd').first().innerText()).toBe(pages.url())
    await page.getByRole('link', { name: 'Bind an account' }).waitFor()

    await bind()
    await page.getByRole('link', { name: 'Bind an account' }).waitFor({ state: 'detached' })
    await page.locator('.tile', { hasText: /^2calls$/ }).waitFor()
    expect(await page.locator('.tile').allInnerTexts()).toEqual([
      '1\nbound accounts',
      '0\norders',
      '2\ncalls',
      '15\nfunctions',
    ])
    await row(page, 'logistics.bindAccount').click()
    expect(page.url()).toMatch(/#calls\/\d+$/)
    await details(page).waitFor()
    await page.goBack()
    await drawn(page)
    expect(await page.locator('h1').innerText()).toBe('Overview')
  })

  it('offers commands that succeed as they are', async () => {
    const page = await pages.open('overview')
    await page.getByText('/functions/getAllAccount').waitFor()
    const commands = await page.locator('.command pre').allInnerTexts()
    // It would run all tests of this repository.
    const run = commands.filter((it) => it !== 'npm run exec -- npm test')

    expect(run).toEqual([
      expect.stringMatching(/^curl /),
      `npm run call -- getAllDelivery --local --port ${new URL(pages.url()).port}`,
    ])
    for (const command of run) {
      const { stdout } = await execute('bash', ['-c', command], { cwd: join(__dirname, '../..') })
      expect(stdout).toMatch(/"errCode": ?0\b/)
    }
  })

  it('resets after a confirmation', async () => {
    await bind()
    const page = await pages.open('overview')
    await row(page, 'bindAccount').waitFor()

    page.once('dialog', (dialog) => dialog.dismiss())
    await page.getByRole('button', { name: 'Reset' }).click()
    expect((await pages.control('GET', 'state')).body.accounts).toHaveLength(1)
    page.once('dialog', (dialog) => dialog.accept())
    await page.getByRole('button', { name: 'Reset' }).click()

    await page.getByRole('link', { name: 'Bind an account' }).waitFor()
    await page.getByText('Last calls').waitFor({ state: 'detached' })
    expect((await pages.control('GET', 'state')).body.accounts).toEqual([])
  })

  it('binds with a form from the registry, explains an error, and unbinds', async () => {
    const page = await pages.open('accounts')
    await page.getByLabel('bizId').fill('123456')
    await page.getByLabel('deliveryId').selectOption('YUNDA')
    await page.getByLabel('password').fill('not-the-password')
    await page.getByRole('button', { name: 'Send' }).click()

    const outcome = page.locator('form .outcome')
    await outcome.waitFor()
    expect((await outcome.innerText()).split('\n').filter(Boolean)).toEqual([
      '9300531 wrong account or password',
      expect.stringMatching(/^invalid biz_id or password rid: [0-9a-f-]+$/),
      'Cause',
      'the customer has another password in the fixtures',
    ])
    expect(await page.getByLabel('password').inputValue()).toBe('')

    await page.getByLabel('password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Send' }).click()
    await cell(page, '123456').getByText('bound', { exact: true }).waitFor()
    expect(await page.locator('.group h2').first().innerText()).toBe('韵达快递 YUNDA')

    await page.getByRole('button', { name: 'Unbind' }).click()
    await cell(page, '123456').getByText('unbound').waitFor()
    expect((await pages.control('GET', 'state')).body.accounts).toMatchObject([{ status_code: 3 }])
  })

  it('binds with the examples, starting from the overview, even if accounts are already bound', async () => {
    const page = await pages.open()
    await page.getByRole('link', { name: 'Bind an account' }).click()
    const bindExample = async () => {
      await fillInExample(page)
      await page.getByRole('button', { name: 'Send' }).click()
      await page.locator('form .outcome.good').waitFor()
    }
    await bindExample()
    await cell(page, '123456').getByText('bound', { exact: true }).waitFor()
    await bindExample()
    await page.locator('.cell', { hasText: 'bound' }).nth(1).waitFor()
    expect((await pages.control('GET', 'state')).body.accounts).toMatchObject([
      { delivery_id: 'YTO', status_code: 0 },
      { delivery_id: 'ZTO', status_code: 0 },
    ])
  })

  it('fills in an example for the chosen courier, and shows a review as neither success nor failure', async () => {
    const page = await pages.open('accounts')
    await page.getByLabel('deliveryId').selectOption('EMS')
    await fillInExample(page)
    await page.getByRole('button', { name: 'Send' }).click()
    const outcome = page.locator('form [role=alert] .outcome')
    await outcome.waitFor()
    expect([await outcome.getAttribute('class'), await outcome.locator('b').first().innerText()]).toEqual([
      'outcome wait',
      '9300532',
    ])
  })

  it('lists the couriers, and the services of the chosen courier', async () => {
    const page = await pages.open('orders')
    await page.getByRole('button', { name: 'Place an order' }).click()
    const dialog = page.locator('dialog')
    const services = async () => {
      await drawn(page)
      return dialog.getByLabel('service').locator('option').allInnerTexts()
    }
    expect(await services()).toEqual(['choose'])
    await dialog.getByLabel('deliveryId').selectOption('EMS')
    expect(await services()).toEqual(['choose', '6 标准快递', '9 快递包裹'])
    expect(await dialog.getByLabel('deliveryId').locator('option').last().innerText()).toBe('TEST 沙盒测试')
  })

  it('approves or refuses an account under review, with a reason', async () => {
    await bind({ deliveryId: 'EMS', remarkContent: '电话 1' })
    const page = await pages.open('accounts')
    page.once('dialog', (dialog) => dialog.dismiss())
    await page.getByRole('button', { name: 'Reject' }).click()
    page.once('dialog', (dialog) => dialog.accept('地址不详'))
    await page.getByRole('button', { name: 'Reject' }).click()
    await cell(page, 'reason 地址不详').getByText('refused').waitFor()

    await bind({ deliveryId: 'EMS', remarkContent: '电话 2' })
    await page.getByRole('button', { name: 'Approve' }).click()
    await cell(page, '电话 2').getByText('bound', { exact: true }).waitFor()
    expect((await pages.control('GET', 'state')).body.accounts).toMatchObject([
      { status_code: 0, remark_wrong_msg: '' },
    ])
  })

  it('lists the last 100 accounts and orders, and says how many exist', async () => {
    const ids = Array.from({ length: 150 }, (_, nth) => `id-${nth}`)
    const orders = (some: string[]) => some.map((it) => ({ order_id: it, delivery_id: 'SF', waybill_id: `SF-${it}` }))
    const accounts = ids.map((biz_id) => ({ delivery_id: 'SF', biz_id }))
    await pages.control('PUT', 'state', { accounts, orders: orders(ids.slice(0, 120)) })
    const page = await pages.open('accounts')
    await page.getByText('100 of 150 shown.').waitFor()
    expect(await page.getByText('bound', { exact: true }).count()).toBe(100)
    await page.getByRole('link', { name: 'Overview' }).click()
    await drawn(page)
    expect(await page.locator('.tile').allInnerTexts()).toEqual(
      expect.arrayContaining(['150\nbound accounts', '120\norders']),
    )

    await page.locator('nav a[href="#orders"]').click()
    await page.getByText('100 of 120 shown.').waitFor()
    await row(page, 'SF-id-20').click()
    await pages.control('PUT', 'state', { accounts, orders: orders(ids) })
    await page.getByText('100 of 150 shown.').waitFor()
    await page.getByText('This is not in the list.').waitFor()
  })

  it('explains why an action failed', async () => {
    await bind({ deliveryId: 'EMS', remarkContent: '电话' })
    pages.allow(/status of 404|net::ERR_FAILED/)
    const page = await pages.open('accounts')
    const approve = page.getByRole('button', { name: 'Approve' })
    await approve.waitFor()
    // As if another page had decided it at this moment, and this page did not know yet.
    await page.route('**/emulator/state?*', (route) => route.abort())
    const review = { delivery_id: 'EMS', biz_id: '123456', approved: true }
    await pages.control('POST', 'reviews', review)
    await approve.click()
    expect(await cell(page, '123456').getByRole('alert').innerText()).toBe(
      'no account EMS 123456 of wx0000000000000000 is under review',
    )
    await page.getByRole('link', { name: 'Overview' }).click()
    await page.getByRole('alert').waitFor({ state: 'detached' })
  })

  it('places an order, prints its waybill, moves it, and cancels only an order that has not moved', async () => {
    await bind()
    const page = await pages.open('orders')
    const place = async () => {
      await page.getByRole('button', { name: 'Place an order' }).click()
      await fillInExample(page)
      await page.getByRole('button', { name: 'Place the order' }).click()
      await page.locator('dialog .outcome.good').waitFor()
      await page.keyboard.press('Escape')
      await page.locator('dialog').waitFor({ state: 'hidden' })
    }
    await place()
    const order = details(page)
    await order.getByText('The parcel has not moved yet.').waitFor()
    const [placed] = (await pages.control('GET', 'state')).body.orders
    const waybill = page.frameLocator('iframe')
    expect(await waybill.locator('h1').first().innerText()).toBe(placed?.waybill_id)
    expect(await waybill.locator('header b').first().innerText()).toBe('韵达快递')
    const inner = Number(await waybill.locator('html').evaluate('document.documentElement.scrollHeight'))
    expect((await page.locator('iframe').boundingBox())?.height).toBeGreaterThanOrEqual(inner)
    const opened = page.context().waitForEvent('page')
    await order.getByRole('link', { name: 'Open in a new tab' }).click()
    expect(await (await opened).locator('h1').first().innerText()).toBe(placed?.waybill_id)

    const proposed = () => order.getByLabel('What happens next').inputValue()
    expect(await proposed()).toBe('100001')
    await order.getByLabel('What happens next').selectOption('200001')
    await order.getByRole('button', { name: 'Move on' }).click()
    await order.locator('.timeline b').waitFor()
    expect(await proposed()).toBe('300002')
    await order.getByLabel('What happens next').selectOption('300003')
    await order.getByRole('button', { name: 'Move on' }).click()
    await order.locator('.timeline b', { hasText: '签收成功' }).waitFor()
    expect(await order.locator('.timeline b').allInnerTexts()).toEqual(['签收成功', expect.any(String)])
    await row(page, 'signed for').waitFor()
    expect(await proposed()).toBe('')

    await order.getByRole('button', { name: 'Cancel the order' }).click()
    await order.getByText('9300506', { exact: true }).waitFor()
    await place()
    await order.getByText('The parcel has not moved yet.').waitFor()
    await order.getByRole('button', { name: 'Cancel the order' }).click()
    await row(page, 'cancelled').waitFor()
    expect((await pages.control('GET', 'state')).body.orders.map((it) => it.order_status)).toEqual([0, 1])
  })

  it('shows each call of every channel as it arrives, with its parameters, response, log lines and meaning', async () => {
    const page = await pages.open('calls')
    await page.getByText('No calls.').waitFor()
    await bind({ password: 'not-the-password' })
    await fetch(`${pages.url()}/sns/jscode2session`)

    await page.locator('.row').nth(2).waitFor()
    expect(await page.locator('.row .faint').allInnerTexts()).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d · HTTPS · \d+ ms$/),
      expect.stringMatching(/ · function · oAdmin · \d+ ms$/),
      expect.stringMatching(/ · cloud call · oAdmin · \d+ ms$/),
    ])
    expect(await page.locator('.row .badge').allInnerTexts()).toEqual([
      expect.stringMatching(/^40066/),
      '9300531 wrong account or password',
      '9300531 wrong account or password',
    ])
    await page.locator('.row').nth(1).click()
    const call = details(page)
    await call.getByRole('heading', { name: 'bindAccount' }).waitFor()
    expect(await call.locator('.json').allInnerTexts()).toEqual([
      JSON.stringify({ ...sample, password: '***' }, undefined, 2),
      expect.stringContaining('"errCode": 9300531'),
      expect.stringContaining('"api":"logistics.bindAccount","type":"bind","deliveryId":"YUNDA"'),
    ])
    expect(await call.innerText()).toMatch(/oAdmin[\s\S]*wx_client/)
    expect(await page.locator('.row[aria-current=true] b').innerText()).toBe('bindAccount')
  })

  it('finds calls by channel, failure and text', async () => {
    await bind()
    await bind()
    await fetch(`${pages.url()}/cgi-bin/token`)
    const page = await pages.open('calls')
    const shown = async () => {
      await drawn(page)
      return page.locator('.row b').allInnerTexts()
    }
    await page.locator('.row').nth(4).waitFor()

    await page.getByLabel('Filter').selectOption('https')
    expect(await shown()).toEqual(['token'])
    await page.getByLabel('Filter').selectOption('failed')
    expect(await shown()).toEqual(['token', 'bindAccount', 'logistics.bindAccount'])
    await page.getByLabel('Search').fill('LOGISTICS.bind')
    expect(await shown()).toEqual(['bindAccount', 'logistics.bindAccount'])
    await page.getByLabel('Search').fill('nothing like it')
    expect(await shown()).toEqual([])
  })

  it('copies a call as curl without secrets, and repeats it with the secret that the user enters', async () => {
    await bind({ password: 'not-the-password' })
    const page = await pages.open('calls', { permissions: ['clipboard-read', 'clipboard-write'] })
    await row(page, 'bindAccount').click()
    await page.getByRole('button', { name: 'Copy as curl' }).click()
    await page.getByText('Copied').waitFor()
    await page.getByText('The log hides secrets. Replace <password> in the copy.').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      `curl \\\n  -H "content-type: application/json" \\\n  -H "x-wx-openid: oAdmin" \\\n  -H "x-wx-source: wx_client" \\\n` +
        `  -d '${JSON.stringify({ ...sample, password: '<password>' })}' \\\n  "${pages.url()}/functions/bindAccount"`,
    )
    const password = details(page).getByLabel('password')
    await password.fill(PASSWORD)
    await page.getByRole('button', { name: 'Call again' }).click()
    await details(page).locator('form .outcome.good').waitFor()
    expect((await pages.control('GET', 'state')).body.accounts).toMatchObject([{ status_code: 0 }])
    expect(await password.inputValue()).toBe('')
    const { body } = await pages.control('GET', 'calls')
    expect(body.at(-1)).toMatchObject({ channel: 'function', openid: 'oAdmin', source: 'wx_client', errcode: 0 })
  })

  it('explains why it offers neither curl nor a repeated call if the log does not contain the whole call', async () => {
    await fetch(`${pages.url()}/cgi-bin/token?appid=wx0000000000000000&secret=local-secret`)
    const page = await pages.open('calls')
    await row(page, 'token').click()
    await details(page).getByText('This call cannot be repeated here').waitFor()
    expect(await details(page).locator('button').count()).toBe(0)
  })

  it('repeats an HTTPS call as a cloud call, which needs no secret', async () => {
    const openapi = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: pages.url() })
    await openapi.logistics.getAllDelivery()
    const page = await pages.open('calls')
    await row(page, 'getAllDelivery').click()
    await page.getByRole('button', { name: 'Call again' }).click()
    await details(page).locator('form .outcome.good').waitFor()
    const { body } = await pages.control('GET', 'calls')
    expect(body.map(({ channel, api, errcode }) => [channel, api, errcode])).toEqual([
      ['https', 'stable_token', 0],
      ['https', 'logistics.getAllDelivery', 0],
      ['cloud', 'logistics.getAllDelivery', 0],
    ])
  })

  it('has a form for every API of the registry that functions can call', async () => {
    const page = await pages.open('calls')
    await page.getByRole('button', { name: 'New call' }).click()
    const select = page.locator('dialog').getByLabel('API')
    const response = await fetch(`${pages.url()}/emulator/apis`)
    const { apis }: { apis: { name: string; cloud: boolean; params: { path: string }[] }[] } = JSON.parse(
      await response.text(),
    )
    const offered = apis.filter(({ cloud }) => cloud)
    expect(await select.locator('option').allInnerTexts()).toEqual(offered.map(({ name }) => name))
    for (const { name, params } of offered) {
      await select.selectOption(name)
      await drawn(page)
      const top = params.filter(({ path }) => !/[.[]/.test(path)).map(({ path }) => path)
      const fields = page.locator('dialog form > .fields > * > :is(span, summary, legend)')
      const shown = await fields.allInnerTexts()
      expect(shown.map((it) => it.split(/\s/)[0])).toEqual(top)
    }
  })

  it('lists functions, and calls one as any user', async () => {
    const page = await pages.open('functions')
    await row(page, 'getAllAccount').click()
    const it = part(page, 'getAllAccount')
    await it.getByText('logistics.getAllAccount', { exact: true }).waitFor()
    await it.getByLabel('User (openid)').fill('oVisitor')
    await it.getByRole('button', { name: 'Call', exact: true }).click()
    await it.getByText('the caller is not allowed to use this function').first().waitFor()
    await it.getByLabel('User (openid)').fill('oAdmin')
    await it.getByRole('button', { name: 'Call', exact: true }).click()
    await it.locator('.outcome.good').waitFor()
    const { body } = await pages.control('GET', 'calls')
    expect(body.map(({ openid, source }) => [openid, source])).toEqual([
      ['oVisitor', 'wx_client'],
      ['oAdmin', undefined],
      ['oAdmin', 'wx_client'],
    ])
    expect(await it.locator('.json').last().innerText()).toContain('"caller":"oAdmin","errCode":0')
  })

  it('keeps codes readable on a phone, and brings an opened call into view', async () => {
    await bind()
    const page = await pages.open('calls', { viewport: { width: 360, height: 640 } })
    const it = page.locator('.row', { hasText: 'function' })
    expect(await it.locator('.badge').innerText()).toBe('0')
    await it.click()
    await details(page).getByRole('heading', { name: 'bindAccount', exact: true }).waitFor()
    await drawn(page)
    const top = (await details(page).boundingBox())?.y ?? Number.NaN
    expect(top >= 0 && top < 100).toBe(true)
    expect(await details(page).innerText()).toMatch(/ · function · oAdmin · \d+ ms\n/)
  })

  it('says in Chinese what is wrong with a fault', async () => {
    pages.allow(/status of 400/)
    const page = await pages.open('faults', { locale: 'zh-CN' })
    const form = page.locator('form', { hasText: '次数' })
    await form.getByLabel('API').fill('logistics.bindAcount')
    await form.getByLabel('errcode').fill('45009')
    await form.getByRole('button', { name: '添加' }).click()
    expect(await form.getByRole('alert').innerText()).toBe('0.api：接口名写错，是不是 logistics.bindAccount？')
  })

  it('adds faults, counts them down, and clears them', async () => {
    pages.allow(/status of 400/)
    const page = await pages.open('faults')
    await page.getByText('No faults.').waitFor()
    const form = page.locator('form', { hasText: 'For how many calls' })
    await form.getByLabel('API').fill('logistics.bindAcount')
    await form.getByLabel('errcode').fill('45009')
    await form.getByLabel('For how many calls').fill('2')
    await form.getByRole('button', { name: 'Add' }).click()
    expect(await form.getByRole('alert').innerText()).toBe('0.api: should be logistics.bindAccount')
    await form.getByLabel('API').fill('logistics.bindAccount')
    await form.getByRole('button', { name: 'Add' }).click()
    await cell(page, 'logistics.bindAccount').getByText('"times": 2').waitFor()
    expect(await bind()).toMatchObject({ result: { errCode: 45009 } })
    await cell(page, 'logistics.bindAccount').getByText('"times": 1').waitFor()
    await page.getByRole('button', { name: 'Remove logistics.bindAccount' }).click()
    await page.getByText('No faults.').waitFor()
    expect(await bind()).toMatchObject({ result: { errCode: 0 } })

    await page.goto(`${pages.url()}/#calls`)
    const failed = page.locator('.row', { hasText: '45009' })
    await failed.last().click()
    await details(page).getByText('A configured fault (errcode) made this call fail.').waitFor()
    await failed.first().click()
    await details(page).getByRole('heading', { name: 'bindAccount', exact: true }).waitFor()
    await details(page).getByText('A configured fault (errcode) made this call fail.').waitFor()
  })

  it('adds and removes stubs', async () => {
    const page = await pages.open('faults')
    const form = page.locator('form', { hasText: 'Stub (JSON)' })
    await form.getByLabel('Stub').fill('{ "api": "/wxa/getwxacode", "answer": { "n": 1 } }')
    await form.getByRole('button', { name: 'Add' }).click()
    await cell(page, '/wxa/getwxacode').waitFor()
    expect(await (await fetch(`${pages.url()}/wxa/getwxacode`)).json()).toEqual({ n: 1 })
    await page.getByRole('button', { name: 'Remove /wxa/getwxacode' }).click()
    await page.getByText('No stubs.').waitFor()
  })
})

describe('the tab of the database', () => {
  const pages = withPages({
    fixtures: {
      collections: {
        parcels: [
          { _id: 'p0', orderId: '1', weight: 1 },
          { _id: 'p1', orderId: '2', weight: 3 },
        ],
        staff: Array.from({ length: 120 }, (_, nth) => ({ _id: `s${nth}` })),
      },
    },
  })
  const ids = async (page: Page) =>
    (await page.locator('.details .json').allInnerTexts()).map((it) => Object(JSON.parse(it))._id)

  it('lists collections and documents, and shows changes immediately', async () => {
    const page = await pages.open('database')
    await row(page, 'parcels').waitFor()
    expect(await page.locator('.row').allInnerTexts()).toEqual(['parcels\ndocuments: 2', 'staff\ndocuments: 120'])
    await page.getByText('Found: 2').waitFor()
    expect(await ids(page)).toEqual(['p0', 'p1'])
    await pages.control('PUT', 'database/parcels', [{ _id: 'p2', at: { $date: '2026-01-01T00:00:00.000Z' } }])
    await page.getByText('Found: 1').waitFor()
    expect(await page.locator('.details .json').innerText()).toBe(
      JSON.stringify({ _id: 'p2', at: { $date: '2026-01-01T00:00:00.000Z' } }, undefined, 2),
    )
  })

  it('gives each collection an address, and says how many documents exist', async () => {
    const page = await pages.open('database')
    await row(page, 'staff').click()
    expect(page.url()).toBe(`${pages.url()}/#database/staff`)
    await page.getByText('Found: 120').waitFor()
    await page.getByText('100 of 120 shown.').waitFor()
    await page.goBack()
    await page.getByText('Found: 2').waitFor()
  })

  it.each([
    ['en-GB', 'Query (JSON)', 'Find', 'Found: 1', 'This is not valid JSON. Check quotes, commas and brackets.'],
    ['zh-CN', '查询条件（JSON）', '查询', '找到：1', '这不是有效的 JSON。请检查引号、逗号和括号。'],
  ])(
    'finds documents by a query, and explains a mistake in it, in %s',
    async (locale, label, button, count, mistake) => {
      pages.allow(/status of 400/)
      const page = await pages.open('database/parcels', { locale })
      const field = page.getByLabel(label)
      await field.fill('{"weight": {"$gt": 2}}')
      await page.getByRole('button', { name: button, exact: true }).click()
      await page.getByText(count).waitFor()
      expect(await ids(page)).toEqual(['p1'])
      await field.fill('{weight: 2}')
      await page.getByRole('button', { name: button, exact: true }).click()
      expect(await page.getByRole('alert').innerText()).toBe(mistake)
      await field.fill('{"weight": {"$near": 2}}')
      await page.getByRole('button', { name: button, exact: true }).click()
      await page.getByRole('alert').getByText('$near').waitFor()
      expect(await ids(page)).toEqual(['p1'])
    },
  )
})

describe('the page with several mini programs', () => {
  const FIRST = 'wx0000000000000000'
  const OTHER = 'wx0000000000000001'
  const pages = withPages({
    env: { ADMIN_OPENIDS: 'oAdmin' },
    fixtures: {
      miniPrograms: [
        { appid: FIRST, secret: 'local-secret' },
        { appid: OTHER, secret: 'other-secret' },
      ],
      accounts: [FIRST, OTHER].map((appid) => ({ appid, delivery_id: 'YUNDA', biz_id: '123456' })),
      orders: [FIRST, OTHER].map((appid, nth) => ({
        appid,
        order_id: `${nth}`,
        delivery_id: 'YUNDA',
        waybill_id: `YD${nth}`,
      })),
    },
  })
  const openapi = () => createOpenApi({ appid: OTHER, secret: 'other-secret', baseUrl: pages.url() })

  it('shows the mini program of an account, and offers to unbind only accounts of the mini program that makes the calls', async () => {
    const page = await pages.open('accounts')
    await cell(page, OTHER).waitFor()
    expect(await cell(page, OTHER).getByRole('button').count()).toBe(0)
    await page.getByRole('button', { name: 'Unbind' }).click()
    await page.getByText('unbound').waitFor()
    const { accounts } = (await pages.control('GET', 'state')).body
    expect(accounts.map(({ appid, status_code }) => [appid, status_code])).toEqual([
      [FIRST, 3],
      [OTHER, 0],
    ])
  })

  it('shows the mini program of an order, and offers to cancel only orders of the mini program that makes the calls', async () => {
    const page = await pages.open('orders')
    await row(page, OTHER).click()
    await details(page).getByText(OTHER).waitFor()
    expect(await page.getByRole('button', { name: 'Cancel the order' }).count()).toBe(0)
    await row(page, 'YD0').click()
    await page.getByRole('button', { name: 'Cancel the order' }).waitFor()
  })

  it('does not repeat a call for another mini program', async () => {
    await openapi().logistics.getAllAccount()
    const page = await pages.open('calls')
    await row(page, 'getAllAccount').click()
    await details(page).getByText('This call cannot be repeated here').waitFor()
    expect(await details(page).locator('button').count()).toBe(0)
  })
})

describe('the page with switches of the sandbox in the fixtures', () => {
  const pages = withPages({
    fixtures: { couriers: [{ delivery_id: 'TEST', delivery_name: 'switches', cancels_moved: true }] },
  })

  it('lists the sandbox once, with its name and its service', async () => {
    const page = await pages.open('orders')
    await page.getByRole('button', { name: 'Place an order' }).click()
    const options = (label: string) => page.locator('dialog').getByLabel(label).locator('option').allInnerTexts()
    expect(await options('deliveryId')).toEqual(['choose', 'TEST 沙盒测试'])
    await page.locator('dialog').getByLabel('deliveryId').selectOption('TEST')
    await drawn(page)
    expect(await options('service')).toEqual(['choose', '1 test_service_name'])
  })
})

describe('the page without a fixtures file', () => {
  const folder = temporaryFolder('shared')
  const pages = withPages(() => ({ fixtures: folder.path('local-wechat.json'), fixturesMayBeMissing: true }))

  it('says so, and shows a mistake in the fixtures only while the file exists', async () => {
    const page = await pages.open()
    const hint = page.locator('dd').getByText('built-in; create local-wechat.json to use your own')
    await hint.waitFor()
    writeFileSync(folder.path('local-wechat.json'), '{')
    await page.getByRole('alert').waitFor()
    await page.locator('dd').getByText(folder.path('local-wechat.json')).waitFor()
    rmSync(folder.path('local-wechat.json'))
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await hint.waitFor()
  })
})

describe("the page of a team's project", () => {
  const folder = temporaryFolder('shared')
  const FIXTURES = JSON.stringify({ miniPrograms: [{ appid: 'wxteam', secret: 'team-secret' }] })
  const pages = withPages(() => {
    const functions = folder.write({
      'pay/index.js': `const cloud = require('wx-server-sdk')
cloud.init()
exports.main = async (event) => {
  console.log('paying', event.amount)
  return cloud.openapi.logistics.getAllDelivery()
}`,
      'pay/package.json': '{ "dependencies": { "wx-server-sdk": "*", "dayjs": "*" } }',
      'remind/index.js': `exports.main = async ({ TriggerName }) =>
  ({ errCode: TriggerName === 'weekly' ? -1 : 0, errMsg: TriggerName + ' from ' + process.env.TCB_SOURCE })`,
      'remind/config.json': JSON.stringify({
        triggers: [
          { name: 'daily', type: 'timer', config: '0 0 9 * * * *' },
          { name: 'weekly', type: 'timer', config: '0 0 9 * * MON *' },
        ],
      }),
      'local-wechat.json': FIXTURES,
    })
    symlinkSync(join(__dirname, '../../node_modules'), folder.path('node_modules'))
    return { functions, fixtures: folder.path('local-wechat.json') }
  })

  it('shows which permission and package a function lacks, and what it prints', async () => {
    const page = await pages.open('functions')
    const it = part(page, 'pay')
    await it.getByText('npm install').waitFor()
    await it.getByText('config.json declares no API').waitFor()
    await it.getByLabel('event').fill('{ "amount": 7 }')
    await it.getByRole('button', { name: 'Call', exact: true }).click()
    await it
      .getByText(`Write ${folder.path('pay', 'config.json')}:`)
      .first()
      .waitFor()
    await it.getByText('{"permissions":{"openapi":["logistics.getAllDelivery"]}}', { exact: true }).waitFor()
    await it.getByText('paying 7').waitFor()
  })

  it.each([
    ['en-GB', 'Timers', 'Fire', '来源'],
    ['zh-CN', '定时触发器', '触发', 'Source'],
  ])('fires a timer and shows the result, in %s', async (locale, title, button, otherLanguage) => {
    const page = await pages.open('functions', { locale })
    expect(await part(page, title).count()).toBe(0)
    await row(page, 'remind').click()
    await drawn(page)
    const timers = part(page, title)
    expect(await timers.locator('.cell-body').allInnerTexts()).toEqual([
      'daily\n0 0 9 * * * *',
      'weekly\n0 0 9 * * MON *',
    ])
    await timers.getByRole('button', { name: `${button} daily` }).click()
    await timers.locator('.outcome.good').waitFor()
    expect(await timers.locator('.json').innerText()).toContain('daily from wx_trigger')
    await timers.getByRole('button', { name: `${button} weekly` }).click()
    await timers.locator('.outcome.bad').waitFor()
    expect(await timers.locator('.outcome .message').innerText()).toBe('weekly from wx_trigger')
    expect(await part(page, 'remind').innerText()).not.toContain(otherLanguage)
  })

  it('shows why the local WeChat refuses to fire a timer', async () => {
    pages.allow(/status of 404/)
    const page = await pages.open('functions')
    const errmsg = 'the config.json of remind has no trigger "daily" (triggers: none)'
    await page.route('**/emulator/triggers', (route) => route.fulfill({ status: 404, json: { errcode: 404, errmsg } }))
    await row(page, 'remind').click()
    await part(page, 'Timers').getByRole('button', { name: 'Fire daily' }).click()
    expect(await part(page, 'Timers').locator('.outcome.bad .message').innerText()).toBe(errmsg)
  })

  it('calls a function as a server by default, and as a user if an openid is given', async () => {
    const page = await pages.open('functions')
    await row(page, 'remind').click()
    const it = part(page, 'remind')
    const call = it.getByRole('button', { name: 'Call', exact: true })
    await call.click()
    await it.locator('.json', { hasText: 'undefined from wx_http' }).waitFor()
    await it.getByLabel('User (openid)').fill('oUser')
    await call.click()
    await it.locator('.json', { hasText: 'undefined from wx_client' }).waitFor()
    await it.getByLabel('Source').selectOption('scf')
    await call.click()
    await it.locator('.json', { hasText: 'undefined from scf' }).waitFor()
  })

  it.each([
    ['en-GB', 'miniPrograms.0.appId is unknown; did you mean appid?'],
    ['zh-CN', 'miniPrograms.0.appId 未知，是不是 appid？'],
  ])('shows a mistake in saved fixtures until it is corrected, in %s', async (locale, mistake) => {
    const page = await pages.open('', { locale })
    await page.locator('dd').getByText('local-wechat.json').waitFor()
    writeFileSync(folder.path('local-wechat.json'), FIXTURES.replace('appid', 'appId'))
    const alert = page.getByRole('alert')
    await alert.getByText(mistake).waitFor()
    writeFileSync(folder.path('local-wechat.json'), FIXTURES)
    await alert.waitFor({ state: 'detached' })
  })
})

describe('the storage', () => {
  const pages = withPages()
  const script =
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><script>opener.hacked = true</script></svg>'

  it('uploads files, shows pictures, and deletes them', async () => {
    const page = await pages.open('storage')
    await page.getByText('There are no files.').waitFor()
    await page.getByLabel('Path').fill('images/图 1.svg')
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'a.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(script) })
    await page.getByRole('button', { name: 'Upload' }).click()
    await row(page, 'images/图 1.svg').waitFor()
    await page.getByText('cloud://local.6c6f-local/images/图 1.svg').waitFor()
    await page.waitForFunction('document.querySelector(".picture").naturalWidth === 8')
    await page
      .getByLabel('File', { exact: true })
      .setInputFiles({ name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from('b') })
    await page.getByRole('button', { name: 'Upload' }).click()
    await row(page, 'b.txt').waitFor()
    await page.getByRole('button', { name: 'Delete b.txt' }).click()
    await row(page, 'b.txt').waitFor({ state: 'detached' })
    expect(await pages.control('GET', 'files')).toMatchObject({ body: { total: 1 } })
  })

  it.each([
    ['en-GB', 'Path', 'File', 'Upload', 'path: should be a path such as images/a.png'],
    ['zh-CN', '路径', '文件', '上传', 'path：应为 images/a.png 这样的路径'],
  ])('explains an invalid path in %s', async (locale, path, file, button, mistake) => {
    pages.allow(/status of 400/)
    const page = await pages.open('storage', { locale })
    await page.getByLabel(path).fill('/a')
    await page.getByLabel(file, { exact: true }).setInputFiles({ name: 'a', mimeType: '', buffer: Buffer.from('a') })
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('alert').getByText(mistake).waitFor()
  })
})
