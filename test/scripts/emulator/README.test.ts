import { Command } from 'commander'
import { parseFixtures } from '../../../scripts/emulator/state/parseFixtures'
import { addOptions } from '../../../scripts/start/options'
import { localWeChatPages } from '../../helpers/pages'
import { withLocalWeChat } from '../../helpers/withLocalWeChat'
import { firstLines } from '../../package/firstLines'

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
  it('assumes the same', () => {
    const last = (tables: string[][][]) => tables.at(-1) ?? []
    const are = (word: string) => (row: string[]) => row.join().includes(word)

    expect(last(zh.tables()).map(are('*推断*'))).toEqual(last(en.tables()).map(are('*assumed*')))
  })
})
