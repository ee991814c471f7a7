import { CommanderError } from 'commander'
import { printable } from '../../../cloudfunctions/openapi/errors/printable'
import { messageOf, readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { type Advice, type Message, MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { reasonIn } from '../../emulator/system/system'
import { commandLine, ownArgs, sayIn } from './language'
import { checkedOption, OwnCommand } from './OwnCommand'

/** What a command reads and where it writes. */
export interface Surroundings {
  env: NodeJS.ProcessEnv
  stdin: NodeJS.ReadableStream & { isTTY?: boolean }
  stdout: NodeJS.WritableStream
  stderr: NodeJS.WritableStream
}

/** A stream, as far as commands write to it. */
interface Output {
  write(text: string): unknown
}

interface Settings {
  env?: NodeJS.ProcessEnv
  stdout?: Output
  stderr?: Output
  /** The exit code if the command line is invalid or the command has failed (default: 1). */
  failedCode?: number
  /** Whether the words after the command's own options are another command. */
  runsAnother?: true
}

const CONSOLE = {
  stdout: { write: (text: string) => console.log(text.replace(/\n$/, '')) },
  stderr: { write: (text: string) => console.error(text.replace(/\n$/, '')) },
}

/** Creates a command of this package, with options that accept any value by their flags. */
export function newCommand(name: string, about: Message, options: Readonly<Record<string, Message>> = {}): OwnCommand {
  return new OwnCommand(commandLine(`${name} `).trim(), about).withOptions(options)
}

/**
 * Parses a command line and runs its action. Messages about the command line never contain a value, which may be a secret.
 *
 * @param args the command line, without Node and the script
 * @returns the exit code: 0 or `failedCode`
 */
export async function runCommand(
  command: OwnCommand,
  args: readonly string[],
  settings: Settings = {},
): Promise<number> {
  const { env = process.env, stdout, stderr, failedCode = 1, runsAnother } = { ...CONSOLE, ...settings }
  const about = { en: 'language of the messages', zh: '提示信息的语言' }
  const parse = (text: string) => (['en', 'zh'].includes(text) ? text : undefined)
  command.addOption(checkedOption('--lang <language>', about, parse, { en: 'en or zh', zh: ' en 或 zh' }))
  const say = sayIn(ownArgs(args, runsAnother ? command.options : undefined), env)
  for (const it of [command, ...command.commands]) {
    if (it instanceof OwnCommand) it.say = say
    it.exitOverride().configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
  }
  try {
    await command.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode && failedCode // It has printed its help or version.
    const message = `${say({ en: 'error: ', zh: '错误：' })}${say(explained(error))}`
    stderr.write(`${message.split('\n').map(printable).join('\n')}\n`)
    return failedCode
  }
}

/** Returns what went wrong, and what to do about an error of the local WeChat. */
function explained(error: unknown): Advice {
  const [code, syscall, path, name] = ['code', 'syscall', 'path', 'name'].map((it) => readProperty(error, it))
  const place = typeof path === 'string' ? `${path}：` : ''
  const message =
    error instanceof MessageError ? error.both : { en: messageOf(error), zh: `${place}${reasonIn(error).zh}` }
  const and = (en: string, zh: string) => ({ en: `${message.en}${en}`, zh: `${message.zh}${zh}` })
  if (code === 'EADDRINUSE') return and('; choose another with --port', '，请用 --port 换一个')
  if (code === 'EACCES' && syscall === 'listen')
    return and(
      '; ports below 1024 need administrator rights: choose one above with --port',
      '：1024 以下的端口需要管理员权限，请用 --port 换一个更大的',
    )
  if (name === 'RecordsError')
    return and(
      '\nThe option --state DIR names the folder; --state :memory: keeps nothing.',
      '\n--state DIR 指定记录目录；--state :memory: 表示不保存。',
    )
  return message
}
