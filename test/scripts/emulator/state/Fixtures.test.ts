import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { FileError } from '../../../../scripts/emulator/schemas/parseText'
import { defaultFixtures } from '../../../../scripts/emulator/state/defaultFixtures'
import { Fixtures } from '../../../../scripts/emulator/state/Fixtures'
import type { Line } from '../../../../scripts/emulator/system/system'
import { logTo } from '../../../helpers/logTo'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const path = () => folder.path('local-wechat.json')
const textOf = (appid: string) => JSON.stringify({ miniPrograms: [{ appid, secret: 's' }] }, null, 1)
const save = (text: string) => writeFileSync(path(), text)

let fixtures: Fixtures
let lines: string[]
const log = (line: Line) => logTo(lines)(line)
const appid = () => fixtures.defaultMiniProgram().appid

/** Waits for log lines, and for any that should not follow; returns and clears the log. */
async function logged(): Promise<string[]> {
  while (lines.length === 0) await wait(10)
  await wait(150)
  return lines.splice(0)
}

beforeEach(() => {
  lines = []
})
afterEach(() => fixtures?.close())

describe('Fixtures', () => {
  it('are the built-in ones without a file', () => {
    fixtures = Fixtures.open(undefined, log)
    expect(fixtures.content()).toEqual(defaultFixtures())
  })

  it('find entries by their names', () => {
    save(
      JSON.stringify({
        miniPrograms: [
          { appid: 'wx1', secret: 's1' },
          { appid: 'wx2', secret: 's2' },
        ],
        accounts: [{ delivery_id: 'YUNDA', biz_id: '123456' }],
        orders: [{ order_id: '1', delivery_id: 'YUNDA', waybill_id: '2' }],
        pushes: [{ Event: 'add_express_path', function: 'onPath' }],
      }),
    )
    fixtures = Fixtures.open(path(), log)
    expect(fixtures.defaultMiniProgram()).toEqual({ appid: 'wx1', secret: 's1' })
    expect(fixtures.miniProgram('wx2')).toEqual({ appid: 'wx2', secret: 's2' })
    expect(fixtures.miniProgram('wx3')).toBeUndefined()
    expect(fixtures.content().couriers).toEqual(defaultFixtures().couriers)
    expect(fixtures.courier('YUNDA')).toMatchObject({ delivery_id: 'YUNDA', delivery_name: '韵达快递' })
    expect(fixtures.courier('yunda')).toBeUndefined()
    expect(fixtures.customer('YUNDA', '123456')).toMatchObject({ delivery_id: 'YUNDA', biz_id: '123456' })
    expect(fixtures.customer('YUNDA', '1')).toBeUndefined()
    expect(fixtures.seed()).toMatchObject({
      accounts: [{ delivery_id: 'YUNDA', biz_id: '123456', status_code: 0 }],
      orders: [{ order_id: '1', delivery_id: 'YUNDA', waybill_id: '2', order_status: 0 }],
    })
    expect(fixtures.pushedTo('event', 'add_express_path')).toMatchObject({ function: 'onPath' })
    expect(fixtures.pushedTo('event', 'update_business_bind_result')).toBeUndefined()
    expect(fixtures.pushedTo('text', 'add_express_path')).toBeUndefined()
  })

  it('accept a byte order mark', () => {
    save(`\ufeff${textOf('wx1')}`)
    fixtures = Fixtures.open(path(), log)
    expect(appid()).toBe('wx1')
  })

  it('use each of 40 saves immediately, and never write the file', () => {
    save(textOf('wx00'))
    fixtures = Fixtures.open(path(), log)
    for (let save_ = 10; save_ < 50; save_++) {
      save(textOf(`wx${save_}`))
      expect(appid()).toBe(`wx${save_}`)
      expect(readFileSync(path(), 'utf8')).toBe(textOf(`wx${save_}`))
    }
    expect(lines).toEqual(Array.from({ length: 40 }, () => `${path()}: read again`))
  })

  it('notice a save that replaces the file by renaming another one', () => {
    save(textOf('wx1'))
    fixtures = Fixtures.open(path(), log)
    writeFileSync(folder.path('new'), textOf('wx2'))
    renameSync(folder.path('new'), path())
    expect(appid()).toBe('wx2')
  })

  it('log a mistake even without a call, keep the last valid version, and log when the mistake is fixed', async () => {
    save(textOf('wx1'))
    fixtures = Fixtures.open(path(), log)
    save('{\n "miniPrograms": [],\n "custmers": []\n}')
    expect(await logged()).toEqual([
      `${path()}:2: miniPrograms.0 is missing`,
      `${path()}:3: custmers is unknown; did you mean customers? (known: $schema, miniPrograms, couriers, customers, accounts, orders, payments, pushes, collections, files, stubs)`,
      `${path()}: not taken over; the last good version stays in force`,
    ])
    expect(appid()).toBe('wx1')
    save('{')
    expect(await logged()).toEqual([
      `${path()}:1: not valid JSON: } is missing`,
      `${path()}: not taken over; the last good version stays in force`,
    ])
    save(textOf('wx2'))
    expect(await logged()).toEqual([`${path()}: read again`])
    expect(appid()).toBe('wx2')
  })

  it('log that a mistake is fixed if the previous content is saved again', async () => {
    save(textOf('wx1'))
    fixtures = Fixtures.open(path(), log)
    save('{')
    await logged()
    save(textOf('wx1'))
    expect(await logged()).toEqual([`${path()}: read again`])
  })

  it.each([
    ['half written', () => save('{')],
    ['emptied', () => save('')],
    ['missing', () => rmSync(path())],
  ])('log nothing about a file that is %s for a moment', async (_what, interrupt) => {
    save(textOf('wx1'))
    fixtures = Fixtures.open(path(), log)
    interrupt()
    expect(appid()).toBe('wx1')
    save(textOf('wx2'))
    expect(appid()).toBe('wx2')
    expect(await logged()).toEqual([`${path()}: read again`])
  })

  it('log nothing if the file is touched or saved without changes', async () => {
    save(textOf('wx1'))
    fixtures = Fixtures.open(path(), log)
    utimesSync(path(), new Date(), new Date())
    expect(appid()).toBe('wx1')
    save(textOf('wx1'))
    expect(appid()).toBe('wx1')
    save(textOf('wx2'))
    expect(await logged()).toEqual([`${path()}: read again`])
  })

  it('log once that the file was deleted, keep the last version, and use the file when it exists again', async () => {
    save(textOf('wx1'))
    fixtures = Fixtures.open(path(), log)
    rmSync(path())
    expect(appid()).toBe('wx1')
    expect(await logged()).toEqual([
      `${path()}: there is no such file`,
      `${path()}: not taken over; the last good version stays in force`,
    ])
    await wait(300)
    expect(appid()).toBe('wx1')
    expect(lines).toEqual([])
    save(textOf('wx2'))
    expect(await logged()).toEqual([`${path()}: read again`])
  })

  it('do not hang when the file becomes a pipe', async () => {
    save(textOf('wx1'))
    fixtures = Fixtures.open(path(), log)
    rmSync(path())
    execFileSync('mkfifo', [path()])
    expect(appid()).toBe('wx1')
    expect(await logged()).toEqual([
      `${path()}: cannot be read: it is not a file`,
      `${path()}: not taken over; the last good version stays in force`,
    ])
  })

  it('are the built-in ones until the file exists, if it may be missing', () => {
    fixtures = Fixtures.open(path(), log, { mayBeMissing: true })
    expect(appid()).toBe('wx0000000000000000')
    expect(lines).toEqual([])
    save(textOf('wx1'))
    expect(appid()).toBe('wx1')
    expect(lines).toEqual([`${path()}: read again`])
  })

  it('are the built-in ones again, without mistakes, if a file that was never valid is deleted', async () => {
    const onChange = jest.fn()
    fixtures = Fixtures.open(path(), log, { mayBeMissing: true, onChange })
    expect(fixtures.file()).toBeUndefined()
    save('{')
    expect(fixtures.file()).toBe(path())
    await logged()
    expect(fixtures.mistakes()).not.toEqual([])
    expect(onChange).toHaveBeenCalledTimes(1)
    lines.splice(0)

    rmSync(path())
    await wait(300)
    expect({ file: fixtures.file(), mistakes: fixtures.mistakes(), lines }).toEqual({
      file: undefined,
      mistakes: [],
      lines: [`${path()}: was deleted; the built-in fixtures stay in force`],
    })
    expect(onChange).toHaveBeenCalledTimes(2)
    save(textOf('wx1'))
    expect({ appid: appid(), file: fixtures.file() }).toEqual({ appid: 'wx1', file: path() })
  })

  it('report a mistake if a valid file is deleted', async () => {
    save(textOf('wx1'))
    fixtures = Fixtures.open(path(), log, { mayBeMissing: true })
    rmSync(path())
    await logged()
    expect({ file: fixtures.file(), mistakes: fixtures.mistakes() }).toEqual({
      file: path(),
      mistakes: [{ en: `${path()}: there is no such file`, zh: `${path()}：文件不存在` }],
    })
  })

  it('are not read after close', async () => {
    save(textOf('wx1'))
    fixtures = Fixtures.open(path(), log)
    save('{')
    expect(appid()).toBe('wx1')
    fixtures.close()
    await wait(300)
    expect(lines).toEqual([])
  })

  it.each([
    ['a missing file', () => {}, ': there is no such file'],
    ['a folder', () => mkdirSync(path()), ': cannot be read: it is not a file'],
    ['a pipe', () => execFileSync('mkfifo', [path()]), ': cannot be read: it is not a file'],
    [
      'another encoding',
      () => writeFileSync(path(), Buffer.from('\ufeff{}', 'utf16le')),
      ': cannot be read: it is not UTF-8: save it in that encoding',
    ],
    ['a mistake', () => save('{"miniPrograms":7}'), ':1: miniPrograms should be a list, [...]'],
    [
      'a mistake although it may be missing',
      () => save('{"miniPrograms":7}'),
      ':1: miniPrograms should be a list, [...]',
    ],
  ])('cannot be opened from %s', (what, make, message) => {
    make()
    const open = () => Fixtures.open(path(), log, { mayBeMissing: what.endsWith('may be missing') })
    expect(open).toThrow(`${path()}${message}`)
    expect(lines).toEqual([])
  })

  it('cannot be opened from a path below a file', () => {
    save('{}')
    expect(() => Fixtures.open(folder.path('local-wechat.json/more'), log)).toThrow(
      `${folder.path('local-wechat.json/more')}: cannot be read: ENOTDIR: not a directory`,
    )
  })

  it('contain the given sections and the built-in other ones', () => {
    fixtures = Fixtures.of({ customers: [{ delivery_id: 'YUNDA', biz_id: 'our-shop', password: 'any-password' }] })

    expect(appid()).toBe('wx0000000000000000')
    expect(fixtures.content().customers.map(({ biz_id }) => biz_id)).toEqual(['our-shop'])
  })

  it('reject given sections with a mistake', () => {
    const customer = { delivery_id: 'YUNDAA', biz_id: 'our-shop', password: 'any-password' }

    expect(() => Fixtures.of({ customers: [customer] })).toThrow(FileError)
    // The name of no file is the same in both languages.
    expect(() => Fixtures.of({ customers: [customer] })).toThrow(/^fixtures:4: /)
  })

  it('list the mistakes of the saved file, after a delay, until they are fixed', async () => {
    save(textOf('wx1'))
    const onChange = jest.fn()
    fixtures = Fixtures.open(path(), log, { onChange })
    expect({ file: fixtures.file(), mistakes: fixtures.mistakes() }).toEqual({ file: path(), mistakes: [] })

    save('{ "miniPrograms": [{ "appid": 1 }] }')
    expect(fixtures.mistakes()).toEqual([])
    await logged()
    expect(fixtures.mistakes()).toEqual([
      { en: `${path()}:1: miniPrograms.0.secret is missing`, zh: `${path()}:1：miniPrograms.0.secret 缺失` },
      {
        en: `${path()}:1: miniPrograms.0.appid should be a string`,
        zh: `${path()}:1：miniPrograms.0.appid 应为字符串`,
      },
    ])
    expect(onChange).toHaveBeenCalledTimes(1)

    save(textOf('wx2'))
    expect(fixtures.mistakes()).toEqual([])
    expect(onChange).toHaveBeenCalledTimes(2)
  })
})
