import { join } from 'node:path'
import { build } from './build'
import { createLocalWeChat } from './emulator/createLocalWeChat'
import { fill } from './screenshots/fill'
import { openBrowser } from './screenshots/openBrowser'

const FOLDER = join(__dirname, 'emulator/console/screenshots')
/** A path that belongs to no real machine; the overview shows it. */
const FUNCTIONS = '/home/shop/cloudfunctions'
const PICTURES = [
  { file: 'light.en.png', colorScheme: 'light', tab: 'overview', locale: 'en-GB' },
  { file: 'light.zh.png', colorScheme: 'light', tab: 'overview', locale: 'zh-CN' },
  { file: 'dark.en.png', colorScheme: 'dark', tab: 'calls', locale: 'en-GB' },
  { file: 'dark.zh.png', colorScheme: 'dark', tab: 'calls', locale: 'zh-CN' },
] as const

/**
 * Takes the pictures of the page that README shows, from a local WeChat with some data.
 *
 * @param to the folder to write them to
 * @param port of the local WeChat, whose address is in the pictures
 */
export async function takePictures(to: string, port: number): Promise<void> {
  const wechat = await createLocalWeChat({ port, env: { ADMIN_OPENIDS: 'oAdmin' } })
  try {
    await fill(wechat.url)
    const browser = await openBrowser()
    try {
      for (const { file, tab, ...look } of PICTURES) {
        const page = await browser.newPage({
          ...look,
          timezoneId: 'Asia/Shanghai',
          viewport: { width: 1280, height: 800 },
        })
        await page.route('**/emulator/info', async (route) => {
          const info = await (await route.fetch()).json()
          await route.fulfill({ json: { ...info, functions: FUNCTIONS } })
        })
        await page.goto(`${wechat.url}/#${tab}`)
        await page.locator('.row').first().waitFor()
        if (tab === 'calls') await page.locator('.row', { hasText: '9300531' }).first().click()
        await page.screenshot({ path: join(to, file) })
      }
    } finally {
      await browser.close()
    }
  } finally {
    await wechat.close()
  }
}

/** `npm run screenshots` */
async function screenshots(): Promise<void> {
  await build()
  await takePictures(FOLDER, 8787)
}

if (require.main === module) {
  screenshots().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
