import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { returnedIn } from './helpers/callFunction'
import { deployingPages, firstPage, functionsPages, localWeChatPages, pages } from './helpers/pages'
import { withLocalWeChat } from './helpers/withLocalWeChat'

const ROOT = join(__dirname, '..')
const { version, scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

/** What differs from call to call. */
const VARIES = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8}(-[0-9a-f]{8}){2}/g

describe('the first page', () => {
  const wechat = withLocalWeChat()

  it('shows what the function really answers, in English and Chinese', async () => {
    const calls = [...firstPage.text.matchAll(/-d '(.*)'/g)].map(([, json = '']) => JSON.parse(json))
    const [first = '', second = ''] = firstPage.blocks('json')
    const answers = [
      await wechat.callFunction('bindAccount', calls[0]),
      await wechat.callFunction('bindAccount', calls[1]),
    ]
    const plain = (json: string) => JSON.parse(json.replace(VARIES, ''))
    expect(plain(JSON.stringify(answers[0]))).toEqual(plain(first))
    expect(plain(JSON.stringify(returnedIn(answers[1]).result))).toEqual(plain(second))
    expect(firstPage.text).toContain(`\`result\` 为 \`${JSON.stringify(returnedIn(answers[0]).result)}\``)
    expect(calls).toHaveLength(2)
  })

  it('is read in one go', () => {
    expect(firstPage.text.split('\n').length).toBeLessThanOrEqual(151)
  })

  it('names the version that there is', () => {
    expect(firstPage.text.match(/wx-logistics-[^ ]+\.tgz/g)).toEqual(
      expect.arrayContaining([`wx-logistics-${version}.tgz`]),
    )
    expect(new Set(firstPage.text.match(/\d+\.\d+\.\d+-rc\.\d+/g))).toEqual(new Set([version]))
  })

  it('says the same in both languages', () => {
    const [en, zh] = firstPage.splitAt('## 中文')

    expect(en.facts()).toHaveLength(2)
    expect(zh.facts()).toEqual(en.facts())
    expect(zh.commands()).toEqual(en.commands())
  })

  it('leads to every other page', () => {
    const others = pages.filter((page) => page !== firstPage).map(({ path }) => path)

    expect(others.filter((path) => !firstPage.text.includes(`](${path})`))).toEqual([])
  })
})

describe('the pages', () => {
  const translated = [functionsPages, deployingPages, localWeChatPages].map((pair) => [pair.en.path, pair] as const)

  it.each(pages.map((page) => [page.path, page] as const))('have links that lead somewhere: %s', (_path, page) => {
    expect(page.brokenLinks()).toEqual([])
  })

  it.each(translated)('say the same in both languages: %s', (_path, { en, zh }) => {
    expect(zh.facts()).toEqual(en.facts())
    expect(zh.code()).toEqual(en.code())
    expect(zh.anchors()).toHaveLength(en.anchors().length)
  })

  it('are all that there are', () => {
    const found = ['cloudfunctions', 'scripts'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => posix.join(folder, path)),
    )

    expect(
      ['README.md', ...found.filter((path) => path.endsWith('.md') && !path.includes('node_modules'))].sort(),
    ).toEqual(pages.map(({ path }) => path).sort())
  })

  it('name every script that is for their readers', () => {
    const commands = Object.keys(scripts).filter((name) => !/^pre|^lint|^fetch$|^test$|^start$/.test(name))
    const all = pages.map(({ text }) => text).join('\n')

    expect(commands.filter((name) => !all.includes(`npm run ${name}`))).toEqual([])
  })

  it('call the local WeChat by its one Chinese name', () => {
    expect(pages.filter(({ text }) => text.includes('本地微信')).map(({ path }) => path)).toEqual([])
  })
})
