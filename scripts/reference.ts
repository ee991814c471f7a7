import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { apiPage } from './reference/apiPage'
import { codesPage } from './reference/codesPage'
import { commandsPage } from './reference/commandsPage'
import { fixturesPage } from './reference/fixturesPage'
import { filesOf } from './reference/page'
import { pathsPage } from './reference/pathsPage'

/**
 * Returns the reference pages, by their paths from the root.
 *
 * @param root of the repository
 */
export async function reference(root: string): Promise<Record<string, string>> {
  const pages = [apiPage(root), codesPage(), await commandsPage(), fixturesPage(), pathsPage()]
  return Object.assign({}, ...pages.map(filesOf))
}

/** Writes the reference pages into the repository. */
async function main(): Promise<void> {
  const root = join(__dirname, '..')
  for (const [path, text] of Object.entries(await reference(root))) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

if (require.main === module) main()
