const BLANK = '***'

/** Number of characters from which a secret is replaced alone. A shorter one is in any text by chance; a blank would reveal it. */
const MIN_LENGTH = 4

/**
 * Replaces secrets in a text, also in the form they have in JSON. A text that contains a very short one is replaced whole.
 *
 * @param text what will be logged, returned or shown
 * @param secrets values of secret parameters
 * @example
 * redact('wrong password hunter22', ['hunter22']) // 'wrong password ***'
 * redact('invalid biz_id', ['id']) // '***'
 */
export function redact(text: string, secrets: readonly string[]): string {
  return redactor(secrets)(text)
}

/**
 * Makes a function that replaces the same secrets in many texts.
 *
 * @example
 * const blank = redactor(['hunter22'])
 * blank('wrong password hunter22') // 'wrong password ***'
 */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const spellings = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => {
      const short = secret.length < MIN_LENGTH
      return [secret, JSON.stringify(secret).slice(1, -1)].map((spelling) => ({ spelling, short }))
    })
    .sort((a, b) => b.spelling.length - a.spelling.length)
  return (text) => {
    let safe = text
    for (const { spelling, short } of spellings) {
      if (!text.includes(spelling)) continue
      if (short) return BLANK
      safe = safe.replaceAll(spelling, BLANK)
    }
    return safe
  }
}
