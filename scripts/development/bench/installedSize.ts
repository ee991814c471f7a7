import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * Returns the size of a package with all its dependencies.
 *
 * @param from a folder from which Node.js would resolve it
 * @returns the number of packages, and the bytes of their files
 */
export function installedSize(name: string, from: string): { packages: number; bytes: number } {
  const folders = new Set<string>()
  const files = new Map<string, number>()
  const collect = (dependency: string, dependent: string) => {
    const candidates = createRequire(join(dependent, 'index.js')).resolve.paths(dependency) ?? []
    const folder = candidates.map((it) => join(it, dependency)).find(existsSync)
    if (folder === undefined || folders.has(folder)) return
    folders.add(folder)
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const stats = statSync(join(folder, entry))
      if (stats.isFile()) files.set(join(folder, entry), stats.size)
    }
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    for (const it of Object.keys(dependencies)) collect(it, folder)
  }
  collect(name, from)
  return { packages: folders.size, bytes: [...files.values()].reduce((sum, size) => sum + size, 0) }
}
