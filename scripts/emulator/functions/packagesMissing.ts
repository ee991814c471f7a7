import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { readRegularFile } from '../state/readRegularFile'

/**
 * The packages that a function's package.json lists and that are not installed where Node looks for them.
 *
 * @param dir the function's folder
 * @example
 * packagesMissing('/shop/cloudfunctions/pay') // ['wx-server-sdk']
 */
export function packagesMissing(dir: string): string[] {
  const dependencies = dependenciesIn(join(dir, 'package.json'))
  return Object.keys(isObject(dependencies) ? dependencies : {}).filter((name) => !isInstalled(name, dir))
}

function dependenciesIn(path: string): unknown {
  try {
    return readProperty(JSON.parse(readRegularFile(path)), 'dependencies')
  } catch {
    return undefined
  }
}

function isInstalled(name: string, dir: string): boolean {
  const parent = dirname(dir)
  return existsSync(join(dir, 'node_modules', name)) || (parent !== dir && isInstalled(name, parent))
}
