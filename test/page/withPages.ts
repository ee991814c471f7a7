import {
  type Browser,
  type BrowserContextOptions,
  openBrowser,
  type Page,
} from '../../scripts/development/screenshots/openBrowser'
import { createLocalWeChat, type LocalWeChat, type LocalWeChatOptions } from '../../scripts/emulator/createLocalWeChat'
import { callFunction } from '../helpers/callFunction'
import { controlOf } from '../helpers/controlOf'

/**
 * Starts one browser and one local WeChat for all tests of the file or the describe block, and resets it before each.
 * Fails a test if a page logs an error on its console or sends a request to another address.
 *
 * @param options options of the local WeChat, or a function that returns them just before the start
 */
export function withPages(options: LocalWeChatOptions | (() => LocalWeChatOptions) = {}) {
  let browser: Browser
  let wechat: LocalWeChat
  let pages: Page[] = []
  let errors: string[] = []
  let foreign: string[] = []
  let allowed: RegExp | undefined
  const control = controlOf(() => wechat.url)

  beforeAll(async () => {
    browser = await openBrowser()
    wechat = await createLocalWeChat(typeof options === 'function' ? options() : options)
  }, 60_000)
  beforeEach(async () => {
    errors = []
    foreign = []
    allowed = undefined
    await control('POST', 'reset')
  })
  afterEach(async () => {
    await Promise.all(pages.map((page) => page.context().close()))
    pages = []
    const unexpected = errors.filter((it) => !allowed?.test(it))
    expect({ errors: unexpected, foreign }).toEqual({ errors: [], foreign: [] })
  })
  afterAll(async () => {
    await browser?.close()
    await wechat?.close()
  })

  return {
    url: () => wechat.url,
    control,
    callFunction: (name: string, data: object, openid?: string) => callFunction(wechat.url, name, data, openid),
    /** Allows a console error in this test. The browser logs one for each failed response. */
    allow: (error: RegExp) => {
      allowed = error
    },
    /** Opens the page at a tab, in a browser context without stored data. */
    async open(
      tab = '',
      { at = wechat.url, ...settings }: BrowserContextOptions & { at?: string } = {},
    ): Promise<Page> {
      const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...settings })
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      pages.push(page)
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
      page.on('pageerror', (error) => errors.push(String(error)))
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== at) foreign.push(request.url())
      })
      await page.goto(`${at}/${tab && `#${tab}`}`)
      await page.locator('.live:not(.lost)').waitFor()
      return page
    },
  }
}

/** Waits for the page to draw, which it does once for each frame. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
}

/** Fills in the example of the form that is open, and waits until its fields have it: it is fetched. */
export async function fillInExample(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /Fill in an example|填入示例/ })
  await button.click()
  await button.locator('xpath=following-sibling::form').and(page.locator('form:valid')).waitFor()
}
