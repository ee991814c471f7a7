import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Changes when a file in a function's folder changes, also behind a link; node_modules are not looked at. A link that leads
 * nowhere, or to itself, counts as no file: editors make such ones for their locks.
 *
 * @param dir the function's folder
 * @example
 * codeVersion('dist/cloudfunctions/bindAccount') // 'dist/cloudfunctions/bindAccount/index.js 1764000000000.5'
 */
export function codeVersion(dir: string): string {
  return versionOf(dir, [realpathSync(dir)])
}

/** @param around the real paths of the folders that it is in: a link to one of them would never end */
function versionOf(dir: string, around: readonly string[]): string {
  return readdirSync(dir)
    .filter((name) => name !== 'node_modules')
    .map((name) => {
      const path = join(dir, name)
      const stats = statsOf(path)
      if (!stats?.isDirectory()) return `${path} ${stats?.mtimeMs}`
      const real = realpathSync(path)
      return around.includes(real) ? path : versionOf(path, [...around, real])
    })
    .join()
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
