import type { Option } from 'commander'
import { type Advice, inLanguage, type Message } from '../../../cloudfunctions/openapi/messages/Message'
import { RUN } from '../../emulator/built'

/** Returns a message in the language of the terminal. */
export interface Say {
  (message: Advice): string
  readonly language: keyof Message
}

/**
 * Chooses the language of the terminal: Chinese if `--lang`, LC_ALL, LC_MESSAGES, LANG or the system says so (the first
 * that is set decides), otherwise English.
 *
 * @param args the arguments that the command reads itself
 * @param system the locale of the system, which on Windows is set without variables
 * @example
 * sayIn(['--lang', 'zh'], process.env)({ en: 'done', zh: '成功' }) // '成功'
 */
export function sayIn(...terminal: Parameters<typeof languageOf>): Say {
  const language = languageOf(...terminal)
  return Object.assign((message: Advice) => inLanguage(language, message), { language })
}

/** Chooses the language of the terminal as `sayIn` does. */
export function languageOf(
  args: readonly string[],
  { LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv,
  system = Intl.DateTimeFormat().resolvedOptions().locale,
): keyof Message {
  const asked = / --lang[= ](en|zh) /.exec(` ${args.join(' ')} `)?.[1]
  const language = asked ?? (LC_ALL || LC_MESSAGES || LANG || system)
  return language.startsWith('zh') ? 'zh' : 'en'
}

/**
 * Returns the arguments that a command reads itself: the ones before `--`.
 *
 * @param options of a command that runs another one: its own arguments also end at the first word that is neither an option
 *   nor the value of one
 * @example
 * ownArgs(['--log', 'a.txt', 'npm', 'test', '--lang', 'zh'], [new Option('--log <file>')]) // ['--log', 'a.txt']
 */
export function ownArgs(args: readonly string[], options?: readonly Option[]): readonly string[] {
  const isEnd = (arg: string, at: number) => {
    if (arg === '--' || options === undefined || arg.startsWith('-')) return arg === '--'
    const before = options.find(({ flags }) => flags.split(/[ ,]+/).includes(args[at - 1] ?? ''))
    return !(before?.required || before?.optional)
  }
  const end = args.findIndex(isEnd)
  return end === -1 ? args : args.slice(0, end)
}

/**
 * Returns how the reader runs a command: with npx in a project that has the package, with npm in this repository.
 *
 * @example
 * commandLine('add bindAccount') // 'npx wx-logistics add bindAccount', or 'npm run add -- bindAccount'
 */
export function commandLine(line: string): string {
  if (RUN !== 'npm run') return `${RUN} ${line}`
  const [name = '', ...rest] = line.split(' ')
  return [name === 'start' ? 'npm start' : `npm run ${name}`, ...(rest.length > 0 ? ['--'] : []), ...rest].join(' ')
}
