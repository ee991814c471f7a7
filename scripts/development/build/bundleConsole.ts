import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bundle, ROOT } from './bundle'
import { licencesOf } from './licencesOf'

/**
 * Bundles the local WeChat's page for browsers.
 *
 * @returns its files by name
 */
export async function bundleConsole(): Promise<Record<string, string>> {
  const source = join(ROOT, 'scripts/emulator/console')
  const { files, inputs } = await bundle({
    entryPoints: { console: join(source, 'main.tsx'), style: join(source, 'console.css') },
    tsconfig: join(source, 'tsconfig.json'),
    platform: 'browser',
    minify: true,
    format: 'esm',
    target: 'es2022',
  })
  return {
    'index.html': await readFile(join(source, 'index.html'), 'utf8'),
    'favicon.svg': await readFile(join(source, 'favicon.svg'), 'utf8'),
    'icons.svg': await readFile(join(source, 'icons.svg'), 'utf8'),
    'console.js': files['console.js'] ?? '',
    'console.css': files['style.css'] ?? '',
    'LICENCES.txt': licencesOf(inputs, 'The page contains'),
  }
}
