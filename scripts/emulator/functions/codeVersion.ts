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
  return versionOf(dir, new Set([realpathSync(dir)]))
}

/** @param visited the real paths of folders that were read; links may lead to them again */
function versionOf(dir: string, visited: Set<string>): string {
  return readdirSync(dir)
    .filter((name) => name !== 'node_modules')
    .map((name) => {
      const path = join(dir, name)
      const stats = statsOf(path)
      if (!stats?.isDirectory()) return `${path} ${stats?.mtimeMs}`
      const real = realpathSync(path)
      return visited.has(real) ? path : versionOf(path, visited.add(real))
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
