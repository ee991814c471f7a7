import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { type Plugin, transform } from 'esbuild'
import { shortName } from '../../cloudfunctions/openapi/apis'
import { failMessage } from '../../cloudfunctions/openapi/errors/OpenApiError'
import config from '../../config.json'
import packageJson from '../../package.json'
import { OLDEST_NODE, TOO_OLD } from '../commands/doctor/checks/deployed'
import { digestOf } from '../commands/terminal/digest'
import { fixturesJsonSchema } from '../emulator/state/fixturesJsonSchema'
import { bundle, ROOT, runProgram, writeFolder, writeOutput } from './build/bundle'
import { checkParts, leanSdk } from './build/leanSdk'
import { licencesOf } from './build/licencesOf'

const DIST = join(ROOT, 'dist')

/** The oldest Node that WeChat offers and that this project supports. */
const target = 'node16'
/** Every Node that the command of exec starts loads it: older ones too. */
const PRELOAD = 'emulator/redirect/preload'
const options = { target, minifySyntax: true, minifyWhitespace: true }

/** What runs in processes or threads of its own. */
const PROGRAMS = [
  'emulator/functions/host',
  'emulator/functions/importHooks',
  'emulator/redirect/testProcess',
  PRELOAD,
  'commands/exec/watchdog',
]

/**
 * Builds every function of config.json, ready to upload, into dist/cloudfunctions/<name>/ and its source map into
 * dist/sourcemaps/<name>/. Builds the programs and the page of the local WeChat into dist/emulator/, and the schema of its
 * fixtures. Files that have not changed are not written.
 *
 * @returns for each function its API, the folder to upload, and the size
 * @throws Error if a function does not compile, or if scripts/development/build/leanSdk.ts does not match the SDK
 */
export async function build() {
  const apis = config.permissions.openapi
  const [page, verifyCloud, ...functions] = await Promise.all([
    bundleConsole(),
    bundleFunction('verifyCloud', 'scripts/package/verifyCloud.ts', apis, [keepCallFunction]),
    ...apis.map((api) => bundleFunction(api, `cloudfunctions/${shortName(api)}/index.ts`, [api])),
  ])
  checkParts(functions.flatMap(({ inputs }) => inputs))
  for (const program of PROGRAMS) {
    const oldest = program === PRELOAD ? 'node10' : target
    const { files } = await bundle({ ...options, target: oldest, entryPoints: [join(ROOT, `scripts/${program}.ts`)] })
    for (const [name, text] of Object.entries(files)) writeOutput(join(DIST, 'emulator', name), text)
  }
  writeFolder(join(DIST, 'emulator/console'), page)
  writeOutput(join(DIST, 'local-wechat.schema.json'), toJson(fixturesJsonSchema()))
  const uploads: Record<string, string> = {}
  const built = [...functions, verifyCloud].map(({ api, name, contents, sourceMap }) => {
    // `add` checks the digest of an older copy over the files that the copy had.
    const { version } = packageJson
    const manifest = { name, version, private: true, main: 'index.js', files: Object.keys(contents) }
    const digest = digestOf({ ...contents, 'package.json': JSON.stringify(manifest) })
    const files = Object.entries({ ...contents, 'package.json': toJson({ ...manifest, digest }) })
    for (const [file, text] of files) uploads[`${name}/${file}`] = text
    writeOutput(join(DIST, 'sourcemaps', name, 'bundle.js.map'), sourceMap)
    const bytes = files.reduce((sum, [, text]) => sum + Buffer.byteLength(text), 0)
    return { api, dir: join(DIST, 'cloudfunctions', name), bytes }
  })
  writeFolder(join(DIST, 'cloudfunctions'), uploads)
  return built
}

/** The function that checks assumptions calls itself. */
const keepCallFunction: Plugin = {
  name: 'keepCallFunction',
  setup: ({ onLoad }) =>
    onLoad({ filter: /node-sdk[\\/]dist[\\/]functions[\\/]/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8'),
    })),
}

/** @param permissions the APIs that the function may call */
async function bundleFunction(api: string, entry: string, permissions: readonly string[], plugins: Plugin[] = []) {
  const name = shortName(api)
  const { files, inputs } = await bundle({
    ...options,
    entryPoints: { bundle: join(ROOT, entry) },
    outdir: join(DIST, 'cloudfunctions', name),
    plugins: [...plugins, leanSdk],
    sourcemap: 'inline',
  })
  // Shortens names in a step of its own. When esbuild does it while bundling, it wraps each module in an arrow function, which
  // V8 compiles when it loads the file, instead of a method, which V8 compiles when it is called. Saves 4 ms of a cold start.
  const { code, map } = await transform(files['bundle.js'] ?? '', {
    target,
    charset: 'utf8',
    format: 'cjs',
    minify: true,
    sourcemap: 'external',
  })
  const contents = {
    'index.js': entryOf(api),
    'bundle.js': code,
    'bundle.js.LEGAL.txt': licencesOf(inputs),
    'config.json': toJson({ permissions: { openapi: permissions } }),
  }
  // The sources that leanSdk makes contain absolute paths.
  return { api, name, contents, sourceMap: map.replaceAll(join(ROOT, '/'), ''), inputs }
}

/**
 * Bundles the local WeChat's page for browsers.
 *
 * @returns its files by name
 */
async function bundleConsole(): Promise<Record<string, string>> {
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
    'index.html': readFileSync(join(source, 'index.html'), 'utf8'),
    'favicon.svg': readFileSync(join(source, 'favicon.svg'), 'utf8'),
    'icons.svg': readFileSync(join(source, 'icons.svg'), 'utf8'),
    'console.js': files['console.js'] ?? '',
    'console.css': files['style.css'] ?? '',
    'LICENCES.txt': licencesOf(inputs, 'The page contains'),
  }
}

const NEXT = {
  en: `choose Node ${OLDEST_NODE} or later as the function's runtime; where it cannot be changed, delete the function and create it anew`,
  zh: `运行环境请选择 Node.js ${OLDEST_NODE} 或更高版本；已创建的函数如不能修改运行环境，请删除后重新创建`,
}

/**
 * Returns the index.js of a function, which every Node since 8 can read. Without a chosen runtime, miniprogram-ci 2.1.42
 * creates a function on Node 8.9, which would only report a syntax error at the bundle's first `?.`.
 *
 * @param api the dotted name of the function's API
 */
export function entryOf(api: string): string {
  return `'use strict'
if (parseInt(process.versions.node, 10) >= ${OLDEST_NODE}) {
  module.exports = require('./bundle.js')
} else {
  exports.main = function () {
    var answer = {
      errCode: -504002,
      errMsg: ${JSON.stringify(failMessage(api, 'Node '))} + process.versions.node + ${JSON.stringify(` ${TOO_OLD}`)},
    }
    console.log(JSON.stringify(Object.assign({ api: ${JSON.stringify(api)} }, answer, { next: ${JSON.stringify(NEXT)} })))
    return Promise.resolve(answer)
  }
}
`
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

async function main(): Promise<void> {
  for (const { api, dir, bytes } of await build()) {
    console.log(`${relative(ROOT, dir)}  ${Math.ceil(bytes / 1000)} kB  ${api}`)
  }
}

runProgram(module, main)
