import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { type Block, blocksOf } from './blocks'

export const ROOT = join(__dirname, '../..')

export type Language = 'en' | 'zh'

export interface Page {
  path: string
  language: Language
  blocks: Block[]
}

/** The pages for users. Reference pages are generated from data and contain no commands. */
export const pages: readonly Page[] = [
  'README.md',
  ...['cloudfunctions', 'cloudfunctions/docs', 'scripts/emulator', 'scripts/emulator/docs'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => posix.join(folder, name)),
  ),
].flatMap((path): Page[] => {
  // The first page has both languages. A reader follows one of them.
  const [first = '', chinese] = readFileSync(join(ROOT, path), 'utf8').split(/^(?=## 中文$)/m)
  const language = path.includes('zh-CN') ? 'zh' : 'en'
  const page = { path, language, blocks: blocksOf(path, first) } as const
  if (chinese === undefined) return [page]
  const linesBefore = '\n'.repeat(first.split('\n').length - 1)
  return [page, { path, language: 'zh', blocks: blocksOf(path, linesBefore + chinese) }]
})
