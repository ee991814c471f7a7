import { join } from 'node:path'
import * as v from 'valibot'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { messageOf } from '../../cloudfunctions/openapi/errors/readProperty'
import { type Fault, faultsSchema } from '../emulator/control/Faults'
import { createLocalWeChat, type LocalWeChat, type LocalWeChatOptions } from '../emulator/createLocalWeChat'
import { readRegularFile } from '../emulator/state/readRegularFile'
import { buildOwnFunctions } from './buildOwnFunctions'
import type { Options } from './options'
import { FIXTURES, findProject, projectFunctions, recordsFolder } from './project'

/**
 * Starts the local WeChat that a command line describes, for the project of the current folder. It serves the functions of this
 * package if the project has none. Outside of a project it keeps records in memory.
 *
 * @param log gets each line of the log
 */
export async function startLocalWeChat(
  options: Omit<Options, 'fixtures'> & Pick<LocalWeChatOptions, 'fixtures'>,
  log?: (line: string) => void,
): Promise<LocalWeChat> {
  const project = findProject(process.cwd())
  const { functions = project && projectFunctions(project), fixtures, faults, timeLimit, ...others } = options
  await buildOwnFunctions()
  return createLocalWeChat({
    ...others,
    ...(project !== undefined && { project }),
    ...(functions !== undefined && { functions }),
    state: recordsFolder(project, options.state),
    fixtures: fixtures ?? join(project ?? process.cwd(), FIXTURES),
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
    throw new Error(printable(`${path}: ${messageOf(error)}`))
  }
}
