import { join } from 'node:path'
import { type BuildOptions, build as bundle, type Plugin, transform } from 'esbuild'

/** The files that are run or imported: the entries of the package, and a program that one of its files runs. */
const ENTRIES = {
  index: 'scripts/package/entries/index.ts',
  local: 'scripts/package/entries/local.ts',
  suite: 'scripts/package/suite/suite.ts',
  thread: 'scripts/package/suite/thread.ts',
  bin: 'scripts/package/entries/bin.ts',
}

const options = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  minifySyntax: true,
  minifyWhitespace: true,
  // It contains a native program for each platform.
  external: ['classic-level'],
  // Otherwise each command would run itself.
  define: { 'require.main': 'undefined' },
  write: false,
} satisfies BuildOptions

/** The package contains the built functions and the files for mini programs. */
const functionsAreBuilt: Plugin = {
  name: 'functionsAreBuilt',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]start[\\/]buildOwnFunctions\.ts$/ }, () => ({
      contents:
        'export async function buildOwnFunctions() {}; export async function buildMiniProgramFiles() {}; export async function buildOwnLibrary() {}',
    }))
  },
}

/**
 * Bundles the code of the package. What several entries share is in a file of its own.
 *
 * @param root of the project
 * @returns the files by their names, and the names of the files that they were made of
 */
export async function bundleCode(root: string): Promise<{ files: Record<string, string>; inputs: string[] }> {
  const { outputFiles, metafile } = await bundle({
    ...options,
    absWorkingDir: root,
    alias: {
      // Its CommonJS form calls require through a parameter, which esbuild cannot follow.
      'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
      // Smaller than its CommonJS form, which it names for Node.
      mingo: join(root, 'node_modules/mingo/esm'),
    },
    entryPoints: Object.entries(ENTRIES).map(([out, file]) => ({ in: join(root, file), out })),
    outdir: 'dist/package',
    // esbuild splits ES modules only; toCommonJs converts them.
    format: 'esm',
    splitting: true,
    plugins: [functionsAreBuilt],
    metafile: true,
  })
  const files = await Promise.all(
    outputFiles.map(async ({ path, text }) => [path.slice(join(root, 'dist/package/').length), await toCommonJs(text)]),
  )
  return { files: Object.fromEntries(files), inputs: Object.keys(metafile.inputs) }
}

/** Converts `import()` too: jest does not support it. */
async function toCommonJs(code: string): Promise<string> {
  const { target, platform, charset, minifySyntax, minifyWhitespace } = options
  const supported = { 'dynamic-import': false }
  return (
    await transform(code, { target, platform, charset, minifySyntax, minifyWhitespace, format: 'cjs', supported })
  ).code
}
