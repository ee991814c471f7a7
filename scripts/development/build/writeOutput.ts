import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, normalize, sep } from 'node:path'
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

/** Makes a folder consist of these files, by their paths in it: what is not from this build would be uploaded, or packed. */
export function writeFolder(folder: string, files: Readonly<Record<string, string>>): void {
  const paths = Object.keys(files).map(normalize)
  mkdirSync(folder, { recursive: true })
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const isFromThisBuild = paths.some((path) => path === entry || path.startsWith(entry + sep))
    if (!isFromThisBuild) rmSync(join(folder, entry), { recursive: true, force: true })
  }
  for (const [path, text] of Object.entries(files)) writeOutput(join(folder, path), text)
}
