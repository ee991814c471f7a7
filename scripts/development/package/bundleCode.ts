import { join } from 'node:path'
import { type Plugin, transform } from 'esbuild'
import { signed } from '../../commands/terminal/digest'
import { bundle, ROOT } from '../build/bundle'
import { licencesOf } from '../build/licencesOf'

/** The files that are run or imported: the entries of the package, and a program that one of its files runs. */
const ENTRIES = ['entries/index.ts', 'entries/local.ts', 'entries/bin.ts', 'suite/suite.ts', 'suite/thread.ts']

/** Number of characters of a line, roughly: Node prints the whole line that threw above an uncaught error. */
const lineLimit = 200

const options = {
  target: 'node20',
  lineLimit,
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

/** The name of the library in a function: `require('./wx-logistics')`. */
export const LIBRARY = 'wx-logistics'

/** The library uses the wx-server-sdk of the function that it is copied into, and does not initialise it. */
const sdkOfTheFunction: Plugin = {
  name: 'sdkOfTheFunction',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]cloud[\\/]sdk\.ts$/ }, ({ path }) => ({
      contents:
        "import cloud from 'wx-server-sdk'; import { version } from 'wx-server-sdk/package.json'; export { cloud, version as sdkVersion }",
      resolveDir: join(path, '..'),
    }))
  },
}

/**
 * Bundles the library that `add --library` copies into a function of the user.
 *
 * @param types its declarations, from bundleTypes
 * @returns the two files by their names
 */
export async function bundleLibrary(types: string): Promise<Record<string, string>> {
  const { files, inputs } = await bundle({
    entryPoints: [join(ROOT, 'scripts/package/entries/library.ts')],
    target: 'node16',
    minify: true,
    lineLimit,
    external: ['wx-server-sdk', 'wx-server-sdk/*'],
    plugins: [sdkOfTheFunction],
  })
  const licences = licencesOf(inputs, 'This file contains').replaceAll('*/', '* /')
  return {
    [`${LIBRARY}.js`]: signed(`${files['library.js']}/*\n${licences}*/\n`),
    [`${LIBRARY}.d.ts`]: signed(types),
  }
}
