import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { apis } from '../../cloudfunctions/openapi/apis'
import type { Api } from '../../cloudfunctions/openapi/apis/Api'
import { conditionsOf, isOptional } from '../../cloudfunctions/openapi/apis/schemas'
import { allCodes } from '../../cloudfunctions/openapi/codes/meaningOf'
import { createOpenApi } from '../../cloudfunctions/openapi/createOpenApi'
import { defaultFixtures } from '../../scripts/emulator/state/defaultFixtures'
import { functionsPages } from '../helpers/pages'
import { temporaryFolder } from '../helpers/temporaryFolder'
import { firstLines } from '../package/firstLines'

const ROOT = join(__dirname, '../..')
const { en, zh } = functionsPages
const columns = (table: string[][], ...at: number[]) => table.map((row) => at.map((column) => row[column]))

describe.each([
  ['en', en, { franchise: 'franchise', direct: 'direct', needed: 'required', free: 'not required', yes: 'yes' }],
  ['zh', zh, { franchise: '加盟', direct: '直营', needed: '必填', free: '可以不填', yes: '是' }],
] as const)('the page in %s', (language, page, words) => {
  it('has the table of codes that the registry holds', () => {
    const rows = Object.entries(allCodes)
      .map(([errCode, code]) => ({ errCode: Number(errCode), ...code }))
      .sort((a, b) => Number(a.errCode < -1) - Number(b.errCode < -1) || Math.abs(a.errCode) - Math.abs(b.errCode))
      .map(({ errCode, meaning, cause, next }) => [
        String(errCode),
        ...[meaning, cause, next].map((text) => text?.[language] ?? ''),
      ])

    expect(page.table('0')).toEqual(rows)
    expect(rows.filter(([, , , next]) => next === '').map(([errCode]) => errCode)).toEqual(['0'])
  })

  it('has the parameters of bindAccount, with those that are required', () => {
    const params = Object.entries(apis['logistics.bindAccount'].params.entries)

    expect(columns(page.table('`type`'), 0, 1)).toEqual(
      params.map(([name, schema]) => [`\`${name}\``, isOptional(schema) ? '' : words.yes]),
    )
  })

  it('has the parameters of every other function', () => {
    const functions = Object.values<Api>(apis).filter(({ name, cloud }) => cloud && name !== 'logistics.bindAccount')
    const rows = functions.map(({ name, params }) => {
      const conditional = conditionsOf(params).map(({ needs }) => needs)
      const told = Object.entries(params.entries).map(([param, schema]) => {
        if (conditional.includes(param)) return `${param}?`
        return isOptional(schema) ? `[${param}]` : param
      })
      return [`\`${name.replace(/^.*\./, '')}\``, told.join(', ')]
    })

    expect(columns(page.table('`getAllAccount`'), 0, 1)).toEqual(rows)
  })

  it('has the couriers that the local WeChat knows, with what they want of a bind', () => {
    const { couriers, customers } = defaultFixtures()
    const rows = couriers.map(({ delivery_id, delivery_name, can_get_quota }) => {
      const customer = customers.find((it) => it.delivery_id === delivery_id)
      return [
        delivery_id,
        delivery_name,
        can_get_quota ? words.franchise : words.direct,
        customer?.needs_password ? words.needed : words.free,
        customer?.needs_review ? words.needed : '',
      ]
    })
    const told = page
      .table('YTO')
      .map((row) => row.map((cell, at) => (at < 3 ? cell : (/^[^:：；,（]*/.exec(cell) ?? [''])[0])))

    expect(told).toEqual(rows)
  })

  it('has every option of createOpenApi', () => {
    const told = columns(page.table('`appid`, `secret`'), 0).join(', ').replaceAll('`', '').split(', ')

    expect(() => createOpenApi(JSON.parse('{"nonsense":1}'))).toThrow(
      new Error(`option "nonsense" is unknown (known: ${told.join(', ')})`),
    )
  })

  it('shows the first lines that are run', () => {
    expect(page.blocks()).toEqual(expect.arrayContaining([firstLines.esm, firstLines.typescript]))
  })
})

describe('the page in Chinese', () => {
  it('tells the same parameters and results as the one in English', () => {
    expect(columns(zh.table('`getAllAccount`'), 0, 1, 2)).toEqual(columns(en.table('`getAllAccount`'), 0, 1, 2))
  })
})

/** What the steps say: a file, and all that is in it or lines that are to be added to it. */
const addAnApi = en.text.slice(en.text.indexOf('\n## Add an API'))
const steps = [...addAnApi.matchAll(/^`([^`\n]+)`\n\n```(ts|diff)\n(.*?)^```/gms)].map(
  ([, file = '', kind, text = '']) => ({
    file,
    kind,
    text,
  }),
)

/** A file with lines added: imports before the first import, a permission after the last, an entry after the first brace. */
function withLines(file: string, text: string, added: string): string {
  const lines = added.split('\n').flatMap((line) => (line.startsWith('+') ? [line.slice(1)] : []))
  if (file === 'config.json') return text.replace(/"(?=\s*\])/, `", ${lines.join('').trim()}`)
  const imports = lines.filter((line) => line.startsWith('import'))
  const entries = lines.filter((line) => !line.startsWith('import'))
  return `${imports.join('\n')}\n${text.replace(/^(export const .*= \{)$/m, `$1\n${entries.join('\n')}`)}`
}

describe('the steps to add an API', () => {
  const folder = temporaryFolder()

  it('make an API that compiles, is built, and answers on the local WeChat through both channels', () => {
    for (const name of ['cloudfunctions', 'scripts', 'config.json', 'package.json', 'tsconfig.json']) {
      cpSync(join(ROOT, name), folder.path(name), {
        recursive: true,
        filter: (path) => basename(path) !== 'node_modules',
      })
    }
    symlinkSync(join(ROOT, 'node_modules'), folder.path('node_modules'))
    for (const { file, kind, text } of steps) {
      if (kind === 'ts') folder.write({ [file]: text })
      else writeFileSync(folder.path(file), withLines(file, readFileSync(folder.path(file), 'utf8'), text))
    }
    folder.write({ 'try.ts': TRY })

    const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: folder.path(''), encoding: 'utf8' })
    const compiled = run(join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit')
    const built = run('--import', 'tsx', 'scripts/build.ts')
    const tried = run('--import', 'tsx', 'try.ts')

    expect(steps.map(({ file }) => file)).toHaveLength(7)
    expect(compiled.stdout).toBe('')
    expect(built.stdout).toMatch(/^dist\/cloudfunctions\/getGreeting {2}\d+ kB {2}demo\.getGreeting$/m)
    expect(tried.stdout).toBe(
      '{"errCode":0,"errMsg":"openapi.demo.getGreeting:ok","greeting":"hello 张三"}\n'.repeat(2),
    )
  }, 60_000)
})

describe('the function that shows buyers the path of their own parcel', () => {
  const code = en.blockAfter('`myPath/index.js`')
  const parcels = [
    { orderId: 'o-1', openid: 'oBuyer', deliveryId: 'SF', waybillId: 'SF1' },
    { orderId: 'o-2', openid: '12345678901234567', deliveryId: 'SF', waybillId: 'SF2' },
  ]
  const getPath = jest.fn()
  const where = jest.fn()

  /** A double of the SDK: the local WeChat simulates no database. */
  const main = (OPENID: unknown): ((event: unknown) => Promise<unknown>) => {
    const cloud = {
      init: () => {},
      getWXContext: () => ({ OPENID }),
      openapi: { logistics: { getPath } },
      database: () => ({ collection: () => ({ where }) }),
    }
    const exported: { main?: (event: unknown) => Promise<unknown> } = {}
    runInNewContext(code, { require: () => cloud, exports: exported, console: { error: () => {} }, String })
    return exported.main ?? (() => Promise.reject(new Error('no main')))
  }
  beforeEach(() => {
    getPath.mockReset().mockResolvedValue({ pathItemList: [{ actionType: 100001 }] })
    where.mockReset().mockImplementation((asked: object) => {
      const found = parcels.filter((it) => Object.entries(asked).every(([name, value]) => Object(it)[name] === value))
      return { limit: () => ({ get: async () => ({ data: found }) }) }
    })
  })

  it("shows a buyer's own", async () => {
    expect(await main('oBuyer')({ orderId: 'o-1' })).toEqual({
      errCode: 0,
      errMsg: 'myPath:ok',
      pathItemList: [{ actionType: 100001 }],
    })
    expect(getPath.mock.calls).toEqual([[{ orderId: 'o-1', deliveryId: 'SF', waybillId: 'SF1' }]])
  })

  it.each([
    ['another buyer', 'oOther', { orderId: 'o-1' }, -401001],
    ['a buyer who names the waybill', 'oOther', { orderId: 'x', deliveryId: 'SF', waybillId: 'SF1' }, -401001],
    ['a visitor without login', undefined, { orderId: 'o-1', openid: 'oBuyer' }, -401001],
    ['an operator of the database in place of a text', 'oOther', { orderId: { $ne: '' } }, -401003],
    ['no event', 'oBuyer', undefined, -401003],
  ])('shows nothing to %s', async (_who, openid, event, errCode) => {
    expect(await main(openid)(event)).toEqual({ errCode, errMsg: expect.stringMatching(/^myPath:fail /) })
    expect(getPath.mock.calls).toEqual([])
  })

  it('tells a failure without what it was', async () => {
    getPath.mockRejectedValue({ errCode: 40199, errMsg: 'openapi.logistics.getPath:fail waybill_id not found SF1' })

    expect(await main('oBuyer')({ orderId: 'o-1' })).toEqual({
      errCode: 40199,
      errMsg: 'myPath:fail the path cannot be read now',
    })
  })
})

const TRY = `
import { createOpenApi } from './cloudfunctions/openapi/createOpenApi'
import { createLocalWeChat } from './scripts/emulator/createLocalWeChat'

async function tryIt(): Promise<void> {
  const wechat = await createLocalWeChat()
  const openapi = createOpenApi({ appid: 'wx0000000000000000', secret: 'local-secret', baseUrl: wechat.url })
  const { greeting, ...rest } = await openapi.demo.getGreeting({ nickName: '张三' })
  console.log(JSON.stringify({ errCode: rest.errCode, errMsg: rest.errMsg, greeting }))
  const body = JSON.stringify({ nick_name: '张三' })
  const response = await fetch(wechat.url + '/functions/getGreeting', { method: 'POST', body })
  console.log(JSON.stringify(JSON.parse(await response.text()).result))
  await wechat.close()
}

void tryIt()
`
