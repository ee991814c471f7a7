import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { sync as writeFileAtomicSync } from 'write-file-atomic'

/** Writes a file, with its folder, unless it has that text already: functions restart when a file of theirs changes. */
export function writeOutput(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  try {
    if (readFileSync(path, 'utf8') === text) return
  } catch {
    // The file does not exist yet.
  }
  writeFileAtomicSync(path, text)
}
