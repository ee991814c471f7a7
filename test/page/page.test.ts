import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fill } from '../../scripts/development/screenshots'
import { openBrowser, type Page } from '../../scripts/development/screenshots/openBrowser'
import { createLocalWeChat } from '../../scripts/emulator/createLocalWeChat'
import { sample } from '../helpers/withLocalWeChat'
import { CutableRelay } from './CutableRelay'
import { drawn, fillInExample, withPages } from './withPages'

jest.setTimeout(120_000)

const TABS = ['overview', 'accounts', 'orders', 'payments', 'calls', 'functions', 'database', 'storage', 'faults']
const row = (page: Page, text: string) => page.locator('.row', { hasText: text }).first()
const axe = readFileSync(
  join(__dirname, '../../scripts/development/screenshots/node_modules/axe-core/axe.min.js'),
  'utf8',
)

/** Returns the violations that axe finds: each rule with its element. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found: { violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] } =
    await page.evaluate('axe.run()')
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
  )
}

describe('the page', () => {
  const HOSTILE = '<img src=x onerror="document.title=\'hacked\'">'
  const pages = withPages({
    env: { ADMIN_OPENIDS: 'oAdmin' },
    fixtures: {
      miniPrograms: [{ appid: 'wx0000000000000000', secret: 'local-secret', members: { admin: ['oAdmin'] } }],
      customers: ['123456', HOSTILE].flatMap((biz_id) =>
        ['YUNDA', 'SF', 'ZTO', 'EMS'].map((delivery_id) => ({
          delivery_id,
          biz_id,
          password: sample.password,
          needs_password: delivery_id !== 'EMS',
          needs_review: delivery_id === 'EMS',
        })),
      ),
    },
  })
  const bind = (more: object = {}) => pages.callFunction('bindAccount', { ...sample, ...more }, 'oAdmin')

  it.each([
    [
      'en-GB',
      ['Overview', 'Accounts', 'Orders', 'Payments', 'Calls', 'Functions', 'Database', 'Storage', 'Faults'],
      '中文',
      '概览',
    ],
    ['zh-CN', ['概览', '账号', '订单', '支付', '调用', '函数', '数据库', '云存储', '故障'], 'English', 'Overview'],
    ['zh-TW', ['概览', '账号', '订单', '支付', '调用', '函数', '数据库', '云存储', '故障'], 'English', 'Overview'],
    [
      'fr-FR',
      ['Overview', 'Accounts', 'Orders', 'Payments', 'Calls', 'Functions', 'Database', 'Storage', 'Faults'],
      '中文',
      '概览',
    ],
  ])(
    'is in the language of the browser, %s, until the user chooses the other one, which it remembers',
    async (locale, tabs, other, title) => {
      const page = await pages.open('', { locale })
      expect(await page.locator('nav a').allInnerTexts()).toEqual(tabs)
      await page.getByRole('button', { name: other }).click()
      await drawn(page)
      expect(await page.locator('h1').innerText()).toBe(title)
      await page.reload()
      expect(await page.locator('h1').innerText()).toBe(title)
      expect(await page.evaluate('document.documentElement.lang')).toBe(title === '概览' ? 'zh-CN' : 'en-GB')
    },
  )

  it.each([
    ['light', 'rgb(237, 237, 237)', 'rgb(25, 25, 25)'],
    ['dark', 'rgb(17, 17, 17)', 'rgb(217, 217, 217)'],
  ] as const)('is %s if the system is', async (colorScheme, background, color) => {
    const page = await pages.open('', { colorScheme })
    const style = 'const { backgroundColor, color } = getComputedStyle(document.documentElement)'
    expect(await page.evaluate(`(() => { ${style}; return [backgroundColor, color] })()`)).toEqual([background, color])
  })

  it('keeps its tabs in view on a phone, and has no content wider than the screen', async () => {
    await fill(pages.url())
    const page = await pages.open('', { viewport: { width: 360, height: 640 } })
    for (const tab of TABS) {
      await page.locator(`nav a[href="#${tab}"]`).click()
      await page.locator('.cells').first().waitFor()
      await page.mouse.wheel(0, 5000)
      const { width, height } = page.viewportSize() ?? {}
      for (const link of await page.locator('nav a').all()) {
        const box = await link.boundingBox()
        expect(box && box.x >= 0 && box.x + box.width <= Number(width) && box.y + box.height <= Number(height)).toBe(
          true,
        )
      }
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    }
  })

  /** Returns functions that use the page with the keyboard only. */
  function keysOf(page: Page) {
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    const NAME = 'document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent'
    const focused = () => page.evaluate(NAME)
    /** Moves the focus to the element with this name. */
    const focus = async (text: string) => {
      for (let tries = 0; tries < 60 && !String(await focused()).startsWith(text); tries++) await press('Tab')
      expect(await focused()).toMatch(new RegExp(`^${text}`))
    }
    return { press, focus }
  }

  it('can be read with the keyboard only', async () => {
    await bind()
    await bind()
    const page = await pages.open()
    const { press, focus } = keysOf(page)
    await page.locator('.row').nth(3).waitFor()
    await focus('Calls')
    await press('Enter')
    await page.getByText('4 calls').waitFor()
    while (!(await page.evaluate("document.activeElement.matches('.row')"))) await press('Tab')
    await press('Enter')
    const opened = () => page.locator('.row[aria-current=true]').innerText()
    expect(await opened()).toContain('9300529')
    await press('Tab', 'Tab', 'Enter')
    await page.locator('.details', { hasText: '0 done' }).waitFor()
    expect(await opened()).toContain('0 done')
    await focus('password')
    await press('Tab')
    await focus('Call again')
    await press('Enter')
    await page.locator('.details form .outcome').waitFor()
  })

  it('opens and closes a dialog with the keyboard only', async () => {
    const page = await pages.open('orders')
    const { press, focus } = keysOf(page)
    await focus('Place an order')
    await press('Enter')
    await focus('deliveryId')
    await press('Escape')
    await page.locator('dialog').waitFor({ state: 'hidden' })
  })

  it('binds, approves a review and clears a fault with the keyboard only', async () => {
    await pages.control('PUT', 'faults', [{ api: 'logistics.getQuota', kind: 'cut' }])
    const page = await pages.open()
    const { press, focus } = keysOf(page)
    await focus('Accounts')
    await press('Enter')
    await page.getByLabel('bizId').waitFor()
    for (const [field, text] of [
      ['deliveryId', 'EMS '],
      ['bizId', '123456'],
      ['remarkContent', 'by keys'],
    ] as const) {
      await page.evaluate('document.activeElement.blur()')
      await focus(field)
      await page.keyboard.type(text)
    }
    await press('Enter')
    await page.getByText('under review', { exact: true }).waitFor()
    await page.evaluate('document.activeElement.blur()')
    await focus('Approve')
    await press('Enter')
    await page.getByText('bound', { exact: true }).waitFor()

    await focus('Faults')
    await press('Enter')
    await page.getByText('"kind": "cut"').waitFor()
    await focus('Remove')
    await press('Space')
    await page.getByText('No faults.').waitFor()
    expect((await pages.control('GET', 'faults')).body).toEqual([])
  })

  it.each([
    ['light', 'zh-CN', 1280],
    ['dark', 'en-GB', 1280],
    ['light', 'en-GB', 360],
  ] as const)('has no axe violations, %s in %s at %i', async (colorScheme, locale, width) => {
    await fill(pages.url())
    const page = await pages.open('', { colorScheme, locale, viewport: { width, height: 800 } })
    const found: Record<string, string[]> = {}
    for (const tab of TABS) {
      await page.locator(`nav a[href="#${tab}"]`).click()
      await page.locator('.cells').first().waitFor()
      found[tab] = await violations(page)
    }
    await page.locator('nav a[href="#orders"]').click()
    await page.locator('.toolbar > .primary').click()
    await fillInExample(page)
    found.dialog = await violations(page)
    expect(found).toEqual(Object.fromEntries([...TABS, 'dialog'].map((it) => [it, []])))
  })

  it('has no axe violations while it is empty', async () => {
    const page = await pages.open()
    for (const tab of TABS) {
      await page.locator(`nav a[href="#${tab}"]`).click()
      await page.locator('.cells').first().waitFor()
      expect(await violations(page)).toEqual([])
    }
  })

  it('shows text from users as text, not as HTML', async () => {
    await bind({ bizId: HOSTILE })
    await pages.callFunction(
      'bindAccount',
      { ...sample, bizId: HOSTILE, deliveryId: 'EMS', remarkContent: HOSTILE },
      HOSTILE.slice(0, 9),
    )
    await pages.control('PUT', 'stubs', [{ api: '/<b>', answer: { [HOSTILE]: HOSTILE } }])
    await fetch(`${pages.url()}/<b>`)
    const state = await pages.control('GET', 'state')
    const order = { order_id: HOSTILE, delivery_id: 'YUNDA', waybill_id: HOSTILE, receiver: { name: HOSTILE } }
    await pages.control('PUT', 'state', { accounts: state.body.accounts, orders: [order] })
    const page = await pages.open('accounts')
    await page.locator('.cell', { hasText: HOSTILE }).first().waitFor()
    for (const tab of TABS) {
      await page.locator(`nav a[href="#${tab}"]`).click()
      await page.locator('.cells').first().waitFor()
      if (tab === 'calls') for (const it of await page.locator('.row').all()) await it.click()
      if (tab === 'orders') {
        const waybill = page.frameLocator('iframe')
        await waybill.getByText(HOSTILE).first().waitFor()
        expect(await waybill.locator('img').count()).toBe(0)
      }
      expect(await page.locator('main img').count()).toBe(0)
      expect(await page.title()).not.toBe('hacked')
    }
  })

  it('stores no password, secret or token, and only the language in the browser', async () => {
    await fill(pages.url())
    const page = await pages.open('accounts', { locale: 'en-GB' })
    const addresses: string[] = []
    page.on('request', (it) => addresses.push(it.url()))
    await page.getByLabel('bizId').fill('123456')
    await page.getByLabel('deliveryId').selectOption('ZTO')
    await page.getByLabel('password').fill(sample.password)
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('form .outcome').waitFor()
    const seen: string[] = []
    /** Records everything that a script in the page could read. */
    const look = async () => {
      const values = "[...document.querySelectorAll('input, select, textarea')].map((it) => it.value)"
      seen.push(await page.content(), JSON.stringify(await page.evaluate(`[${values}, performance.getEntries()]`)))
    }
    await look()
    await page.getByRole('button', { name: '中文' }).click()
    for (const tab of TABS) {
      await page.locator(`nav a[href="#${tab}"]`).click()
      await page.locator('.cells').first().waitFor()
      await look()
    }
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])')).toBe(
      '[{"language":"zh"},{},""]',
    )
    for (const secret of [sample.password, 'local-secret', 'local_']) {
      expect(seen.flatMap((it) => it.match(new RegExp(`.{0,99}${secret}`)) ?? [])).toEqual([])
    }
    expect(addresses.filter((it) => /local-secret|local_|123456789123456789/.test(it))).toEqual([])
  })

  it('lets the buyer pay an order of a function, or any amount', async () => {
    const order = { transaction_id: '42', merchant_trade_no: 'T1', openid: 'oBuyer', paid_amount: 1234 }
    await pages.control('PUT', 'state', { payments: [{ ...order, trade_state: 'NOTPAY', pay_time: 0 }] })
    const page = await pages.open('payments')
    const cell = page.locator('.cell', { hasText: 'T1' })
    await cell.getByText('¥12.34').waitFor()
    await cell.getByText('not paid', { exact: true }).waitFor()
    await cell.getByRole('button', { name: 'The buyer pays' }).click()
    await cell.getByText('to ship', { exact: true }).waitFor()
    await page.getByLabel('Amount (yuan)').fill('0.29')
    await page.getByLabel('Buyer (openid)').fill('oOther')
    await page.locator('form').getByRole('button', { name: 'The buyer pays' }).click()
    await page.locator('.cell', { hasText: '¥0.29' }).getByText('to ship', { exact: true }).waitFor()
    const { payments } = (await pages.control('GET', 'state')).body
    expect(payments).toMatchObject([
      { ...order, transaction_id: expect.stringMatching(/^42\d{26}$/), trade_state: 'SUCCESS' },
      { openid: 'oOther', paid_amount: 29, trade_state: 'SUCCESS' },
    ])
  })

  it('ships a payment, and makes the steps until it settles', async () => {
    await pages.control('PUT', 'state', {
      payments: [
        { transaction_id: '42', merchant_trade_no: 'T1', openid: 'oBuyer', paid_amount: 1234 },
        { transaction_id: '43', merchant_trade_no: 'T2', openid: 'oBuyer', paid_amount: 1 },
      ],
    })
    const page = await pages.open('payments')
    const cell = page.locator('.cell', { hasText: 'T1' })
    await cell.getByRole('button', { name: 'Ship' }).click()
    await cell.getByText('shipped', { exact: true }).waitFor()
    await cell.getByRole('button', { name: 'The buyer receives' }).click()
    await cell.getByRole('button', { name: 'Settle' }).click()
    await cell.getByText('settled', { exact: true }).waitFor()
    await page.getByRole('button', { name: '2 days later' }).click()
    const other = page.locator('.cell', { hasText: 'T2' })
    await other.getByText('overdue: 48 h').waitFor()
    await other.getByRole('button', { name: 'Refund' }).click()
    await other.getByText('refunded', { exact: true }).waitFor()
  })

  it('shows changes from one page in another page', async () => {
    const one = await pages.open('accounts')
    const other = await pages.open('accounts')
    await fillInExample(one)
    await one.getByRole('button', { name: 'Send' }).click()
    for (const page of [one, other])
      await page.locator('.cell', { hasText: '123456' }).getByText('bound', { exact: true }).waitFor()
    await other.getByRole('button', { name: 'Unbind' }).click()
    for (const page of [one, other]) await page.getByText('unbound').waitFor()
  })

  it('continues after a lost connection, with the calls made meanwhile and without fetching all calls again', async () => {
    pages.allow(/^Failed to load resource: net::ERR_/)
    const relay = new CutableRelay(pages.url())
    const at = await relay.listen()
    try {
      const page = await pages.open('calls', { at })
      await bind()
      await page.locator('.row').nth(1).waitFor()
      const fetched: string[] = []
      page.on('request', (it) => fetched.push(new URL(it.url()).pathname))

      relay.cut()
      await page.getByText('Connection lost, trying again').waitFor()
      await bind()
      relay.restore()

      await page.locator('.row').nth(3).waitFor()
      await page.locator('.live:not(.lost)').waitFor()
      expect(await page.locator('.row b').allInnerTexts()).toEqual([
        'bindAccount',
        'logistics.bindAccount',
        'bindAccount',
        'logistics.bindAccount',
      ])
      expect(fetched).not.toContain('/emulator/calls')
    } finally {
      relay.close()
    }
  })
})

describe('the page after a restart of the local WeChat', () => {
  it('shows the new state', async () => {
    const browser = await openBrowser()
    const first = await createLocalWeChat({ env: { ADMIN_OPENIDS: 'oAdmin' } })
    try {
      await fill(first.url)
      const page = await browser.newPage({ locale: 'en-GB' })
      await page.goto(`${first.url}/#calls`)
      await row(page, 'addOrder').waitFor()
      await first.close()
      await page.getByText('Connection lost, trying again').waitFor()
      const second = await createLocalWeChat({ port: Number(new URL(first.url).port) })
      try {
        await page.getByText('No calls.').waitFor()
        await fetch(`${second.url}/cgi-bin/token`)
        await row(page, 'token').waitFor()
      } finally {
        await second.close()
      }
    } finally {
      await browser.close()
      await first.close()
    }
  })
})

describe('openBrowser', () => {
  it('fails with a message that says how to install Chromium', async () => {
    await expect(openBrowser('/nowhere/chromium')).rejects.toThrow(
      '/nowhere/chromium does not exist. Install Chromium (apt-get install chromium-headless-shell), or set CHROMIUM to its path.',
    )
  })
})
