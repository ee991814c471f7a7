import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { isObject } from '../../../cloudfunctions/openapi/names/isObject'
import { readRegularFile } from '../system/system'

/**
 * Checks whether a function was built by this project: the package.json of such a function has a digest (scripts/development/build.ts).
 *
 * @param dir the function's folder
 */
export function isOwnFunction(dir: string): boolean {
  return typeof readProperty(packageJson(dir), 'digest') === 'string'
}

/** The keys of package.json whose packages the cloud installs; npm takes a version from the last: assumed#cloud-install */
const INSTALLED = ['dependencies', 'optionalDependencies']

/**
 * Returns the packages that a package.json lists for production, with their versions; WeChat installs those of a function.
 *
 * @param dir the folder of a function or a package
 */
export function dependenciesOf(dir: string): Map<string, string> {
  const manifest = packageJson(dir)
  const listed = INSTALLED.map((key) => readProperty(manifest, key)).filter(isObject)
  return new Map(listed.flatMap((it) => Object.entries(it).map(([name, version]) => [name, String(version)])))
}

/** Checks whether `npm test` runs something in a project. npm writes a test script that only fails. */
export function hasTestScript(dir: string): boolean {
  const script = readProperty(readProperty(packageJson(dir), 'scripts'), 'test')
  return script !== undefined && !String(script).includes('no test specified')
}

/** Versions that lead to a folder or a file of this machine, which the cloud does not have. */
const LOCAL = /^(file|link|workspace|portal|catalog):|^(\.|~?\/|[A-Za-z]:[\\/])/

/** Checks whether a version in package.json cannot be installed in the cloud, for example `file:../common`. */
export function isLocalVersion(version: string): boolean {
  return LOCAL.test(version)
}

/**
 * Returns the packages that a function's package.json lists and that Node does not find.
 *
 * @param dir the function's folder
 * @example
 * packagesMissing('/shop/cloudfunctions/pay') // ['wx-server-sdk']
 */
export function packagesMissing(dir: string): string[] {
  return [...dependenciesOf(dir).keys()].filter((name) => packageFolder(name, dir) === undefined)
}

/** Returns the content of the package.json, undefined if it is missing or invalid. */
export function packageJson(dir: string): unknown {
  try {
    return JSON.parse(readRegularFile(join(dir, 'package.json')))
  } catch {
    return undefined
  }
}

/** Returns the folder in which Node finds a package that code in a folder requires; undefined if it is not installed. */
export function packageFolder(name: string, dir: string): string | undefined {
  const folder = join(dir, 'node_modules', name)
  if (existsSync(folder)) return folder
  const parent = dirname(dir)
  return parent === dir ? undefined : packageFolder(name, parent)
}
