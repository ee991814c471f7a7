import { Option } from 'commander'
import { commandLine, ownArgs, sayIn } from '../../../../scripts/commands/terminal/language'

const ENGLISH = 'en-US'
const CHINESE = 'zh-CN'

describe('sayIn', () => {
  it.each([
    [['--lang', 'zh'], { LC_ALL: 'en_US.UTF-8' }, ENGLISH, '成功'],
    [['--lang=en'], { LC_ALL: 'zh_CN.UTF-8' }, CHINESE, 'done'],
    [['call', '--lang', 'fr'], {}, ENGLISH, 'done'],
    [[], { LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, ENGLISH, '成功'],
    [[], { LC_ALL: '', LC_MESSAGES: 'zh_TW', LANG: 'en_US' }, ENGLISH, '成功'],
    [[], { LC_MESSAGES: 'C', LANG: 'zh_CN' }, CHINESE, 'done'],
    [[], { LANG: 'zh_CN.UTF-8' }, ENGLISH, '成功'],
    [[], { LANG: 'de_DE.UTF-8' }, CHINESE, 'done'],
    [[], {}, CHINESE, '成功'],
    [[], {}, ENGLISH, 'done'],
  ])('chooses the language of %j, %j and the system language %s', (args, env, system, text) => {
    expect(sayIn(args, env, system)({ en: 'done', zh: '成功' })).toBe(text)
  })
})

describe('ownArgs', () => {
  const options = [new Option('--log <file>'), new Option('--inspect [name]'), new Option('--verbose')]

  it.each([
    ['call --lang zh', 'call --lang zh'],
    ['exec --lang en -- npm test --lang zh', 'exec --lang en'],
  ])('returns what precedes -- in %s', (line, own) => {
    expect(ownArgs(line.split(' ')).join(' ')).toBe(own)
  })

  it.each([
    ['npm test --lang zh', ''],
    ['--log a.txt --verbose npm test --lang zh', '--log a.txt --verbose'],
    ['--inspect bind --log=a.txt npm --lang zh', '--inspect bind --log=a.txt'],
    ['--verbose -- npm --lang zh', '--verbose'],
    ['--verbose', '--verbose'],
  ])('returns what precedes the other command in %s', (line, own) => {
    expect(ownArgs(line.split(' '), options).join(' ')).toBe(own)
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
