import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { sum } from 'simple-statistics'

/**
 * Returns the folders of a package and all its dependencies.
 *
 * @param from a folder from which Node.js would resolve it
 */
export function packagesOf(name: string, from: string, found = new Set<string>()): ReadonlySet<string> {
  const candidates = createRequire(join(from, 'index.js')).resolve.paths(name) ?? []
  const folder = candidates.map((it) => join(it, name)).find(existsSync)
  if (folder === undefined || found.has(folder)) return found
  found.add(folder)
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  for (const it of Object.keys(dependencies)) packagesOf(it, folder, found)
  return found
}

/** Returns the size of the files in folders, each counted once. */
export function bytesIn(folders: Iterable<string>): number {
  const paths = [...folders].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  const files = [...new Set(paths)].map((path) => statSync(path)).filter((it) => it.isFile())
  return sum(files.map(({ size }) => size))
}
