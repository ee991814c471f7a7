import { Command } from 'commander'
import { parseFixtures } from '../../../scripts/emulator/state/parseFixtures'
import { addOptions } from '../../../scripts/start/options'
import type { Page } from '../../helpers/Page'
import { localWeChatPages } from '../../helpers/pages'
import { firstLines } from '../../package/firstLines'

const { en, zh } = localWeChatPages
const columns = (table: string[][], ...at: number[]) => table.map((row) => at.map((column) => row[column]))

describe.each(Object.entries(localWeChatPages))('the page in %s', (_language, page) => {
  it('has every option, with its variable', () => {
    const { options } = addOptions(new Command(), { port: 8787, state: '.local-wechat' })
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

describe('the page in Chinese', () => {
  it('has the same code and the same chapters as the one in English', () => {
    expect(zh.code()).toEqual(en.code())
    expect(zh.anchors()).toHaveLength(en.anchors().length)
  })

  it('has the same paths and faults', () => {
    const paths = (page: Page) => columns(page.table('`POST /functions/NAME`'), 0).slice(0, -1)

    expect(paths(zh)).toEqual(paths(en))
    expect(columns(zh.table('`errcode`'), 0)).toEqual(columns(en.table('`errcode`'), 0))
  })

  it('assumes the same', () => {
    const last = (tables: string[][][]) => tables.at(-1) ?? []
    const told = ([behaviour = '', source = '']: string[], assumed: string) => ({
      codes: behaviour.match(/-?\d{5,}/g),
      isAssumed: source.includes(assumed),
    })

    expect(last(zh.tables()).map((row) => told(row, '*推断*'))).toEqual(
      last(en.tables()).map((row) => told(row, '*assumed*')),
    )
  })
})
