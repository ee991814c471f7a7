import { readFileSync } from 'node:fs'
import { Command, InvalidArgumentError, Option } from 'commander'
import { stop as stopEsbuild } from 'esbuild'
import * as v from 'valibot'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { build } from '../build'
import { type Fault, faultsSchema } from '../emulator/control/Faults'
import { createLocalWeChat, type LocalWeChat } from '../emulator/createLocalWeChat'

interface Options {
  port: number
  host: string
  functions?: string
  state: string
  faults?: string
  timeLimit: number
  maxInstances: number
}

/**
 * A command that starts a local WeChat, with the options that each such command has; an environment variable sets an
 * option too, LOCAL_WECHAT_PORT for --port.
 *
 * @param name how it is called
 * @param defaults of the port and the state file
 */
export function localWeChatCommand(name: string, defaults: { port: number; state: string }): Command {
  return new Command(name)
    .addOption(option('--port <number>', 'port to listen on').default(defaults.port).argParser(integer(0, 65535)))
    .addOption(option('--host <address>', 'loopback address to listen on').default('127.0.0.1'))
    .addOption(
      option('--functions <dir>', 'folder of functions, <dir>/<name>/index.js (default: those of this project)'),
    )
    .addOption(option('--state <file>', 'state file, or :memory: to keep nothing').default(defaults.state))
    .addOption(option('--faults <file>', 'JSON file of what shall go wrong, as PUT /emulator/faults takes it'))
    .addOption(
      option('--time-limit <ms>', 'time limit of a function, in milliseconds').default(3000).argParser(integer(1)),
    )
    .addOption(
      option('--max-instances <number>', 'processes a function may have at once').default(10).argParser(integer(1)),
    )
}

/** Builds the functions and starts the local WeChat that such a command asks for. */
export async function startLocalWeChat(command: Command, log: (line: string) => void): Promise<LocalWeChat> {
  const { functions, faults, timeLimit, ...options } = command.opts<Options>()
  await build()
  await stopEsbuild() // It keeps a process for further builds.
  return createLocalWeChat({
    ...options,
    ...(functions !== undefined && { functions }),
    ...(faults !== undefined && { faults: readFaults(faults) }),
    timeLimitMs: timeLimit,
    log,
  })
}

/** Runs such a command; a failure is a line, or one for each mistake of a file, and exit code 1. */
export function run(command: Command): void {
  command.parseAsync().catch((error: NodeJS.ErrnoException) => {
    const taken = error.code === 'EADDRINUSE'
    const lines = error.message.split('\n').map(printable)
    console.error(`cannot start: ${lines.join('\n')}${taken ? '; choose another with --port' : ''}`)
    process.exitCode = 1
  })
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

function readFaults(path: string): Fault[] {
  const { output, success, issues } = v.safeParse(faultsSchema, readJson(path))
  if (success) return output
  const mistakes = issues.map((issue) => `${path}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`)
  throw new Error(mistakes.map(printable).join('\n'))
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    // JSON.parse quotes what it cannot read.
    throw new Error(printable(`${path}: ${error instanceof Error ? error.message : String(error)}`))
  }
}
