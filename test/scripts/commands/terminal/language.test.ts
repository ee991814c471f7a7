import { commandLine, sayIn } from '../../../../scripts/commands/terminal/language'

const ENGLISH = 'en-US'
const CHINESE = 'zh-CN'

describe('sayIn', () => {
  it.each([
    [['--lang', 'zh'], { LC_ALL: 'en_US.UTF-8' }, ENGLISH, '成功'],
    [['--lang=en'], { LC_ALL: 'zh_CN.UTF-8' }, CHINESE, 'done'],
    [['call', '--lang', 'fr'], {}, ENGLISH, 'done'],
    [['exec', '--', 'call', '--lang', 'zh'], {}, ENGLISH, 'done'],
    [[], { LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, ENGLISH, '成功'],
    [[], { LC_ALL: '', LC_MESSAGES: 'zh_TW', LANG: 'en_US' }, ENGLISH, '成功'],
    [[], { LC_MESSAGES: 'C', LANG: 'zh_CN' }, CHINESE, 'done'],
    [[], { LANG: 'zh_CN.UTF-8' }, ENGLISH, '成功'],
    [[], { LANG: 'de_DE.UTF-8' }, CHINESE, 'done'],
    [[], {}, CHINESE, '成功'],
    [[], {}, ENGLISH, 'done'],
  ])('chooses the language of %j, %j and the system language %s', (args, env, system, text) => {
    expect(sayIn(args, env, system)('done', '成功')).toBe(text)
  })
})

describe('commandLine', () => {
  it.each([
    ['start', 'npm start'],
    ['start --help', 'npm start -- --help'],
    ['add bindAccount', 'npm run add -- bindAccount'],
  ])('returns the command for %s in this repository', (line, command) => {
    expect(commandLine(line)).toBe(command)
  })
})
