import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalWeChat } from '../emulator/createLocalWeChat'
import { fill } from './fill'
import { openBrowser } from './openBrowser'

const SIZE = { width: 1280, height: 800 }
const LOCALES = { en: 'en-GB', zh: 'zh-CN' } as const
/** What each shows: a theme, and a tab. */
const PICTURES = [
  { colorScheme: 'light', tab: 'overview' },
  { colorScheme: 'dark', tab: 'calls' },
] as const

/**
 * Takes the pictures of the page, of a local WeChat with something in it: light and dark, each in both languages.
 *
 * @param to the folder that gets them, `light.en.png` and so on
 * @param port of the local WeChat, whose address is in the pictures
 */
export async function takePictures(to: string, port: number): Promise<void> {
  // The page shows where the functions are, which should be nobody's own folder.
  const folder = mkdtempSync(join(tmpdir(), 'shop-'))
  const functions = join(folder, 'cloudfunctions')
  const ends = [async () => rmSync(folder, { recursive: true })]
  try {
    cpSync(join(__dirname, '../../dist/cloudfunctions'), functions, { recursive: true })
    const wechat = await createLocalWeChat({ port, functions, env: { ADMIN_OPENIDS: 'oAdmin' } })
    ends.unshift(() => wechat.close())
    await fill(wechat.url)
    const browser = await openBrowser()
    ends.unshift(() => browser.close())
    for (const { colorScheme, tab } of PICTURES) {
      for (const [language, locale] of Object.entries(LOCALES)) {
        const page = await browser.newPage({ colorScheme, locale, timezoneId: 'Asia/Shanghai', viewport: SIZE })
        await page.goto(`${wechat.url}/#${tab}`)
        await page.locator('.row').first().waitFor()
        if (tab === 'calls') await page.locator('.row', { hasText: '9300531' }).first().click()
        await page.screenshot({ path: join(to, `${colorScheme}.${language}.png`) })
        await page.close()
      }
    }
  } finally {
    for (const end of ends) await end()
  }
}
