import { join } from 'node:path'
import type { Message } from '../../../cloudfunctions/openapi/messages/Message'
import { faultsSchema } from '../../emulator/control/Faults'
import { createLocalWeChat, type LocalWeChat, type LocalWeChatOptions } from '../../emulator/createLocalWeChat'
import { parseText, readText } from '../../emulator/schemas/parseText'
import type { Options } from './options'
import { FIXTURES, findProject, projectFunctions, recordsFolder } from './project'

const THE_FILE: Message = { en: 'the file ', zh: '文件' }

/**
 * Starts the local WeChat that a command line describes, for the project of a folder. It serves the functions of this
 * package if the project has none. Outside of a project it keeps records in memory.
 *
 * @param log gets each line of the log
 * @param language of the log
 * @param dir a folder in the project
 * @throws FileError if the file of faults has a mistake; as createLocalWeChat does
 */
export async function startLocalWeChat(
  options: Omit<Options, 'fixtures'> & Pick<LocalWeChatOptions, 'fixtures'>,
  log?: (line: string) => void,
  language: keyof Message = 'en',
  dir = process.cwd(),
): Promise<LocalWeChat> {
  const project = findProject(dir)
  const { functions = project && projectFunctions(project), faults, timeLimit, lang: _, ...others } = options
  const { fixtures = join(project ?? dir, FIXTURES) } = options
  return createLocalWeChat({
    ...others,
    ...(project !== undefined && { project }),
    ...(functions !== undefined && { functions }),
    state: recordsFolder(project, options.state),
    fixtures,
    fixturesMayBeMissing: options.fixtures === undefined,
    ...(faults !== undefined && { faults: parseText(faultsSchema, readText(faults), faults, THE_FILE) }),
    ...(log && { log }),
    language,
    timeLimitMs: timeLimit,
  })
}
