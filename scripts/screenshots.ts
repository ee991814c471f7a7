import { cpSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build'
import { createLocalWeChat } from './emulator/createLocalWeChat'
import { fill } from './screenshots/fill'
import { openBrowser } from './screenshots/openBrowser'

const FOLDER = join(__dirname, 'emulator/console/screenshots')

/** What README shows: the page light and dark, each in a language. */
const PICTURES = [
  { file: 'light.png', colorScheme: 'light', locale: 'zh-CN', tab: 'overview' },
  { file: 'dark.png', colorScheme: 'dark', locale: 'en-GB', tab: 'calls' },
] as const

/** `npm run screenshots`: takes the pictures of the page that README shows, of a local WeChat with something in it. */
async function screenshots(): Promise<void> {
  await build()
  const browser = await openBrowser()
  // The page shows where the functions are, which should be nobody's own folder.
  const functions = join(tmpdir(), 'shop/cloudfunctions')
  cpSync(join(__dirname, '../dist/cloudfunctions'), functions, { recursive: true })
  const wechat = await createLocalWeChat({ port: 8787, functions, env: { ADMIN_OPENIDS: 'oAdmin' } })
  try {
    await fill(wechat.url)
    for (const { file, colorScheme, locale, tab } of PICTURES) {
      const viewport = { width: 1280, height: 800 }
      const page = await browser.newPage({ colorScheme, locale, timezoneId: 'Asia/Shanghai', viewport })
      await page.goto(`${wechat.url}/#${tab}`)
      await page.locator('.row').first().waitFor()
      if (tab === 'calls') await page.locator('.row', { hasText: '9300531' }).first().click()
      await page.screenshot({ path: join(FOLDER, file) })
      await page.close()
    }
  } finally {
    await browser.close()
    await wechat.close()
    rmSync(join(tmpdir(), 'shop'), { recursive: true })
  }
}

if (require.main === module) {
  screenshots().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
