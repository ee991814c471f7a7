import { join } from 'node:path'
import * as v from 'valibot'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { type Fault, faultsSchema } from '../emulator/control/Faults'
import { createLocalWeChat, type LocalWeChat, type LocalWeChatOptions } from '../emulator/createLocalWeChat'
import { readRegularFile } from '../emulator/state/readRegularFile'
import { buildOwnFunctions } from './buildOwnFunctions'
import { FIXTURES, type Options } from './options'
import { emptyRoot, projectFunctions } from './projectFunctions'
import { messageOf } from './runCommand'

/**
 * Starts the local WeChat that a command line describes, with the functions of the project in the current folder, or with
 * our own if it has none.
 *
 * @param log gets each line of the log
 */
export async function startLocalWeChat(
  options: Omit<Options, 'fixtures'> & Pick<LocalWeChatOptions, 'fixtures'>,
  log?: (line: string) => void,
): Promise<LocalWeChat> {
  const { functions = projectFunctions(process.cwd()), fixtures, faults, timeLimit, ...others } = options
  const empty = options.functions === undefined ? emptyRoot(process.cwd()) : undefined
  if (empty !== undefined) log?.(empty)
  await buildOwnFunctions()
  return createLocalWeChat({
    ...others,
    ...(functions !== undefined && { functions }),
    fixtures: fixtures ?? join(process.cwd(), FIXTURES),
    fixturesMayBeMissing: fixtures === undefined,
    ...(faults !== undefined && { faults: readFaults(faults) }),
    ...(log && { log }),
    timeLimitMs: timeLimit,
  })
}

/**
 * Reads a file of faults.
 *
 * @throws Error with a line for each mistake
 */
function readFaults(path: string): Fault[] {
  const { output, success, issues } = v.safeParse(faultsSchema, jsonIn(path))
  if (success) return output
  const mistakes = issues.map((it) => `${path}: ${v.getDotPath(it) ?? 'the file'}: ${it.message}`)
  throw new Error(mistakes.map(printable).join('\n'))
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readRegularFile(path))
  } catch (error) {
    // The message of JSON.parse quotes the file.
    throw new Error(printable(`${path}: ${messageOf(error)}`))
  }
}
