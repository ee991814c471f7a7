import { type Command, CommanderError } from 'commander'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'

/** A stream, as far as commands write to it. */
interface Output {
  write(text: string): unknown
}

interface Settings {
  stdout?: Output
  stderr?: Output
  /** The exit code for an invalid command line (default: 1). */
  misused?: number
  /** What a message about an invalid command line ends with. */
  advice?: string
}

const CONSOLE = {
  stdout: { write: (text: string) => console.log(text.replace(/\n$/, '')) },
  stderr: { write: (text: string) => console.error(text.replace(/\n$/, '')) },
}

/**
 * Parses a command line and runs its action. Messages about the command line never contain a value, which may be a secret.
 *
 * @param args the command line, without Node and the script
 * @param failed the start of the message about a failure; without it the error is thrown
 * @returns the exit code: 0, `misused` for an invalid command line, or 1 for a failure
 */
export async function runCommand(
  command: Command,
  args: readonly string[],
  failed?: string,
  settings: Settings = {},
): Promise<number> {
  const { stdout, stderr, misused = 1, advice = '' } = { ...CONSOLE, ...settings }
  for (const it of [command, ...command.commands]) {
    it.exitOverride().configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      outputError: (message, write) => write(`${withoutValues(message)}${advice}`),
    })
  }
  try {
    await command.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode && misused // commander has printed the message.
    if (failed === undefined) throw error
    const message = messageOf(error).split('\n').map(printable).join('\n')
    const isTaken = readProperty(error, 'code') === 'EADDRINUSE'
    const next = isTaken ? '; choose another with --port / 端口已被占用：请用 --port 换一个' : ''
    stderr.write(`${failed}: ${message}${next}\n`)
    return 1
  }
}

/** Removes values from a message of commander: `unknown option '--pasword=***'`, `unknown option '-p***'`. */
function withoutValues(message: string): string {
  return message.replace(/(--?[^=\s']+)=.*'/s, "$1=***'").replace(/'(-[^-]).+'/s, "'$1***'")
}

/** Returns the message of an error, without its name. */
export function messageOf(error: unknown): string {
  const message = readProperty(error, 'message')
  return typeof message === 'string' ? message : String(error)
}

/**
 * Runs a command as the main module, in the folder in which npm was called: npm itself changes to the folder of
 * package.json and sets `INIT_CWD` (https://docs.npmjs.com/cli/commands/npm-run).
 *
 * @param command gets the command line and returns the exit code
 */
export function runMain(command: (args: readonly string[]) => Promise<number>): void {
  process.chdir(process.env.INIT_CWD ?? '.')
  command(process.argv.slice(2)).then((code) => {
    process.exitCode = code
  })
}
