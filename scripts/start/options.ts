import { type Command, InvalidArgumentError, Option } from 'commander'
import { MAX_TIMER_MS } from '../../cloudfunctions/openapi/errors/withTimeLimit'

/** The options of a command that starts a local WeChat. */
export interface Options {
  port: number
  host: string
  functions?: string
  fixtures?: string
  state: string
  faults?: string
  node?: string
  timeLimit: number
  maxInstances: number
  inspect?: string | boolean
  passEnv: string[]
  verbose: boolean
}

/** The default file of fixtures, in the current folder. */
export const FIXTURES = 'local-wechat.json'

/**
 * Adds the options of the local WeChat to a command. Each is an environment variable too: LOCAL_WECHAT_PORT for --port.
 *
 * @param defaults of the port and of the folder of records
 */
export function addOptions(command: Command, { port, state }: { port: number; state: string }): Command {
  const options = [
    option('--port <number>', 'port to listen on').default(port).argParser(integer(0, 65535)),
    option('--host <address>', 'loopback address to listen on').default('127.0.0.1'),
    option('--functions <dir>', 'folder of functions, <dir>/<name>/index.js (default: those of this project)'),
    option(
      '--fixtures <file>',
      `mini programs, couriers and customers (default: ${FIXTURES} if it exists, otherwise built-in ones)`,
    ),
    option('--state <dir>', 'folder that keeps what is bound, or :memory: to keep nothing').default(state),
    option('--faults <file>', 'JSON file of faults, in the form of PUT /emulator/faults'),
    option('--node <path>', 'the Node.js that runs functions (default: the one that runs this command)'),
    option('--time-limit <ms>', 'time limit of a function, in milliseconds')
      .default(3000)
      .argParser(integer(1, MAX_TIMER_MS)),
    option('--max-instances <number>', 'maximum number of processes of a function').default(10).argParser(integer(1)),
    option('--pass-env <name>', 'a variable of the shell that functions get too; can be repeated')
      .default([])
      .argParser((name: string, names: string[]) => [...names, ...name.split(',')]),
    option(
      '--inspect [name]',
      'let a debugger stop in one function, or in each, on port 9229 and up; it then has one process and no time limit',
    ),
    option('--verbose', 'log everything, not only calls and failures').default(false),
  ]
  for (const it of options) command.addOption(it)
  return command
}

function option(flags: string, description: string): Option {
  const it = new Option(flags, description)
  return it.env(`LOCAL_WECHAT_${it.name().toUpperCase().replaceAll('-', '_')}`)
}

function integer(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max) {
      const range = max < Number.MAX_SAFE_INTEGER ? `from ${min} to ${max}` : `of at least ${min}`
      throw new InvalidArgumentError(`It must be a whole number ${range}.`)
    }
    return value
  }
}
