import { type Command, InvalidArgumentError, Option } from 'commander'
import { MAX_TIMER_MS } from '../../cloudfunctions/openapi/errors/withTimeLimit'

/** What a command line that starts a local WeChat may say. */
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

/** Found in the folder in which a command is called. */
export const FIXTURES = 'local-wechat.json'

/**
 * Gives a command the options of the local WeChat; an environment variable sets an option too, LOCAL_WECHAT_PORT for
 * --port. What is added here is to be handed on in startLocalWeChat.ts.
 *
 * @param defaults of the port and the folder of records
 */
export function addOptions(command: Command, defaults: { port: number; state: string }): Command {
  return command
    .addOption(option('--port <number>', 'port to listen on').default(defaults.port).argParser(integer(0, 65535)))
    .addOption(option('--host <address>', 'loopback address to listen on').default('127.0.0.1'))
    .addOption(
      option('--functions <dir>', 'folder of functions, <dir>/<name>/index.js (default: those of this project)'),
    )
    .addOption(
      option(
        '--fixtures <file>',
        `mini programs, couriers and customers (default: ${FIXTURES} where it is there, else built-in ones)`,
      ),
    )
    .addOption(
      option('--state <dir>', 'folder that keeps what is bound, or :memory: to keep nothing').default(defaults.state),
    )
    .addOption(option('--faults <file>', 'JSON file of what shall go wrong, as PUT /emulator/faults takes it'))
    .addOption(option('--node <path>', 'the Node that functions run on (default: the one that runs this)'))
    .addOption(
      option('--time-limit <ms>', 'time limit of a function, in milliseconds')
        .default(3000)
        .argParser(integer(1, MAX_TIMER_MS)),
    )
    .addOption(
      option('--max-instances <number>', 'processes a function may have at once').default(10).argParser(integer(1)),
    )
    .addOption(
      option('--pass-env <name>', 'a variable of the shell that functions get too; may be given several times')
        .default([])
        .argParser((name: string, names: string[]) => [...names, ...name.split(',')]),
    )
    .addOption(
      option(
        '--inspect [name]',
        'let a debugger stop in a function, or in each, from port 9229 on; it then has one process and no time limit',
      ),
    )
    .addOption(option('--verbose', 'log all that happens, and not only each call and what has failed').default(false))
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
