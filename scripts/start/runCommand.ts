import { type Command, CommanderError } from 'commander'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { messageOf } from './messageOf'

/**
 * Runs a command. A failure is told in a line, or one for each mistake of a file.
 *
 * @param args what stands after its name
 * @param failed what a failure is told after
 * @returns the exit code, 1 for a failure
 */
export async function runCommand(command: Command, args: readonly string[], failed = 'cannot start'): Promise<number> {
  command.exitOverride().configureOutput({
    writeOut: (text) => console.log(text.replace(/\n$/, '')),
    writeErr: (text) => console.error(text.replace(/\n$/, '')),
  })
  try {
    await command.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode // It has been told.
    const lines = messageOf(error).split('\n').map(printable)
    const taken = readProperty(error, 'code') === 'EADDRINUSE'
    console.error(
      `${failed}: ${lines.join('\n')}${taken ? '; choose another with --port / 端口已被占用：请用 --port 换一个' : ''}`,
    )
    return 1
  }
}
