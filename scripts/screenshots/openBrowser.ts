import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

export type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** Where it is: where Debian has it unless the environment says otherwise. */
const { CHROMIUM = '/usr/bin/chromium' } = process.env

/** A browser that asks nobody anything of its own accord. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * Opens Chromium, headless and with nothing that it remembers.
 *
 * @param path of its program
 * @throws Error when there is none
 * @example
 * const browser = await openBrowser()
 * const page = await browser.newPage({ locale: 'zh-CN', colorScheme: 'dark' })
 */
export async function openBrowser(path = CHROMIUM): Promise<Browser> {
  if (!existsSync(path)) {
    throw new Error(`there is no Chromium at ${path}: apt-get install chromium, or name another in CHROMIUM`)
  }
  return chromium.launch({ executablePath: path, args: ARGS })
}
