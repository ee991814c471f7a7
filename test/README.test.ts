import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { firstPage, pages, translatedPages } from './helpers/pages'

const ROOT = join(__dirname, '..')
const { version, scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

const isGenerated = (text: string) => text.startsWith('<!-- ')
const linesOf = (text: string) => text.split('\n').length

describe('the first page', () => {
  const [en, zh] = firstPage.splitAt('## 中文')

  it('has at most 200 lines, half of them in each language', () => {
    expect(linesOf(en.text)).toBeLessThanOrEqual(100)
    expect(linesOf(zh.text)).toBeLessThanOrEqual(100)
  })

  it('names the current version', () => {
    const packages = firstPage.text.match(/wx-logistics-[^ ]+\.tgz/g)

    expect([...new Set(packages)]).toEqual([`wx-logistics-${version}.tgz`])
  })

  it('contains the same commands and tables in both languages', () => {
    expect(zh.commands()).toEqual(en.commands())
    expect(zh.facts()).toEqual(en.facts())
  })
})

describe('the pages for users', () => {
  const byPath = translatedPages.map((pair) => [pair.en.path, pair] as const)

  it.each(pages.map((page) => [page.path, page] as const))(
    'contain only links to places that exist: %s',
    (_path, page) => {
      expect(page.brokenLinks()).toEqual([])
    },
  )

  it('are each linked from another page', () => {
    const linked = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/\]\(([^)#\s]+)/g)].map(([, link = '']) => posix.join(posix.dirname(path), link)),
    )

    expect(pages.filter(({ path }) => path !== 'README.md' && !linked.includes(path))).toEqual([])
  })

  it.each(byPath)(
    'contain every table, command and file in Chinese that they contain in English: %s',
    (_path, { en, zh }) => {
      expect(zh.facts()).toEqual(expect.arrayContaining(en.facts()))
      expect(zh.commands()).toEqual(expect.arrayContaining(en.commands()))
      expect(zh.code()).toEqual(expect.arrayContaining(en.code()))
      expect(zh.anchors()).toHaveLength(en.anchors().length)
    },
  )

  it('have at most 200 lines, except those that are generated', () => {
    const long = pages.filter(({ text }) => !isGenerated(text) && linesOf(text) > 200)

    expect(long.map(({ path }) => path)).toEqual([])
  })

  it('call the local WeChat 本地模拟环境', () => {
    expect(pages.filter(({ text }) => text.includes('本地微信')).map(({ path }) => path)).toEqual([])
  })
})

describe('the page for contributors', () => {
  it('names every script of package.json', () => {
    const text = readFileSync(join(ROOT, '.github/CONTRIBUTING.md'), 'utf8') + firstPage.text
    const commands = Object.keys(scripts).filter((name) => !/^pre|^fetch$|^test$|^start$/.test(name))
    const isNamed = (name: string) => text.includes(`npm run ${name}`) || text.includes(`\`${name}\``)

    expect(commands.filter((name) => !isNamed(name))).toEqual([])
  })
})
