/** A message or a description for people, in both languages. It is rendered once, where a person reads it. */
export interface Message {
  en: string
  zh: string
}

/** A message in a table or a schema, where the names of the languages would be noise. */
export type Pair = readonly [en: string, zh: string]

/** Returns the message of a pair. */
export function messageOf([en, zh]: Pair): Message {
  return { en, zh }
}

/** What to do: a message that ends where the command or the text to paste follows, which is the same in both languages. */
export interface Advice extends Message {
  code?: string
}

/**
 * Returns a message in one language, for a person to read.
 *
 * @example
 * inLanguage('en', { en: 'Run:', zh: '请运行：', code: 'npm install' }) // 'Run: npm install'
 */
export function inLanguage(language: keyof Message, { code, ...message }: Advice): string {
  const text = message[language]
  return code === undefined ? text : `${text}${text.endsWith('：') ? '' : ' '}${code}`
}

/** An error that has its message in both languages. */
export class MessageError extends Error {
  // What Node prints; the package shortens the names of classes.
  static override readonly name: string = 'MessageError'
  override readonly name: string = 'MessageError'

  /** @param text the `message` of the error, for example in the language of the terminal (default: English) */
  constructor(
    readonly both: Advice,
    options?: ErrorOptions,
    text = both.en,
  ) {
    super(text, options)
  }
}

/**
 * Makes a message by one rule for both languages, for example around another message.
 *
 * @example
 * inBoth((language) => `config.json: ${mistake[language]}`)
 */
export function inBoth(textIn: (language: keyof Message) => string): Message {
  return { en: textIn('en'), zh: textIn('zh') }
}

/**
 * Joins messages into one, in each language. What two of them say is said once.
 *
 * @example
 * joined([{ en: 'wait', zh: '等待' }, { en: 'call again', zh: '重试' }]).en // 'wait; call again'
 */
export function joined(messages: readonly Message[]): Message {
  return inBoth((it) => [...new Set(messages.map((message) => message[it]))].join({ en: '; ', zh: '；' }[it]))
}
