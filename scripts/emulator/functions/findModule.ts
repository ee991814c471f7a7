import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { packageFolder } from './functionPackage'
import { isPath, packageName } from './LoadingRule'

/** What Node appends to a path, in this order. */
const ENDINGS = ['', '.js', '.json', '.node', '/package.json', '/index.js', '/index.json', '/index.node']

/**
 * Finds what Node would load, without running anything.
 *
 * @param request a path, or the name of a package and perhaps of a file in it
 * @param from the path of the file that requests it
 * @returns the real path of the file, or of the folder of the package; undefined if there is none
 * @example
 * findModule('./price', '/shop/cloudfunctions/pay/index.js') // '/shop/cloudfunctions/pay/price.js'
 */
export function findModule(request: string, from: string): string | undefined {
  const path = resolve(dirname(from), request)
  const found = isPath(request)
    ? ENDINGS.map((ending) => path + ending).find(isFile)
    : packageFolder(packageName(request), dirname(from))
  return found && realpathSync(found)
}

/** Returns the TypeScript file that Node does not find, because it is not built; undefined if there is none. */
export function unbuiltSource(request: string, from: string): string | undefined {
  const path = resolve(dirname(from), request).replace(/\.([cm]?)js$/, '')
  return isPath(request) ? ['.ts', '.mts', '.cts', '/index.ts'].map((it) => path + it).find(existsSync) : undefined
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
