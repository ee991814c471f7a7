import { readFunctionConfig } from '../../../../scripts/emulator/functions/readFunctionConfig'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const timer = { name: 't', type: 'timer', config: '0 0 9 * * * *' }
const permissions = { openapi: ['logistics.bindAccount'] }

function read(content: string): { config: object; logged: string[] } {
  folder.write({ 'it/config.json': content })
  const logged: string[] = []
  const config = readFunctionConfig(folder.path('it'), (line) => logged.push(line.replace(folder.path('it'), 'DIR')))
  return { config, logged }
}

describe('readFunctionConfig', () => {
  it('reads permissions, time limit and timers, and no other key', () => {
    const config = { permissions, timeout: 20, triggers: [timer, { ...timer, name: 'a-1_B' }] }
    expect(read(JSON.stringify({ ...config, more: [] }))).toEqual({ config, logged: [] })
  })

  it.each([
    [{}, 'triggers is not used: Invalid type: Expected Array but received Object'],
    [[{ ...timer, type: 'cos' }], 'triggers.0.type is not used: Invalid type: Expected "timer" but received "cos"'],
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
    [{ timeout: 2 ** 31 }, 'timeout is not used: Invalid value: Expected <=2147483.647 but received 2147483648'],
    [{ timeout: 0 }, 'timeout is not used: Invalid value: Expected >=1 but received 0'],
    [{ timeout: '20' }, 'timeout is not used: Invalid type: Expected number but received "20"'],
  ])('keeps the permissions if the time limit is invalid: %j', (wrong, message) => {
    expect(read(JSON.stringify({ permissions, ...wrong }))).toEqual({
      config: { permissions },
      logged: [`DIR/config.json: ${message}`],
    })
  })

  it('keeps the time limit if the permissions are invalid', () => {
    expect(read(JSON.stringify({ permissions: { openapi: [1] }, timeout: 20 }))).toEqual({
      config: { timeout: 20 },
      logged: ['DIR/config.json: permissions.openapi.0 is not used: Invalid type: Expected string but received 1'],
    })
  })

  it('returns no settings, and logs why, if the file is not a JSON object', () => {
    expect([read('1'), read('{')]).toEqual([
      { config: {}, logged: ['DIR/config.json is not used: ValiError: Invalid type: Expected Object but received 1'] },
      { config: {}, logged: [expect.stringMatching(/^DIR\/config\.json is not used: SyntaxError: /)] },
    ])
  })

  it('returns no settings if the file does not exist', () => {
    expect(readFunctionConfig(folder.path('nothing'), () => {})).toEqual({})
  })
})
