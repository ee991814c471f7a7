import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type BuildOptions, build as bundle } from 'esbuild'
import { sync as writeFileAtomicSync } from 'write-file-atomic'
import packageJson from '../package.json'

const ROOT = join(__dirname, '..')
const SOURCES = join(ROOT, 'cloudfunctions')
const DIST = join(ROOT, 'dist')

/** The folder in cloudfunctions/ that is bundled into each function and never deployed by itself. */
const SHARED = 'openapi'

/** The oldest Node that WeChat offers and that this project supports. */
const options = { bundle: true, platform: 'node', target: 'node16', minify: true, write: false } satisfies BuildOptions

export interface BuiltFunction {
  /** The API's name, the function's, and its folder's. */
  name: string
  /** The API that the function may call, by its dotted name. */
  api: string
  /** What is to be uploaded. */
  dir: string
  bytes: number
}

/**
 * Builds every function, ready to upload, into dist/cloudfunctions/<name>/, and what the local WeChat runs in its
 * processes into dist/emulator/. Files that have not changed are left alone.
 *
 * @throws Error when cloudfunctions/ and config.json disagree, or when a function does not compile
 */
export async function build(): Promise<BuiltFunction[]> {
  const functions = readFunctions()
  const built = await Promise.all(functions.map(buildFunction))
  const instance = await bundle({ ...options, entryPoints: [join(ROOT, 'scripts/emulator/instance.ts')] })
  writeOutput(join(DIST, 'emulator/instance.js'), instance.outputFiles[0]?.text ?? '')
  for (const name of readdirSync(join(DIST, 'cloudfunctions'))) {
    if (!functions.some((it) => it.name === name)) rmSync(join(DIST, 'cloudfunctions', name), { recursive: true })
  }
  return built
}

/** Pairs the folders of functions with the permissions of config.json, one for one. */
export function readFunctions(): { name: string; api: string }[] {
  const declared: string[] = JSON.parse(readFileSync(join(ROOT, 'config.json'), 'utf8')).permissions.openapi
  const folders = readdirSync(SOURCES).filter((name) => name !== SHARED)
  const homeless = declared.find((api) => !folders.includes(nameOf(api)))
  if (homeless) throw new Error(`config.json declares ${homeless}, but there is no cloudfunctions/${nameOf(homeless)}`)
  return folders.map((name) => {
    const api = declared.find((it) => nameOf(it) === name)
    if (!api) throw new Error(`cloudfunctions/${name} calls an API that config.json does not declare`)
    return { name, api }
  })
}

async function buildFunction({ name, api }: { name: string; api: string }): Promise<BuiltFunction> {
  const dir = join(DIST, 'cloudfunctions', name)
  const { outputFiles } = await bundle({ ...options, entryPoints: [join(SOURCES, name, 'index.ts')] })
  const files = {
    'index.js': outputFiles[0]?.text ?? '',
    'config.json': toJson({ permissions: { openapi: [api] } }),
    'package.json': toJson({ name, version: packageJson.version, private: true, main: 'index.js' }),
  }
  for (const [file, text] of Object.entries(files)) writeOutput(join(dir, file), text)
  return { name, api, dir, bytes: Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0) }
}

function writeOutput(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true })
  try {
    if (readFileSync(path, 'utf8') === text) return
  } catch {
    // There is none yet.
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
