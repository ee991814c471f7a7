/** A shorter secret is found by chance in any text; blanking it would hide the text and tell the secret. */
const MIN_LENGTH = 4

/**
 * Blanks secrets in a text, also where they stand in it as JSON.
 *
 * @param text what will be logged, answered or shown
 * @param secrets values of secret parameters
 * @example
 * redact('wrong password hunter22', ['hunter22']) // 'wrong password ***'
 */
export function redact(text: string, secrets: readonly string[]): string {
  const spellings = secrets
    .filter((secret) => secret.length >= MIN_LENGTH)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
  return spellings.reduce((safe, spelling) => safe.replaceAll(spelling, '***'), text)
}
