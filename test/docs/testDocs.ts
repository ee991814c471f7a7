import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../../scripts/development/screenshots/openBrowser'
import { packed } from '../helpers/packed'
import { run } from '../package/Project'
import { ForeignProject } from './ForeignProject'
import { type Language, type Page, pages } from './pages'

/** What the browser of a reader says, and what the page then calls a button. */
const BROWSER = {
  en: { locale: 'en-GB', copy: 'Copy as curl' },
  zh: { locale: 'zh-CN', copy: '复制为 curl' },
}

/** The packages with which the types of a page's TypeScript files are checked. */
const CHECKER = ['typescript@6', '@types/node@20', '@types/jest@30', 'miniprogram-api-typings@5']

/**
 * Tests the documentation in one language. The README starts in an empty folder beside the clone; every other page starts with
 * what the README's steps have put there, and nothing else.
 */
export function testDocs(language: Language): void {
  jest.setTimeout(600_000)
  const dir = mkdtempSync(join(tmpdir(), 'docs-'))
  const own = join(dir, 'shop')
  const afterReadme = join(dir, 'after-readme')
  const clone = join(dir, 'wx-logistics')
  const checker = join(dir, 'checker')

  const startFrom = (folder?: string) => {
    rmSync(own, { recursive: true, force: true })
    if (folder === undefined) mkdirSync(own)
    else cpSync(folder, own, { recursive: true, verbatimSymlinks: true })
    return new ForeignProject(own, language)
  }
  const read = async (page: Page, project: ForeignProject) => {
    try {
      for (const block of page.blocks) await project.run(block)
      project.checkTypes(checker)
    } finally {
      await project.close()
    }
  }

  beforeAll(async () => {
    mkdirSync(clone)
    cpSync(await packed(dir), join(clone, 'wx-logistics-1.0.0-rc.1.tgz'))
    mkdirSync(checker)
    const { code, err } = await run(
      'npm',
      ['install', '--prefer-offline', '--no-audit', '--no-fund', ...CHECKER],
      checker,
    )
    if (code !== 0) throw new Error(err)
  })
  afterAll(() => rmSync(dir, { recursive: true }))

  const [readme, ...others] = pages.filter((page) => page.language === language && page.blocks.length > 0)

  describe('what a page shows', () => {
    it('README.md works in an empty folder, block after block', async () => {
      if (readme === undefined) throw new Error('README.md has no blocks')
      await read(readme, startFrom())
      cpSync(own, afterReadme, { recursive: true, verbatimSymlinks: true })
    })

    it.each(others)('works after the README, block after block: $path', async (page) => {
      await read(page, startFrom(afterReadme))
    })
  })

  describe('what is offered', () => {
    const projectAfter = (code: string) => {
      const project = startFrom(afterReadme)
      const run = (code: string, mark = '') => project.run({ at: 'what is offered', language: 'sh', code, mark })
      return { project, run, ready: run(code) }
    }

    it('the terminal offers works as printed', async () => {
      const { project, run, ready } = projectAfter('npx wx-logistics --help')
      const offered = async () => {
        const [command] = project.offered()
        if (command === undefined) throw new Error('no command is offered')
        return command
      }
      try {
        await ready
        await run(await offered())
        await run('npx wx-logistics init --yes')
        await run(await offered(), 'background')
        await run(await offered())
      } finally {
        await project.close()
      }
    })

    it('the page offers works as shown and as copied', async () => {
      const { project, run, ready } = projectAfter('npm pkg delete scripts.test')
      const { locale, copy } = BROWSER[language]
      const browser = await openBrowser()
      try {
        await ready
        await run('npx wx-logistics start', 'background')
        const page = await browser.newPage({ locale, permissions: ['clipboard-read', 'clipboard-write'] })
        await page.goto(project.url)
        const offered = page.locator('.command pre')
        await offered.filter({ hasText: 'getAllAccount' }).waitFor()
        // There is no npm test.
        const [add = '', ...others] = await offered.allInnerTexts()
        expect([add, ...others]).toEqual([
          'npx wx-logistics add getAllAccount',
          expect.stringMatching(/^npx wx-logistics call /),
        ])
        await run(add)
        await run('npm pkg set scripts.test="node --version"')
        await page.reload()
        await page.getByText('/functions/').waitFor()
        const commands = await offered.allInnerTexts()
        expect(commands).toEqual([
          expect.stringMatching(/^curl .* -d "\{\}" http:.*\/functions\/getAllAccount$/),
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
}
