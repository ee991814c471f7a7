import { join } from 'node:path'
import { createLocalWeChat, type LocalWeChat, type LocalWeChatOptions } from '../emulator/createLocalWeChat'
import { buildOwnFunctions } from './buildOwnFunctions'
import { FIXTURES, type Options } from './options'
import { emptyRoot, projectFunctions } from './projectFunctions'
import { readFaults } from './readFaults'

/**
 * Starts the local WeChat that a command line asks for, with the functions of the project in whose folder it is called, or
 * else with our own.
 *
 * @param log gets each line of its log
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
