import { Command } from 'commander'
import { version } from '../package.json'
import { add } from './add'
import { call } from './call'
import { exec } from './exec'
import { closeAtEnd, start } from './start'
import { runCommand } from './start/runCommand'

type Run = (args: readonly string[], name: string) => Promise<number>

/** The commands, each with its description and the function that gets its arguments and its name. */
const COMMANDS: Readonly<Record<string, [description: string, run: Run]>> = {
  start: ['serve cloud functions on a local WeChat', (args, name) => start(args, closeAtEnd, name)],
  exec: ['run a command, for example a test suite, with a local WeChat of its own', exec],
  call: ['call an API of WeChat over HTTPS', (args, name) => call(args, process, name)],
  doctor: [
    'check your project, mini program and deployed functions',
    // Loaded here, because only doctor needs parsers of JavaScript.
    async (args, name) => (await import('./doctor.js')).doctor(args, process, name),
  ],
  add: ['copy built cloud functions into your project', add],
}

/**
 * `wx-logistics`: runs one of its commands.
 *
 * @param args the command line, without Node and the script
 * @returns the exit code
 */
export async function wxLogistics(args: readonly string[]): Promise<number> {
  let exitCode = 0
  const program = new Command('wx-logistics')
    .description('Cloud functions for 物流助手 (logistics.*), and a local WeChat to run them on.')
    .version(version)
    .enablePositionalOptions()
    .helpCommand(false)
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpText('after', '\nEach command describes its options with --help:\n  wx-logistics start --help')
  for (const [name, [description, run]] of Object.entries(COMMANDS)) {
    // The command itself reads what follows its name, --help too.
    program
      .command(name)
      .description(description)
      .argument('[args...]')
      .helpOption(false)
      .allowUnknownOption()
      .passThroughOptions()
      .action(async (rest: string[]) => {
        exitCode = await run(rest, `wx-logistics ${name}`)
      })
  }
  return (await runCommand(program, args)) || exitCode
}

if (require.main === module) {
  wxLogistics(process.argv.slice(2)).then((code) => {
    process.exitCode = code
  })
}
