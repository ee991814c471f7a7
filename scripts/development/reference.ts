import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './build/bundle'
import { apiPage, codesPage } from './reference/apiPages'
import { commandsPage } from './reference/commandsPage'
import { assumptionsPage, fixturesPage } from './reference/emulatorPages'
import { filesOf } from './reference/page'
import { pathsPage } from './reference/pathsPage'

/** Returns the reference pages, by their paths from the root. */
export async function reference(): Promise<Record<string, string>> {
  const pages = [apiPage(), assumptionsPage(), codesPage(), await commandsPage(), fixturesPage(), pathsPage()]
  return Object.assign({}, ...pages.map(filesOf))
}

/** Writes the reference pages into the repository. */
async function main(): Promise<void> {
  for (const [path, text] of Object.entries(await reference())) writeFileSync(join(ROOT, path), text)
}

if (require.main === module) main()
