import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { apiPage } from './reference/apiPage'
import { codesPage } from './reference/codesPage'
import { fixturesPage } from './reference/fixturesPage'
import { pathsPage } from './reference/pathsPage'
import { filesOf } from './reference/Table'

/**
 * Returns the reference pages, by their paths from the root.
 *
 * @param root of the repository
 */
export function reference(root: string): Record<string, string> {
  return Object.assign({}, ...[apiPage(root), codesPage(), fixturesPage(), pathsPage()].map(filesOf))
}

if (require.main === module) {
  const root = join(__dirname, '..')
  for (const [path, text] of Object.entries(reference(root))) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}
