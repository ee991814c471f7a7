import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

export type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** Where Debian installs Chromium. The first one has no windows, and is faster. */
const INSTALLED = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']
/** The path of Chromium. */
const { CHROMIUM = INSTALLED.find((path) => existsSync(path)) ?? '/usr/bin/chromium-headless-shell' } = process.env

/** Options that keep Chromium from sending requests of its own. */
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
 * Starts a headless Chromium with an empty profile.
 *
 * @throws Error if the path does not exist
 */
export async function openBrowser(path = CHROMIUM): Promise<Browser> {
  if (!existsSync(path)) {
    throw new Error(
      `${path} does not exist. Install Chromium (apt-get install chromium-headless-shell), or set CHROMIUM to its path.`,
    )
  }
  return chromium.launch({ executablePath: path, args: ARGS })
}
