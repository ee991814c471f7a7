import { join } from 'node:path'
import { createLocalWeChat, type LocalWeChat } from '../emulator/createLocalWeChat'
import { oldStateFile } from '../emulator/state/oldStateFile'
import { buildOwnFunctions } from './buildOwnFunctions'
import { FIXTURES, type Options } from './options'
import { readFaults } from './readFaults'

/**
 * Builds the functions and starts the local WeChat that a command line asks for.
 *
 * @param log gets each line of its log
 */
export async function startLocalWeChat(options: Options, log?: (line: string) => void): Promise<LocalWeChat> {
  const { functions, fixtures, faults, timeLimit, ...others } = options
  const old = oldStateFile(process.cwd())
  if (old) log?.(old)
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
