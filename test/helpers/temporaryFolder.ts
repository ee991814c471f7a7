import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder of its own for each test of a file, removed after it. */
export function temporaryFolder() {
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'wx-logistics-'))
  })
  afterEach(() => rmSync(dir, { recursive: true }))
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
