import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Creates a new folder for each test of a file. globalTeardown.ts removes it.
 *
 * @param use `shared`: one folder for all tests of the file or the describe block
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
    /** Writes files by their paths in the folder, and returns the folder. */
    write(files: Record<string, string>): string {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(path(name)), { recursive: true })
        writeFileSync(path(name), text)
      }
      return dir
    },
  }
}
