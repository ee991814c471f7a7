import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalWeChat } from '../emulator/createLocalWeChat'
import { build } from './build'
import { runProgram } from './build/bundle'
import { fill } from './screenshots/fill'
import { openBrowser } from './screenshots/openBrowser'

const FOLDER = join(__dirname, '../emulator/console/screenshots')
/** The call with the wrong password. */
const FAILED = 'calls/2'
const PICTURES = [
  { file: 'light.en.webp', colorScheme: 'light', shown: 'overview', locale: 'en-GB' },
  { file: 'light.zh.webp', colorScheme: 'light', shown: 'overview', locale: 'zh-CN' },
  { file: 'dark.en.webp', colorScheme: 'dark', shown: FAILED, locale: 'en-GB' },
  { file: 'dark.zh.webp', colorScheme: 'dark', shown: FAILED, locale: 'zh-CN' },
] as const

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
    for (const { file, shown, ...look } of PICTURES) {
      const page = await browser.newPage({
        ...look,
        timezoneId: 'Asia/Shanghai',
        viewport: { width: 1280, height: 800 },
      })
      await page.goto(`${wechat.url}/#${shown}`)
      await page.locator('.row').first().waitFor()
      // Playwright writes no WebP, which takes a third of a PNG.
      const chromium = await page.context().newCDPSession(page)
      const { data } = await chromium.send('Page.captureScreenshot', { format: 'webp', quality: 90 })
      writeFileSync(join(to, file), data, 'base64')
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
