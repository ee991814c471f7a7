import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, posix } from 'node:path'
import { openBrowser } from '../../scripts/development/screenshots/openBrowser'
import { packed } from '../helpers/packed'
import { run } from '../package/Project'
import { blocksOf } from './blocks'
import { ForeignProject } from './ForeignProject'

const ROOT = join(__dirname, '../..')
jest.setTimeout(600_000)

/** The pages for users. Reference pages are generated from data and contain no commands. */
const pages = [
  'README.md',
  ...['cloudfunctions', 'cloudfunctions/docs', 'scripts/emulator', 'scripts/emulator/docs'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => posix.join(folder, name)),
  ),
].flatMap((path) => {
  // The first page has both languages. A reader follows one of them.
  const [first = '', chinese] = readFileSync(join(ROOT, path), 'utf8').split(/^(?=## 中文$)/m)
  const language = path.includes('zh-CN') ? 'zh' : 'en'
  const page = { path, language, blocks: blocksOf(path, first) } as const
  if (chinese === undefined) return [page]
  const linesBefore = '\n'.repeat(first.split('\n').length - 1)
  return [page, { path, language: 'zh', blocks: blocksOf(path, linesBefore + chinese) } as const]
})

/** The largest share of blocks that need what a test does not have. */
const MAX_NOT_RUN = 0.1

/** Fixtures that are nobody else's: each example has to work with them too. */
const FIXTURES = {
  miniPrograms: [{ appid: 'wx1234567890abcdef', secret: 'the-secret-of-the-docs' }],
}

const dir = mkdtempSync(join(tmpdir(), 'docs-'))
/** One project for all pages: installing its packages takes long. */
const own = join(dir, 'project')
/** What stays in the project from page to page. */
const KEPT = ['node_modules', 'package-lock.json', 'package.json', 'vendor']

const ranInRepository = new Set<string>()

/** Removes what the last page has left in the project, and writes what each page finds there. */
function resetProject(): void {
  for (const name of readdirSync(own)) {
    if (!KEPT.includes(name)) rmSync(join(own, name), { recursive: true })
  }
  const { miniPrograms } = FIXTURES
  const files = {
    'project.config.json': { appid: miniPrograms[0]?.appid, cloudfunctionRoot: 'cloudfunctions/' },
    'app.json': { pages: [] },
    'local-wechat.json': FIXTURES,
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(own, name), JSON.stringify(content))
  mkdirSync(join(own, 'cloudfunctions'))
}

beforeAll(async () => {
  const vendor = join(own, 'vendor')
  mkdirSync(vendor, { recursive: true })
  const tarball = await packed(dir)
  copyFileSync(tarball, join(vendor, basename(tarball)))
  writeFileSync(join(own, 'package.json'), '{ "private": true }\n')
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', '--save-dev']
  const packages = [
    ...[`./vendor/${basename(tarball)}`, 'wx-server-sdk@4.0.2', 'jest@30', 'vitest@4', 'ts-jest@29', 'typescript@6'],
    ...['@types/node@20', '@types/jest@30', 'miniprogram-api-typings@5'],
  ]
  const { code, err } = await run('npm', ['install', ...options, ...packages], own)
  if (code !== 0) throw new Error(err)
})
afterAll(() => rmSync(dir, { recursive: true }))

describe('what a page shows', () => {
  it.each(pages.filter(({ blocks }) => blocks.length > 0))(
    'works in a project, block after block: $path, $language',
    async ({ language, blocks }) => {
      resetProject()
      const project = new ForeignProject(own, ROOT, language)
      try {
        for (const block of blocks) {
          // A command in the repository does the same in both languages.
          const isRepeated = block.mark === 'repository' && ranInRepository.has(block.code)
          if (!isRepeated) await project.run(block)
          if (block.mark === 'repository') ranInRepository.add(block.code)
        }
        project.checkTypes()
      } finally {
        await project.close()
      }
    },
  )

  it('is run, with few exceptions', () => {
    const blocks = pages.flatMap((page) => page.blocks)
    const notRun = blocks.filter(({ mark }) => mark.startsWith('needs '))
    console.log(notRun.map(({ at, mark }) => `${at} ${mark}`).join('\n'))

    expect(notRun.length / blocks.length).toBeLessThanOrEqual(MAX_NOT_RUN)
  })
})

describe('what the terminal offers', () => {
  it.each(['en', 'zh'] as const)('works in a project, as printed: %s', async (language) => {
    resetProject()
    const project = new ForeignProject(own, ROOT, language)
    const run = (code: string) =>
      project.run({ at: 'the terminal', language: 'sh', code, mark: code.endsWith(' start') ? 'background' : '' })
    const offeredBy = async (code: string) => {
      await run(code)
      const [command] = project.offered()
      if (command === undefined) throw new Error(`${code} offers no command`)
      return command
    }
    try {
      await run(await offeredBy('npx wx-logistics --help'))
      const start = await offeredBy('npx wx-logistics init --yes')
      await run(await offeredBy(start))
    } finally {
      await project.close()
    }
  })
})

describe('what the page offers', () => {
  it.each([
    { language: 'en', locale: 'en-GB', copy: 'Copy as curl' },
    { language: 'zh', locale: 'zh-CN', copy: '复制为 curl' },
  ] as const)('works in a project, as shown and as copied: $language', async ({ language, locale, copy }) => {
    resetProject()
    const project = new ForeignProject(own, ROOT, language)
    const run = (code: string, mark = '') => project.run({ at: 'the page', language: 'sh', code, mark })
    const browser = await openBrowser()
    try {
      await run('npx wx-logistics init --yes')
      await run('npm pkg set scripts.test="node --version"')
      await run('npx wx-logistics start', 'background')
      const page = await browser.newPage({ locale, permissions: ['clipboard-read', 'clipboard-write'] })
      await page.goto(project.url)
      await page.getByText('/functions/').waitFor()
      const commands = await page.locator('.command pre').allInnerTexts()
      expect(commands).toEqual([
        expect.stringMatching(/^curl /),
        expect.stringMatching(/^npx wx-logistics call /),
        'npx wx-logistics exec -- npm test',
      ])
      for (const command of commands) await run(command)
      await page.goto(`${project.url}/#calls`)
      await page.locator('.row', { hasText: 'getAllAccount' }).first().click()
      await page.getByRole('button', { name: copy }).click()
      const copied = await page.evaluate('navigator.clipboard.readText()')
      expect(copied).toMatch(/^curl /)
      await run(String(copied))
    } finally {
      await browser.close()
      await project.close()
    }
  })
})
