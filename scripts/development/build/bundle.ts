import { join, relative } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

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
