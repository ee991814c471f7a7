import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build as bundle } from 'esbuild'
import { licencesOf } from './licencesOf'

/**
 * Bundles the local WeChat's page for browsers.
 *
 * @param root of the project
 * @returns its files by name
 */
export async function bundleConsole(root: string): Promise<Record<string, string>> {
  const source = join(root, 'scripts/emulator/console')
  const { outputFiles, metafile } = await bundle({
    entryPoints: { console: join(source, 'main.tsx'), style: join(source, 'console.css') },
    absWorkingDir: root,
    outdir: 'dist/emulator/console',
    tsconfig: join(source, 'tsconfig.json'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    metafile: true,
    write: false,
  })
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  return {
    'index.html': await readFile(join(source, 'index.html'), 'utf8'),
    'favicon.svg': await readFile(join(source, 'favicon.svg'), 'utf8'),
    'icons.svg': await readFile(join(source, 'icons.svg'), 'utf8'),
    'console.js': text('console.js'),
    'console.css': text('style.css'),
    'LICENCES.txt': licencesOf(Object.keys(metafile.inputs), root, 'The page contains'),
  }
}
