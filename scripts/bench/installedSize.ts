import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Returns the size of a package with all its dependencies.
 *
 * @param from a folder from which Node.js would resolve it
 * @returns the number of packages, and the bytes of their files
 */
export function installedSize(name: string, from: string): { packages: number; bytes: number } {
  const folders = new Set<string>()
  collect(name, from, folders)
  return { packages: folders.size, bytes: [...folders].reduce((sum, folder) => sum + bytesOf(folder), 0) }
}

function collect(name: string, from: string, folders: Set<string>): void {
  const folder = join(from, 'node_modules', name)
  if (!existsSync(folder)) {
    if (dirname(from) !== from) collect(name, dirname(from), folders)
    return
  }
  if (folders.has(folder)) return
  folders.add(folder)
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  for (const dependency of Object.keys(dependencies)) collect(dependency, folder, folders)
}

/** Returns the size of a package without the packages in its own node_modules. */
function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? bytesOf(path) : statSync(path).size
    })
    .reduce((sum, bytes) => sum + bytes, 0)
}
