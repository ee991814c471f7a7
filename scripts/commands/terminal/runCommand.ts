import { Command, CommanderError, Option } from 'commander'
import { printable } from '../../../cloudfunctions/openapi/errors/printable'
import { messageIn, readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { commandLine, type Say, TerminalError } from './language'

/** A stream, as far as commands write to it. */
interface Output {
  write(text: string): unknown
}

interface Settings {
  stdout?: Output
  stderr?: Output
  /** The exit code if the command line is invalid or the command has failed (default: 1). */
  failedCode?: number
}

const CONSOLE = {
  stdout: { write: (text: string) => console.log(text.replace(/\n$/, '')) },
  stderr: { write: (text: string) => console.error(text.replace(/\n$/, '')) },
}

/** Creates a command of this package, with its description in both languages. */
export function newCommand(name: string, say: Say, en: string, zh: string): Command {
  return new Command(commandLine(`${name} `).trim()).description(say(en, zh))
}

/**
 * Parses a command line and runs its action. Messages about the command line never contain a value, which may be a secret.
 *
 * @param args the command line, without Node and the script
 * @returns the exit code: 0 or `failedCode`
 */
export async function runCommand(
  command: Command,
  args: readonly string[],
  say: Say,
  settings: Settings = {},
): Promise<number> {
  const { stdout, stderr, failedCode = 1 } = { ...CONSOLE, ...settings }
  const translated = (text: string) =>
    say(
      text,
      COMMANDER.reduce((it, [english, chinese]) => it.replace(english, chinese), text),
    )
  const lang = new Option('--lang <language>', say('language of the messages', '提示信息的语言'))
  command.addOption(lang.choices(['en', 'zh']))
  for (const it of [command, ...command.commands]) {
    it.exitOverride().configureOutput({
      writeOut: (text) => stdout.write(translated(text)),
      writeErr: (text) => stderr.write(translated(text)),
      outputError: (message, write) => write(withoutValues(message)),
    })
  }
  try {
    await command.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode && failedCode // commander has printed the message.
    const { en, zh } = messageIn(error)
    const message = `${say(en, error instanceof TerminalError ? error.zh : zh)}${adviceFor(error, say)}`
      .split('\n')
      .map(printable)
      .join('\n')
    stderr.write(`${say('error: ', '错误：')}${message}\n`)
    return failedCode
  }
}

/** Removes values from a message of commander: `unknown option '--pasword=***'`, `unknown option '-p***'`. */
function withoutValues(message: string): string {
  return message.replace(/(--?[^=\s']+)=.*'/s, "$1=***'").replace(/'(-[^-]).+'/s, "'$1***'")
}

/** The texts of commander, which is English only. */
const COMMANDER: readonly [english: RegExp, chinese: string][] = [
  [/^Usage: /gm, '用法：'],
  [/^Options:$/gm, '选项：'],
  [/^Global Options:$/gm, '通用选项：'],
  [/^Commands:$/gm, '命令：'],
  [/^Arguments:$/gm, '参数：'],
  [/\[options\]/g, '[选项]'],
  [/\[command\]/g, '[命令]'],
  [/display help for command/g, '显示帮助'],
  [/output the version number/g, '显示版本号'],
  [/(?<=\(|, )default: /g, '默认值：'],
  [/(?<=\(|, )env: /g, '环境变量：'],
  [/(?<=\(|, )choices: /g, '可选值：'],
  [/^error: /gm, '错误：'],
  [/unknown option ('.*')/g, '没有选项 $1'],
  [/unknown command ('.*')/g, '没有命令 $1'],
  [/missing required argument ('.*')/g, '缺少参数 $1'],
  [/option ('.*') argument missing/g, '选项 $1 缺少值'],
  [/option ('.*') argument '(.*)' is invalid\. Allowed choices are (.*)\./g, '选项 $1 的值 $2 无效，可选值：$3。'],
  [/option ('.*') argument '(.*)' is invalid\. /g, '选项 $1 的值 $2 无效：'],
  [/option ('.*') value '(.*)' from env '(.*)' is invalid\. /g, '选项 $1 的值 $2（环境变量 $3）无效：'],
  [/too many arguments.* Expected (\d+) arguments? but got (\d+)\./g, '参数过多：应有 $1 个，实有 $2 个。'],
  [/\(Did you mean (?:one of )?(.*)\?\)/g, '（是不是 $1？）'],
]

/** Returns what to do about an error of the local WeChat. */
function adviceFor(error: unknown, say: Say): string {
  const [code, syscall, name] = ['code', 'syscall', 'name'].map((it) => readProperty(error, it))
  if (code === 'EADDRINUSE') return say('; choose another with --port', '；端口已被占用，请用 --port 换一个')
  if (code === 'EACCES' && syscall === 'listen')
    return say(
      '; ports below 1024 need administrator rights: choose one above with --port',
      '；1024 以下的端口需要管理员权限，请用 --port 换一个更大的',
    )
  if (name === 'RecordsError')
    return say(
      '\nOr keep the records elsewhere (--state DIR), or in memory only (--state :memory:).',
      '\n可用 --state DIR 换一个记录目录，或用 --state :memory: 只保存在内存里。',
    )
  return ''
}
