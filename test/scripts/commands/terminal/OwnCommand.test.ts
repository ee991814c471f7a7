import { checkedOption, OwnCommand } from '../../../../scripts/commands/terminal/OwnCommand'
import { runCommand } from '../../../../scripts/commands/terminal/runCommand'

/** Runs a command in a language, and returns its output without the language's prefix of errors. */
async function run(language: string, line: string, env: NodeJS.ProcessEnv = {}) {
  let output = ''
  const write = (text: string) => {
    output += text
  }
  const parse = (text: string) => (text === '1' ? 1 : undefined)
  const program = new OwnCommand('shop', { en: 'Runs a shop.', zh: '经营商店。' })
    .withOptions({ '--name <text>': { en: 'its name', zh: '店名' } })
    .addOption(
      checkedOption('--size <number>', { en: 'its size', zh: '大小' }, parse, { en: '1', zh: ' 1' })
        .env('SHOP_SIZE')
        .default(1),
    )
    .withHelp({ en: 'Open:', zh: '开店：', code: 'shop open' })
    .addCommand(new OwnCommand('open', { en: 'Opens it.', zh: '开店。' }).argument('<key>').action(() => {}))
  program.subcommands = { en: 'API', zh: '接口' }
  const code = await runCommand(program, ['--lang', language, ...line.split(' ')], {
    env,
    stdout: { write },
    stderr: { write },
    failedCode: 2,
  })
  return { code, output: output.replace(/^(error: |错误：)/, '') }
}

/** Each message is composed from data that commander's own methods get: these tests fail if commander changes them. */
describe('OwnCommand', () => {
  it.each([
    ['--nam=hunter22', "there is no option '--nam=***', did you mean --name?", "没有选项 '--nam=***'，是不是 --name？"],
    ['--x', "there is no option '--x'", "没有选项 '--x'"],
    ['-phunter22', "there is no option '-p***'", "没有选项 '-p***'"],
    ['oben', "there is no API 'oben', did you mean open?", "没有接口 'oben'，是不是 open？"],
    ['sell', "there is no API 'sell' (there are: open)", "没有接口 'sell'（现有：open）"],
    ['open', 'the argument key is missing', '缺少参数 key'],
    ['open hunter22 hunter23', 'too many arguments: 2 instead of 1', '参数过多：应有 1 个，实有 2 个'],
    ['--name', "option '--name <text>' has no value", "选项 '--name <text>' 缺少值"],
    [
      '--size hunter22',
      "option '--size <number>' (or SHOP_SIZE) should be 1",
      "选项 '--size <number>'（或环境变量 SHOP_SIZE）应为 1",
    ],
    ['--lang hunter22', "option '--lang <language>' should be en or zh", "选项 '--lang <language>' 应为 en 或 zh"],
  ])('reports the mistake in %s in both languages, without a value', async (line, en, zh) => {
    expect(await run('en', line)).toEqual({ code: 2, output: `${en}\n` })
    expect(await run('zh', line)).toEqual({ code: 2, output: `${zh}\n` })
  })

  it('reports a value of a variable, without the value', async () => {
    expect(await run('en', 'open 1', { SHOP_SIZE: 'hunter22' })).toEqual({ code: 0, output: '' })
  })

  it('describes itself in Chinese', async () => {
    expect(await run('zh', '--help')).toEqual({
      code: 0,
      output: `用法： shop [选项] [命令]

经营商店。

选项：
  --name <text>      店名
  --size <number>    大小（默认：1，环境变量：SHOP_SIZE）
  --lang <language>  提示信息的语言
  -h, --help         显示帮助

命令：
  open               开店。
  help               显示帮助

开店：shop open
`,
    })
  })

  it('describes a subcommand in English, with the options of its parent', async () => {
    expect(await run('en', 'open --help')).toEqual({
      code: 0,
      output: `Usage: shop open [options] <key>

Opens it.

Options:
  -h, --help         display help for command

Global Options:
  --name <text>      its name
  --size <number>    its size (default: 1, env: SHOP_SIZE)
  --lang <language>  language of the messages
`,
    })
    expect(await run('en', 'help open')).toEqual(await run('en', 'open --help'))
  })
})
