import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * A folder of its own for each test of a file; globalTeardown.ts removes it.
 *
 * @param use `shared`: one folder for all tests where it stands
 */
export function temporaryFolder(use: 'each' | 'shared' = 'each') {
  let dir = ''
  const before = use === 'each' ? beforeEach : beforeAll
  before(() => {
    dir = mkdtempSync(join(String(process.env.TEST_FOLDER), 'test-'))
  })
  const path = (...names: string[]) => join(dir, ...names)
  return {
    path,
    /** Writes files by their paths in the folder; returns the folder. */
    write(files: Record<string, string>): string {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(path(name)), { recursive: true })
        writeFileSync(path(name), text)
      }
      return dir
    },
  }
}
