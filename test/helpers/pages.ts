import { join } from 'node:path'
import { Page } from './Page'

const page = (path: string) => new Page(join(__dirname, '../..'), path)

/** Of both languages. */
export const firstPage = page('README.md')

export const functionsPages = { en: page('cloudfunctions/README.md'), zh: page('cloudfunctions/README.zh-CN.md') }
export const deployingPages = { en: page('cloudfunctions/DEPLOYING.md'), zh: page('cloudfunctions/DEPLOYING.zh-CN.md') }
export const localWeChatPages = {
  en: page('scripts/emulator/README.md'),
  zh: page('scripts/emulator/README.zh-CN.md'),
}

export const pages = [
  firstPage,
  ...[functionsPages, deployingPages, localWeChatPages].flatMap(({ en, zh }) => [en, zh]),
]
