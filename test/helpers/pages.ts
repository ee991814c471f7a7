import { readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { Page } from './Page'

const ROOT = join(__dirname, '../..')
const FOLDERS = ['cloudfunctions', 'cloudfunctions/docs', 'scripts/emulator', 'scripts/emulator/docs']

const page = (path: string) => new Page(ROOT, path)

function inBothLanguages(path: string): { en: Page; zh: Page } {
  return { en: page(path), zh: page(path.replace(/\.md$/, '.zh-CN.md')) }
}

/** The first page. It contains both languages. */
export const firstPage = page('README.md')

/** The other pages for users. */
export const translatedPages = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => /^[^.]+\.md$/.test(name))
    .map((name) => inBothLanguages(posix.join(folder, name))),
)

/** All pages for users. */
export const pages = [firstPage, ...translatedPages.flatMap(({ en, zh }) => [en, zh])]

export const functionsPages = inBothLanguages('cloudfunctions/README.md')
export const localWeChatPages = inBothLanguages('scripts/emulator/README.md')
export const bindPages = inBothLanguages('cloudfunctions/docs/bind.md')
export const shipPages = inBothLanguages('cloudfunctions/docs/ship.md')
export const backEndPages = inBothLanguages('cloudfunctions/docs/back-end.md')
export const deployPages = inBothLanguages('cloudfunctions/docs/deploy.md')
