import { join } from 'node:path'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { readRegularFile } from '../state/readRegularFile'

/**
 * Checks whether a function was built by this project: the package.json of such a function has a digest (scripts/build.ts).
 *
 * @param dir the function's folder
 */
export function isOwnFunction(dir: string): boolean {
  try {
    return typeof readProperty(JSON.parse(readRegularFile(join(dir, 'package.json'))), 'digest') === 'string'
  } catch {
    return false
  }
}
