import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalWeChat } from '../emulator/createLocalWeChat'
import { build } from './build'
import { runProgram } from './build/bundle'
import { fill } from './screenshots/fill'
import { openBrowser } from './screenshots/openBrowser'

const FOLDER = join(__dirname, '../emulator/console/screenshots')
/** What the pictures show in each theme: the second call has the wrong password. */
const SHOWN = { light: 'overview', dark: 'calls/2' } as const

/**
 * Takes the pictures of the page that README shows, from a local WeChat with some data.
 *
 * @param to the folder to write them to
 * @param port of the local WeChat, whose address is in the pictures
 */
export async function takePictures(to: string, port: number): Promise<void> {
  const browser = await openBrowser()
  const wechat = await createLocalWeChat({ port, env: { ADMIN_OPENIDS: 'oAdmin' } })
  try {
    await fill(wechat.url)
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const locale of ['en', 'zh']) {
        const page = await browser.newPage({
          ...{ colorScheme, locale, timezoneId: 'Asia/Shanghai' },
          viewport: { width: 1280, height: 800 },
        })
        await page.goto(`${wechat.url}/#${SHOWN[colorScheme]}`)
        await page.locator('.row').first().waitFor()
        // Playwright writes no WebP, which takes a third of a PNG.
        const chromium = await page.context().newCDPSession(page)
        const { data } = await chromium.send('Page.captureScreenshot', { format: 'webp', quality: 90 })
        writeFileSync(join(to, `${colorScheme}.${locale}.webp`), data, 'base64')
      }
    }
  } finally {
    await browser.close()
    await wechat.close()
  }
}

/** `npm run screenshots` */
async function screenshots(): Promise<void> {
  await build()
  await takePictures(FOLDER, 8787)
}

runProgram(module, screenshots)
