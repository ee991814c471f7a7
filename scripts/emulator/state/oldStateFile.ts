import { join } from 'node:path'
import { isOldStateFile } from './isOldStateFile'

/**
 * What to do with the state file of a former local WeChat, which is left as it is.
 *
 * @param dir the folder in which the command is called
 * @returns one sentence; undefined when there is no such file
 * @example
 * oldStateFile(process.cwd())
 */
export function oldStateFile(dir: string): string | undefined {
  const path = join(dir, '.local-wechat.json')
  if (!isOldStateFile(path)) return undefined
  return (
    `${path}: the state file of a former local WeChat, which is not read any more: move its miniPrograms, couriers and ` +
    'customers to local-wechat.json, and those of its accounts that shall be bound at the start, without quota_num and ' +
    'quota_update_time; then delete it, it holds passwords'
  )
}
