import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { type BuildOptions, build as bundle, transform } from 'esbuild'
import { sync as writeFileAtomicSync } from 'write-file-atomic'
import packageJson from '../package.json'
import { digestOf } from './add/copyFiles'
import { bundleConsole } from './build/bundleConsole'
import { entryOf } from './build/entryOf'
import { checkParts, leanSdk } from './build/leanSdk'
import { licencesOf } from './build/licencesOf'
import { fixturesJsonSchema } from './emulator/state/fixturesJsonSchema'

const ROOT = join(__dirname, '..')
const SOURCES = join(ROOT, 'cloudfunctions')
const DIST = join(ROOT, 'dist')

const options = {
  bundle: true,
  platform: 'node',
  /** The oldest Node that WeChat offers and that this project supports. */
  target: 'node16',
  /** Otherwise each Chinese character takes six bytes. */
  charset: 'utf8',
  minifySyntax: true,
  minifyWhitespace: true,
  write: false,
  absWorkingDir: ROOT,
} satisfies BuildOptions

export interface BuiltFunction {
  /** The API's name, the function's, and its folder's. */
  name: string
  /** The API that the function may call, by its dotted name. */
  api: string
  /** The folder to upload. */
  dir: string
  bytes: number
}

/**
 * Builds every function, ready to upload, into dist/cloudfunctions/<name>/ and its source map into dist/sourcemaps/<name>/.
 * Builds the programs and the page of the local WeChat into dist/emulator/, and the schema of its fixtures. Files that have
 * not changed are not written.
 *
 * @throws Error if cloudfunctions/ and config.json disagree, if a function does not compile, or if scripts/build/leanSdk.ts
 *   does not match the SDK
 */
export async function build(): Promise<BuiltFunction[]> {
  const functions = readFunctions()
  const [page, ...bundles] = await Promise.all([bundleConsole(ROOT), ...functions.map(bundleFunction)])
  checkParts(bundles.flatMap(({ inputs }) => inputs))
  for (const program of ['emulator/functions/host', 'emulator/redirect/preload', 'exec/watchdog']) {
    const file = join(ROOT, `scripts/${program}.ts`)
    const { outputFiles } = await bundle({ ...options, entryPoints: [file] })
    writeOutput(join(DIST, `emulator/${basename(program)}.js`), outputFiles[0]?.text ?? '')
  }
  for (const [file, text] of Object.entries(page)) writeOutput(join(DIST, 'emulator/console', file), text)
  writeOutput(join(DIST, 'local-wechat.schema.json'), toJson(fixturesJsonSchema()))
  const built = bundles.map(writeFunction)
  for (const folder of ['cloudfunctions', 'sourcemaps']) {
    for (const name of readdirSync(join(DIST, folder))) {
      if (!functions.some((it) => it.name === name)) rmSync(join(DIST, folder, name), { recursive: true })
    }
  }
  return built
}

/** Matches the folders of functions with the permissions of config.json. */
export function readFunctions(): { name: string; api: string }[] {
  const declared: string[] = JSON.parse(readFileSync(join(ROOT, 'config.json'), 'utf8')).permissions.openapi
  const folders = readdirSync(SOURCES).filter((name) => existsSync(join(SOURCES, name, 'index.ts')))
  const homeless = declared.find((api) => !folders.includes(nameOf(api)))
  if (homeless) throw new Error(`config.json declares ${homeless}, but there is no cloudfunctions/${nameOf(homeless)}`)
  return folders.map((name) => {
    const api = declared.find((it) => nameOf(it) === name)
    if (!api) throw new Error(`cloudfunctions/${name} calls an API that config.json does not declare`)
    return { name, api }
  })
}

interface Bundle {
  name: string
  api: string
  code: string
  sourceMap: string
  /** Licence comments that minifying removed from the code. */
  comments: string
  /** The names of the files that were bundled. */
  inputs: string[]
}

async function bundleFunction({ name, api }: { name: string; api: string }): Promise<Bundle> {
  const { outputFiles, metafile } = await bundle({
    ...options,
    entryPoints: [join(SOURCES, name, 'index.ts')],
    outfile: join(DIST, 'cloudfunctions', name, 'bundle.js'),
    plugins: [leanSdk],
    metafile: true,
    sourcemap: 'inline',
    legalComments: 'external',
  })
  const text = (file: string) => outputFiles.find(({ path }) => basename(path) === file)?.text ?? ''
  const { code, map } = await shortenNames(text('bundle.js'))
  return {
    name,
    api,
    code,
    // The sources that leanSdk makes contain absolute paths.
    sourceMap: map.replaceAll(join(ROOT, '/'), ''),
    comments: text('bundle.js.LEGAL.txt'),
    inputs: Object.keys(metafile.inputs),
  }
}

/**
 * Shortens names in a step of its own. When esbuild does it while bundling, it wraps each module in an arrow function, which
 * V8 compiles when it loads the file, instead of a method, which V8 compiles when it is called. This saves 4 ms of a cold start.
 *
 * @param code with its source map inside
 */
async function shortenNames(code: string): Promise<{ code: string; map: string }> {
  return transform(code, {
    target: options.target,
    charset: options.charset,
    format: 'cjs',
    minify: true,
    sourcemap: 'external',
  })
}

function writeFunction({ name, api, code, sourceMap, comments, inputs }: Bundle): BuiltFunction {
  const dir = join(DIST, 'cloudfunctions', name)
  const contents = {
    'index.js': entryOf(api),
    'bundle.js': code,
    'bundle.js.LEGAL.txt': `${licencesOf(inputs, ROOT)}\n${comments}`,
    'config.json': toJson({ permissions: { openapi: [api] } }),
  }
  // `add` checks the digest of an older copy over the files that the copy had.
  const manifest = {
    name,
    version: packageJson.version,
    private: true,
    main: 'index.js',
    files: Object.keys(contents),
  }
  const digest = digestOf({ ...contents, 'package.json': JSON.stringify(manifest) })
  const files = { ...contents, 'package.json': toJson({ ...manifest, digest }) }
  for (const [file, text] of Object.entries(files)) writeOutput(join(dir, file), text)
  for (const file of readdirSync(dir)) if (!Object.hasOwn(files, file)) rmSync(join(dir, file), { recursive: true })
  writeOutput(join(DIST, 'sourcemaps', name, 'bundle.js.map'), sourceMap)
  return { name, api, dir, bytes: Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0) }
}

function writeOutput(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true })
  try {
    if (readFileSync(path, 'utf8') === text) return
  } catch {
    // The file does not exist yet.
  }
  writeFileAtomicSync(path, text)
}

function nameOf(api: string): string {
  return api.slice(api.lastIndexOf('.') + 1)
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

async function main(): Promise<void> {
  for (const { api, dir, bytes } of await build()) {
    console.log(`${relative(ROOT, dir)}  ${Math.ceil(bytes / 1000)} kB  ${api}`)
  }
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
