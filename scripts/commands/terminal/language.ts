import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { RUN } from '../../emulator/built'

/** Returns the text in the language of the terminal. */
export type Say = (en: string, zh: string) => string

/**
 * Chooses the language of the terminal: Chinese if `--lang`, LC_ALL, LC_MESSAGES, LANG or the system says so (the first
 * that is set decides), otherwise English.
 *
 * @param args the command line, of which what follows `--` belongs to another command
 * @param system the locale of the system, which on Windows is set without variables
 * @example
 * sayIn(['--lang', 'zh'], process.env)('done', '成功') // '成功'
 */
export function sayIn(...terminal: Parameters<typeof languageOf>): Say {
  return languageOf(...terminal) === 'zh' ? (_en, zh) => zh : (en) => en
}

/** Chooses the language of the terminal as `sayIn` does. */
export function languageOf(
  args: readonly string[],
  { LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv,
  system = Intl.DateTimeFormat().resolvedOptions().locale,
): keyof Message {
  const [own] = ` ${args.join(' ')} `.split(' -- ')
  const asked = / --lang[= ](en|zh) /.exec(`${own} `)?.[1]
  const language = asked ?? (LC_ALL || LC_MESSAGES || LANG || system)
  return language.startsWith('zh') ? 'zh' : 'en'
}

/** An error with a message for people, in both languages. */
export class TerminalError extends Error {
  override readonly name = 'TerminalError'

  constructor(
    en: string,
    readonly zh: string,
  ) {
    super(en)
  }
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
