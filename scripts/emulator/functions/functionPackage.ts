import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { readRegularFile } from '../system/readRegularFile'

/**
 * Checks whether a function was built by this project: the package.json of such a function has a digest (scripts/development/build.ts).
 *
 * @param dir the function's folder
 */
export function isOwnFunction(dir: string): boolean {
  return typeof readProperty(packageJson(dir), 'digest') === 'string'
}

/**
 * Returns the packages that a function's package.json lists; WeChat installs these.
 *
 * @param dir the function's folder
 */
export function dependenciesOf(dir: string): string[] {
  const dependencies = readProperty(packageJson(dir), 'dependencies')
  return isObject(dependencies) ? Object.keys(dependencies) : []
}

/**
 * Returns the packages that a function's package.json lists and that Node does not find.
 *
 * @param dir the function's folder
 * @example
 * packagesMissing('/shop/cloudfunctions/pay') // ['wx-server-sdk']
 */
export function packagesMissing(dir: string): string[] {
  return dependenciesOf(dir).filter((name) => !isInstalled(name, dir))
}

/** Returns the content of the package.json, undefined if it is missing or invalid. */
function packageJson(dir: string): unknown {
  try {
    return JSON.parse(readRegularFile(join(dir, 'package.json')))
  } catch {
    return undefined
  }
}

function isInstalled(name: string, dir: string): boolean {
  const parent = dirname(dir)
  return existsSync(join(dir, 'node_modules', name)) || (parent !== dir && isInstalled(name, parent))
}
