import { join } from 'node:path'
import * as v from 'valibot'
import { printable } from '../../../cloudfunctions/openapi/errors/printable'
import { messageOf } from '../../../cloudfunctions/openapi/errors/readProperty'
import { type Fault, faultsSchema } from '../../emulator/control/Faults'
import { createLocalWeChat, type LocalWeChat, type LocalWeChatOptions } from '../../emulator/createLocalWeChat'
import { inChinese } from '../../emulator/state/inChinese'
import { readRegularFile } from '../../emulator/system/readRegularFile'
import type { Say } from './language'
import type { Options } from './options'
import { FIXTURES, findProject, projectFunctions, recordsFolder } from './project'

/**
 * Starts the local WeChat that a command line describes, for the project of the current folder. It serves the functions of this
 * package if the project has none. Outside of a project it keeps records in memory.
 *
 * @param log gets each line of the log
 * @param say the language of lines about the fixtures; the other lines are English
 */
export async function startLocalWeChat(
  options: Omit<Options, 'fixtures'> & Pick<LocalWeChatOptions, 'fixtures'>,
  log?: (line: string) => void,
  say: Say = (en) => en,
): Promise<LocalWeChat> {
  const project = findProject(process.cwd())
  const { functions = project && projectFunctions(project), faults, timeLimit, ...others } = options
  const { fixtures = join(project ?? process.cwd(), FIXTURES) } = options
  return createLocalWeChat({
    ...others,
    ...(project !== undefined && { project }),
    ...(functions !== undefined && { functions }),
    state: recordsFolder(project, options.state),
    fixtures,
    fixturesMayBeMissing: options.fixtures === undefined,
    ...(faults !== undefined && { faults: readFaults(faults) }),
    ...(log && { log: (line) => log(line.startsWith(`${fixtures}:`) ? say(line, inChinese(line)) : line) }),
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
