import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Returns a version that changes when a file in a function's folder changes, except in node_modules. It follows links; broken
 * links are allowed, because editors use them as lock files.
 *
 * @param dir the function's folder
 * @example
 * codeVersion('dist/cloudfunctions/bindAccount') // 'dist/cloudfunctions/bindAccount/index.js 1764000000000.5'
 */
export function codeVersion(dir: string): string {
  return versionOf(dir, [realpathSync(dir)])
}

/** @param around the real paths of the folders that contain it; a link to one of them is not followed */
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
