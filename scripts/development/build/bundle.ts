import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { sync as writeFileAtomicSync } from 'write-file-atomic'

/** The root of the project. */
export const ROOT = join(__dirname, '../../..')

/**
 * Bundles files with esbuild, in memory.
 *
 * @returns the files by their names in `outdir`, and the names of the files that they were made of, from the root
 */
export async function bundle(options: BuildOptions): Promise<{ files: Record<string, string>; inputs: string[] }> {
  const { outputFiles, metafile } = await build({
    bundle: true,
    platform: 'node',
    // Otherwise each Chinese character takes six bytes.
    charset: 'utf8',
    outdir: join(ROOT, 'dist'),
    ...options,
    absWorkingDir: ROOT,
    metafile: true,
    write: false,
  })
  const files = outputFiles.map(({ path, text }) => [relative(options.outdir ?? join(ROOT, 'dist'), path), text])
  return { files: Object.fromEntries(files), inputs: Object.keys(metafile.inputs) }
}

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

/** Runs a program if Node.js was started with its file. Of an error it prints the message alone, and exits with 1. */
export function runProgram(file: NodeJS.Module, program: () => Promise<void>): void {
  if (require.main !== file) return
  program().catch((error: Error) => {
    console.error(error.message)
    process.exit(1)
  })
}
