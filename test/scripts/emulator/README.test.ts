import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { parseFixtures } from '../../../scripts/emulator/state/parseFixtures'
import { addOptions } from '../../../scripts/start/options'
import type { Page } from '../../helpers/Page'
import { localWeChatPages } from '../../helpers/pages'
import { withLocalWeChat } from '../../helpers/withLocalWeChat'
import { firstLines } from '../../package/firstLines'

const ROOT = join(__dirname, '../../..')
const { en, zh } = localWeChatPages
const columns = (table: string[][], ...at: number[]) => table.map((row) => at.map((column) => row[column]))

describe.each(Object.entries(localWeChatPages))('the page in %s', (_language, page) => {
  const wechat = withLocalWeChat()

  it('tells whatever the log may have of a call', async () => {
    await wechat.control('PUT', 'faults', [{ api: 'logistics.getQuota', kind: 'delay', ms: 1, times: 1 }])
    await wechat.control('PUT', 'stubs', [{ api: '/some/path', answer: {} }])
    await wechat.callFunction('getQuota', {}, 'oVisitor')
    await wechat.callFunction('getQuota', { deliveryId: 'SF', bizId: '123456' })
    await wechat.https('GET', '/some/path')
    await wechat.https('GET', '/some/other')
    const { body } = await wechat.control('GET', 'calls')
    const fields = [...new Set(body.flatMap((call) => Object.keys(call)))]
    const [, told = ''] = page.table('`POST /functions/NAME`').find(([path]) => path === '`GET /emulator/calls`') ?? []

    expect(fields).toEqual(expect.arrayContaining(['fault', 'stub', 'notSimulated', 'note', 'openid', 'requestId']))
    expect(fields.filter((field) => !told.includes(`\`${field}\``))).toEqual([])
  })

  it('has every option, with its variable', () => {
    const { options } = addOptions(new Command(), (en) => en, true)
    const told = columns(page.table('`--port NUMBER`'), 0, 1)

    expect(told.map(([option = '', variable]) => [/--[a-z-]+/.exec(option)?.[0], variable])).toEqual(
      options.map(({ long, envVar }) => [long, `\`${envVar}\``]),
    )
  })

  it('shows fixtures that are good', () => {
    const [fixtures = ''] = page.blocks('json')

    expect(parseFixtures(fixtures, 'README.md').accounts).toMatchObject([{ delivery_id: 'YUNDA', biz_id: 'our-shop' }])
  })

  it('shows the first lines that are run', () => {
    const { commonjs, jestConfig, tsJestConfig, vitestConfig, jest } = firstLines

    expect(page.blocks()).toEqual(expect.arrayContaining([commonjs, jestConfig, tsJestConfig, vitestConfig, jest]))
  })
})

/** Assumptions about WeChat that only the documentation makes. */
const WITHOUT_CODE = ['push-event-name', 'unverified', 'phone-debugging', 'upload-keeps']

describe('the assumptions', () => {
  const idsOf = (page: Page) => columns(page.table('`bind-order`'), 0).map(([id = '']) => id.replaceAll('`', ''))
  const sources = ['cloudfunctions', 'scripts'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !path.includes('node_modules'))
      .map((path) => readFileSync(join(ROOT, folder, path), 'utf8')),
  )
  const references = new Set(sources.flatMap((text) => [...text.matchAll(/assumed#([\w-]+)/g)].map(([, id]) => id)))

  it('have the same ids in both languages, each once', () => {
    expect(idsOf(zh)).toEqual(idsOf(en))
    expect(new Set(idsOf(en)).size).toBe(idsOf(en).length)
  })

  it('say for each id what is assumed, its source and how to check it', () => {
    const rows = [...en.table('`bind-order`'), ...zh.table('`bind-order`')]

    expect(rows.filter((cells) => cells.length !== 4 || cells.includes(''))).toEqual([])
  })

  it('have a row for every reference in the code', () => {
    expect([...references].filter((id) => !idsOf(en).includes(String(id)))).toEqual([])
  })

  it('are referred to by the code that relies on them', () => {
    const unnamed = idsOf(en).filter((id) => !references.has(id))

    expect(unnamed.sort()).toEqual([...WITHOUT_CODE].sort())
  })
})
