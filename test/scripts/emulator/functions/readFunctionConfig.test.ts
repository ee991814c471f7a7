import { readFunctionConfig } from '../../../../scripts/emulator/functions/readFunctionConfig'
import { logTo } from '../../../helpers/logTo'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const timer = { name: 't', type: 'timer', config: '0 0 9 * * * *' }
const permissions = { openapi: ['logistics.bindAccount'] }

function read(content: string, language: 'en' | 'zh' = 'en'): { config: object; logged: string[] } {
  folder.write({ 'it/config.json': content })
  const logged: string[] = []
  const { mistakes: _, ...config } = readFunctionConfig(folder.path('it'), logTo(logged, language))
  return { config, logged: logged.map((line) => line.replace(folder.path('it'), 'DIR')) }
}

describe('readFunctionConfig', () => {
  it('reads permissions, time limit and timers, and no other key', () => {
    const config = { permissions, timeout: 20, triggers: [timer, { ...timer, name: 'a-1_B' }] }
    expect(read(JSON.stringify({ ...config, more: [] }))).toEqual({ config, logged: [] })
  })

  it.each([
    [{}, 'triggers is not used: should be a list, [...]'],
    [[{ ...timer, type: 'cos' }], 'triggers.0.type is not used: should be timer'],
    [
      [timer, { ...timer, name: '1st' }],
      'triggers.1.name is not used: should be a letter and up to 59 letters, digits, - or _',
    ],
    [
      [{ ...timer, config: '*/5 * * * *' }],
      'triggers.0.config is not used: should have seven fields: second, minute, hour, day, month, weekday, year',
    ],
    [[timer, timer], 'triggers is not used: contains the same name twice'],
  ])('keeps the permissions if the triggers are invalid: %j', (triggers, message) => {
    expect(read(JSON.stringify({ permissions, triggers }))).toEqual({
      config: { permissions },
      logged: [`DIR/config.json: ${message}`],
    })
  })

  it.each([
    [{ timeout: 2 ** 31 }, 'timeout is not used: should be from 1 to 2147483'],
    [{ timeout: 0 }, 'timeout is not used: should be from 1 to 2147483'],
    [{ timeout: '20' }, 'timeout is not used: should be a whole number'],
  ])('keeps the permissions if the time limit is invalid: %j', (wrong, message) => {
    expect(read(JSON.stringify({ permissions, ...wrong }))).toEqual({
      config: { permissions },
      logged: [`DIR/config.json: ${message}`],
    })
  })

  it('keeps the time limit if the permissions are invalid', () => {
    expect(read(JSON.stringify({ permissions: { openapi: [1] }, timeout: 20 }))).toEqual({
      config: { timeout: 20 },
      logged: ['DIR/config.json: permissions.openapi.0 is not used: should be a string'],
    })
  })

  it('returns no settings, and logs why, if the file is not a JSON object', () => {
    expect([read('1'), read('{')]).toEqual([
      { config: {}, logged: ['DIR/config.json:1: the file should be an object, {...}; the file is not used'] },
      { config: {}, logged: ['DIR/config.json:1: not valid JSON: } is missing; the file is not used'] },
    ])
  })

  it.each([
    [{ permission: permissions }, 'permission is not used: it should be permissions'],
    [{ trigger: [timer] }, 'trigger is not used: it should be triggers'],
    [{ permissions: { openapi: 'a' } }, 'permissions.openapi is not used: should be a list, [...]'],
  ])('logs what is misspelt or of the wrong type: %j', (content, message) => {
    expect(read(JSON.stringify(content))).toEqual({ config: {}, logged: [`DIR/config.json: ${message}`] })
  })

  it('logs a mistake in Chinese too', () => {
    const wrong = { permissions: 1, timeout: 0, triggers: [{ ...timer, name: '1st', config: '* *' }] }
    expect(read(JSON.stringify(wrong), 'zh').logged).toEqual([
      'DIR/config.json：未采用 permissions：应为对象 {...}',
      'DIR/config.json：未采用 timeout：应为 1 到 2147483',
      'DIR/config.json：未采用 triggers.0.name：应为字母开头，后接最多 59 个字母、数字、- 或 _',
      'DIR/config.json：未采用 triggers.0.config：应有七段：秒、分、时、日、月、星期、年',
    ])
    expect(read('1', 'zh').logged).toEqual(['DIR/config.json:1：文件应为对象 {...}，未采用该文件'])
  })

  it('returns no settings if the file does not exist', () => {
    expect(readFunctionConfig(folder.path('nothing'), () => {})).toEqual({ mistakes: {} })
  })
})
