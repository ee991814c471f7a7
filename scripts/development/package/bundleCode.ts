import { join } from 'node:path'
import { transform } from 'esbuild'
import { bundle, ROOT } from '../build/bundle'

/** The files that are run or imported: the entries of the package, and a program that one of its files runs. */
const ENTRIES = ['entries/index.ts', 'entries/local.ts', 'entries/bin.ts', 'suite/suite.ts', 'suite/thread.ts']

const options = {
  target: 'node20',
  charset: 'utf8',
  minifySyntax: true,
  minifyWhitespace: true,
  minifyIdentifiers: true,
} as const

/**
 * Bundles the code of the package. What several entries share is in a file of its own.
 *
 * @returns the files by their names, and the names of the files that they were made of
 */
export async function bundleCode(): Promise<{ files: Record<string, string>; inputs: string[] }> {
  const { files, inputs } = await bundle({
    ...options,
    // It contains a native program for each platform.
    external: ['classic-level'],
    alias: {
      // Its CommonJS form calls require through a parameter, which esbuild cannot follow.
      'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
      // Smaller than its CommonJS form, which it names for Node.
      mingo: join(ROOT, 'node_modules/mingo/esm'),
    },
    entryPoints: ENTRIES.map((file) => join(ROOT, 'scripts/package', file)),
    entryNames: '[name]',
    // esbuild splits ES modules only. The conversion below includes `import()`, which jest does not support.
    format: 'esm',
    splitting: true,
  })
  for (const [name, text] of Object.entries(files)) {
    const supported = { 'dynamic-import': false }
    // The command itself says which Node it needs.
    const target = name === 'bin.js' ? 'node10' : options.target
    const { code } = await transform(text, { ...options, target, platform: 'node', format: 'cjs', supported })
    files[name] = code
  }
  return { files, inputs }
}
