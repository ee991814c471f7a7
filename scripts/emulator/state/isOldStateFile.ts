import * as v from 'valibot'
import { readRegularFile } from './readRegularFile'

/** What stateSchema.ts of version 0.1.0 wrote. */
const oldState = v.object({ version: v.literal(1), miniPrograms: v.array(v.unknown()), accounts: v.array(v.unknown()) })

/**
 * Tells whether a file is the state file of the local WeChat of version 0.1.0, which kept fixtures and records together.
 *
 * @param path of a file that may be there, and may be anything
 * @example
 * isOldStateFile('.local-wechat.json')
 */
export function isOldStateFile(path: string): boolean {
  try {
    return v.is(oldState, JSON.parse(readRegularFile(path)))
  } catch {
    return false
  }
}
