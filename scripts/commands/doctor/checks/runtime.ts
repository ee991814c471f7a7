import { join } from 'node:path'
import { readProperty } from '../../../../cloudfunctions/openapi/errors/readProperty'
import type { Message } from '../../../../cloudfunctions/openapi/messages/Message'
import { ES_MODULE, EXPORT_MAIN } from '../../../emulator/functions/advice'
import { type Finding, note, right, wrong } from '../Finding'
import { jsonIn, type Project } from '../Project'

/** The oldest Node that runs a function of this package, and wx-server-sdk 3 or later, as its pages say. */
const BUILT_FOR = 16
const SDK_3_FOR = 11

/** From this major version on, WeChat's Node can require ES modules. */
const REQUIRES_ANY = 20

/** Checks the Node that each function needs against the one that cloudbaserc.json chooses. */
export function* sdkVersion({ functions }: Project): Generator<Finding> {
  for (const { name, manifest, isBuilt, runtime } of functions) {
    const sdk = readProperty(readProperty(manifest, 'dependencies'), 'wx-server-sdk')
    if (!isBuilt && (typeof sdk !== 'string' || /^\D*[0-2]\./.test(sdk))) continue
    const least = isBuilt ? BUILT_FOR : SDK_3_FOR
    const level = runtime === undefined ? note : runtime >= least ? right : wrong
    const [en, zh] =
      runtime === undefined ? ['does not name one', '没有写明'] : [`chooses ${runtime}`, `选择的是 ${runtime}`]
    const what = {
      en: `needs Node ${least} or later; cloudbaserc.json ${en}`,
      zh: `需要 Node.js ${least} 或更高版本；cloudbaserc.json ${zh}`,
    }
    yield level(name, what, level === right ? undefined : CHOOSE)
  }
}

const CHOOSE: Message = {
  en: "choose it as the function's runtime; miniprogram-ci creates functions on Node 8.9",
  zh: '请在运行环境里选择；miniprogram-ci 新建的云函数默认是 Node.js 8.9',
}

/** Finds functions that export nothing, so that every call fails. */
export function* exportsMain({ functions }: Project): Generator<Finding> {
  for (const { name, sources } of functions) {
    if (sources.some(({ path, hasExports }) => path === 'index.js' && !hasExports))
      yield wrong(`${name}/index.js`, { en: 'exports no function main', zh: '没有导出函数 main' }, EXPORT_MAIN)
  }
}

/** Finds code that WeChat's Node cannot load, though the local Node may. */
export function* esModule({ functions }: Project): Generator<Finding> {
  for (const { name, dir, manifest, runtime = 0, sources } of functions) {
    for (const { path, mistake, isEsModule, requests } of sources) {
      const file = `${name}/${path}`
      const isEntry = path === 'index.js'
      if (isEntry && (isEsModule || readProperty(manifest, 'type') === 'module'))
        yield wrong(
          file,
          {
            en: 'is an ES module: it has import or export, or package.json says "type": "module"',
            zh: '是 ES 模块：用了 import 或 export，或 package.json 写了 "type": "module"',
          },
          ES_MODULE,
        )
      else if (mistake !== undefined)
        yield (isEntry ? wrong : note)(
          file,
          { en: `cannot be parsed: ${mistake}`, zh: `无法解析：${mistake}` },
          {
            en: 'fix it if the function loads it, or build it to CommonJS',
            zh: '如果云函数会加载它，请改正，或构建为 CommonJS',
          },
        )
      if (runtime >= REQUIRES_ANY) continue
      const required = new Set(requests.filter(({ isImport }) => !isImport).map(({ request }) => request))
      for (const module of [...required].filter((it) => it.endsWith('.mjs') || isEsPackage(dir, it)))
        yield wrong(
          file,
          {
            en: `requires ${module}, an ES module, which WeChat's Node before 20.19 refuses`,
            zh: `用 require 加载了 ES 模块 ${module}，微信云函数的 Node（20.19 之前）无法加载`,
          },
          {
            en: `load it with await import('${module}'), or use one that supports require`,
            zh: `改用 await import('${module}')，或换成支持 require 的版本`,
          },
        )
    }
  }
}

/**
 * Whether an installed package cannot be required.
 *
 * @see https://nodejs.org/api/packages.html#conditional-exports
 */
function isEsPackage(dir: string, module: string): boolean {
  if (!/^(@[\w.~-]+\/)?[\w~-][\w.~-]*$/.test(module)) return false
  const manifest = jsonIn(join(dir, 'node_modules', module, 'package.json'))
  const entry = JSON.stringify(readProperty(manifest, 'exports') ?? readProperty(manifest, 'main') ?? 'index.js')
  if (/"require":|\.cjs"/.test(entry)) return false
  return readProperty(manifest, 'type') === 'module' || /\.mjs"/.test(entry)
}
