#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import { version } from '../package.json'
import { add } from './add'
import { call } from './call'
import { doctor } from './doctor'
import { exec } from './exec'
import { closeAtEnd, start } from './start'

/** The commands, each with what it does and how it runs: it gets its own arguments, and the name that it is called by. */
const COMMANDS: Readonly<
  Record<string, { does: string; run: (args: readonly string[], name: string) => Promise<number> }>
> = {
  start: {
    does: 'serve cloud functions on a local WeChat',
    run: (args, name) => start(args, closeAtEnd, name),
  },
  exec: { does: 'run a command, a test suite for instance, with a local WeChat of its own', run: exec },
  call: { does: "call one of WeChat's APIs over HTTPS", run: (args, name) => call(args, process, name) },
  doctor: {
    does: 'look whether your project, mini program and deployed functions are in order',
    run: (args, name) => doctor(args, process, name),
  },
  add: { does: 'copy built cloud functions into your project', run: add },
}

/**
 * `wx-logistics`: finds the command that is meant.
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
    .exitOverride()
    .addHelpText('after', '\nEach command tells its options with --help:\n  wx-logistics start --help')
  for (const [name, { does, run }] of Object.entries(COMMANDS)) {
    // The command itself reads what follows its name, --help too.
    program
      .command(name)
      .description(does)
      .argument('[args...]')
      .helpOption(false)
      .allowUnknownOption()
      .passThroughOptions()
      .action(async (rest: string[]) => {
        exitCode = await run(rest, `wx-logistics ${name}`)
      })
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode // It has been told.
    throw error
  }
}

if (require.main === module) {
  wxLogistics(process.argv.slice(2)).then((code) => {
    process.exitCode = code
  })
}
