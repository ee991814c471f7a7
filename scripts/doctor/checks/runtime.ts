import { join } from 'node:path'
import { lt, major, minVersion, validRange } from 'semver'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { ES_MODULE } from '../../emulator/functions/advice'
import { type Finding, note, right, wrong } from '../Finding'
import { isBuilt, jsonIn, type Project, type ProjectFunction, type Source } from '../Project'

/** The first wx-server-sdk with openapi.logistics, and the first major version that needs Node 11 or later, as its pages say. */
const FIRST = '0.4.0'
const NOT_ON_NODE_10 = 3

/** The oldest Node that runs a function of this package. */
const BUILT_FOR = 16

/** From this major version on, WeChat's Node can require ES modules. */
const REQUIRES_ANY = 20

const CHOOSE = {
  en: `choose Node ${BUILT_FOR} or later as the function's runtime; miniprogram-ci creates functions on Node 8.9`,
  zh: `运行环境请选择 Node.js ${BUILT_FOR} 或更高版本；miniprogram-ci 新建的云函数默认是 Node.js 8.9`,
}

/** Checks the Node that each function needs against the one that cloudbaserc.json chooses. */
export function sdkVersion({ functions }: Project): Finding[] {
  return functions.flatMap((it) => {
    if (isBuilt(it)) return [onNode(it, BUILT_FOR, 'is built by wx-logistics', '由 wx-logistics 构建')]
    const version = versionOf(it)
    if (version === undefined) return []
    if (version !== 'latest' && lt(version, FIRST)) {
      return [
        wrong(
          `${it.name} has wx-server-sdk ${version}, which has no openapi.logistics before ${FIRST}`,
          `${it.name} 使用 wx-server-sdk ${version}，${FIRST} 之前没有 openapi.logistics`,
          { en: 'npm install wx-server-sdk@latest', zh: '请运行 npm install wx-server-sdk@latest' },
        ),
      ]
    }
    if (version !== 'latest' && major(version) < NOT_ON_NODE_10) return []
    return [onNode(it, 11, `has wx-server-sdk ${version}`, `使用 wx-server-sdk ${version}`)]
  })
}

/** Returns the version of the SDK that is installed, or the lowest that package.json allows. */
function versionOf({ dir, manifest }: ProjectFunction): string | undefined {
  const wanted = readProperty(readProperty(manifest, 'dependencies'), 'wx-server-sdk')
  if (typeof wanted !== 'string') return undefined
  const installed = readProperty(jsonIn(join(dir, 'node_modules/wx-server-sdk/package.json')), 'version')
  if (typeof installed === 'string') return installed
  return validRange(wanted) === null || wanted === '*' ? 'latest' : minVersion(wanted)?.version
}

function onNode({ name, runtime }: ProjectFunction, least: number, en: string, zh: string): Finding {
  const needs = {
    en: `${name} ${en} and needs Node ${least} or later`,
    zh: `${name} ${zh}，需要 Node.js ${least} 或更高版本`,
  }
  if (runtime === undefined) return note(needs.en, needs.zh, CHOOSE)
  const chosen = [
    `${needs.en}; cloudbaserc.json chooses Node ${runtime}`,
    `${needs.zh}；cloudbaserc.json 选择了 Node.js ${runtime}`,
  ] as const
  return runtime >= least ? right(...chosen) : wrong(...chosen, CHOOSE)
}

/** Finds code that WeChat's Node cannot load, though the local Node may. */
export function esModule({ functions, mjsOnly }: Project): Finding[] {
  return [
    ...functions.flatMap((it) =>
      it.sources.flatMap((source) => [...syntaxFindings(it, source), ...requiredFindings(it, source)]),
    ),
    ...mjsOnly.map((name) =>
      wrong(`${name} has an index.mjs, but no index.js`, `${name} 只有 index.mjs，没有 index.js`, {
        en: 'WeChat starts a function from index.js: write it with require and exports.main, or build it to CommonJS',
        zh: '云函数的入口是 index.js：请改用 require 和 exports.main，或构建为 CommonJS',
      }),
    ),
  ]
}

function syntaxFindings({ name, manifest }: ProjectFunction, { path, mistake, isEsModule }: Source): Finding[] {
  const isEntry = path === 'index.js'
  if (isEntry && readProperty(manifest, 'type') === 'module') {
    return [
      wrong(`${name}/package.json says "type": "module"`, `${name}/package.json 写了 "type": "module"`, ES_MODULE),
    ]
  }
  if (isEntry && isEsModule) {
    return [wrong(`${name}/index.js has import or export`, `${name}/index.js 用了 import 或 export`, ES_MODULE)]
  }
  if (mistake === undefined) return []
  const place = `${name}/${path}:${mistake.line}`
  const what = [`${place} cannot be parsed: ${mistake.message}`, `${place} 无法解析：${mistake.message}`] as const
  return isEntry
    ? [wrong(...what, { en: 'fix it, or build it to CommonJS', zh: '请改正，或构建为 CommonJS' })]
    : [note(...what, { en: 'fix it if the function loads it', zh: '如果云函数会加载它，请改正' })]
}

function requiredFindings({ name, dir, runtime = 0 }: ProjectFunction, { path, requires }: Source): Finding[] {
  if (runtime >= REQUIRES_ANY) return []
  return requires
    .filter((module) => module.endsWith('.mjs') || isEsPackage(dir, module))
    .map((module) => {
      const { en, zh } = module.endsWith('.mjs')
        ? { en: 'or build both to CommonJS', zh: '或构建为 CommonJS' }
        : { en: 'or install a version that supports require', zh: '或安装支持 require 的版本' }
      return wrong(
        `${name}/${path} requires ${module}, an ES module, which WeChat's Node before 20.19 refuses`,
        `${name}/${path} 用 require 加载了 ES 模块 ${module}，微信云函数的 Node（20.19 之前）无法加载`,
        { en: `load it with await import('${module}'), ${en}`, zh: `改用 await import('${module}')，${zh}` },
      )
    })
}

/**
 * Whether an installed package cannot be required.
 *
 * @see https://nodejs.org/api/packages.html#conditional-exports
 */
function isEsPackage(dir: string, module: string): boolean {
  if (!/^(@[\w.~-]+\/)?[\w~-][\w.~-]*$/.test(module)) return false
  const manifest = jsonIn(join(dir, 'node_modules', module, 'package.json'))
  if (manifest === undefined) return false
  const exports = readProperty(manifest, 'exports')
  const entry = readProperty(exports, '.') ?? exports ?? readProperty(manifest, 'main') ?? 'index.js'
  if (JSON.stringify(entry).includes('"require":')) return false
  const file = defaultFile(entry)
  if (file === undefined || file.endsWith('.mjs')) return true
  return readProperty(manifest, 'type') === 'module' && !file.endsWith('.cjs')
}

/** Returns the file that an entry of `exports` without a condition for require leads to. */
function defaultFile(entry: unknown): string | undefined {
  if (typeof entry === 'string' || entry === undefined) return entry
  return defaultFile(Array.isArray(entry) ? entry[0] : (readProperty(entry, 'node') ?? readProperty(entry, 'default')))
}
