import { join } from 'node:path'
import { type BuildOptions, build as bundle, type Plugin, transform } from 'esbuild'

/** What runs: an entry of the package, or what another of its files runs. */
const ENTRIES = {
  index: 'scripts/package/entries/index.ts',
  local: 'scripts/package/entries/local.ts',
  suite: 'scripts/package/suite/suite.ts',
  thread: 'scripts/package/suite/thread.ts',
  'wx-logistics': 'scripts/wx-logistics.ts',
}

const options = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  charset: 'utf8',
  minifySyntax: true,
  minifyWhitespace: true,
  // It holds a program of its own for each platform.
  external: ['classic-level'],
  // Its other form requires by a function that it is handed.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  // Each command would take itself for the one that was called.
  define: { 'require.main': 'undefined' },
  write: false,
} satisfies BuildOptions

/** The package holds the functions as they were built. */
const functionsAreBuilt: Plugin = {
  name: 'functionsAreBuilt',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]start[\\/]buildOwnFunctions\.ts$/ }, () => ({
      contents: 'export async function buildOwnFunctions() {}',
    }))
  },
}

/**
 * Bundles the code of the package: what several entries share is in a file of its own.
 *
 * @param root of the project
 * @returns the files by their names, and the names of what went into them
 */
export async function bundleCode(root: string): Promise<{ files: Record<string, string>; inputs: string[] }> {
  const { outputFiles, metafile } = await bundle({
    ...options,
    absWorkingDir: root,
    entryPoints: Object.entries(ENTRIES).map(([out, file]) => ({ in: join(root, file), out })),
    outdir: 'dist/package',
    // esbuild splits files of the other format only; they are made CommonJS afterwards.
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

/** `import()` too: jest cannot do it. */
async function toCommonJs(code: string): Promise<string> {
  const { target, platform, charset, minifySyntax, minifyWhitespace } = options
  const supported = { 'dynamic-import': false }
  return (
    await transform(code, { target, platform, charset, minifySyntax, minifyWhitespace, format: 'cjs', supported })
  ).code
}
