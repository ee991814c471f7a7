/** The shells that commands are printed for: sh also stands for Git Bash. */
export type Shell = 'sh' | 'cmd' | 'powershell'

/** Returns the shell of this machine: cmd on Windows, but Git Bash sets MSYSTEM. */
export function shellHere(platform = process.platform, env = process.env): Shell {
  return platform === 'win32' && !env.MSYSTEM ? 'cmd' : 'sh'
}

/** Means the same between double quotes in sh and cmd, and in PowerShell. */
const PLAIN = /^[\p{L}\w .,:/@~+={}-]*$/u

/**
 * Quotes one argument of a command that is printed, so that nothing in it has a meaning for the shell.
 *
 * @example
 * quoted("it's", 'sh') // "'it'\\''s'"
 */
export function quoted(text: string, shell = shellHere()): string {
  // PowerShell takes typographic quotes for '.
  if (shell === 'powershell') return `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`
  if (PLAIN.test(text)) return `"${text}"`
  if (shell === 'sh') return `'${text.replaceAll("'", "'\\''")}'`
  const argument = `"${text.replace(/(\\*)("|$)/g, (_, slashes, quote) => `${slashes}${slashes}${quote && '\\"'}`)}"`
  // cmd does not know \": to it, the quotes before end the quoted part. Between carets, no quotes have a meaning for it.
  return /[%!]|(?=.*").*[\^<>&|]/s.test(text) ? argument.replace(/[%!^<>&|()"]/g, '^$&') : argument
}

/** Quotes an argument as `quoted` does, unless it is a plain word. */
export function word(text: string): string {
  return /^[\w@][\w@:./-]*$/.test(text) ? text : quoted(text)
}
