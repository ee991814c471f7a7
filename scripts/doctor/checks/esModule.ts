import { join } from 'node:path'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { ES_MODULE } from '../../emulator/functions/advice'
import { type Finding, note, wrong } from '../Finding'
import { isEsModuleOnly } from '../isEsModuleOnly'
import { type Project, type ProjectFunction, runtimeOf } from '../Project'
import { readJson } from '../readJson'
import type { Source } from '../sourcesOf'

/** From this major version on, WeChat's Node can require ES modules. */
const REQUIRES_ANY = 20

/** Finds code that WeChat's Node cannot load, though the local Node may. */
export function esModule(project: Project): Finding[] {
  return [
    ...project.functions.flatMap((it) => {
      const requiresAny = (runtimeOf(project, it.name) ?? 0) >= REQUIRES_ANY
      return it.sources.flatMap((source) => [
        ...syntaxFindings(it, source),
        ...(requiresAny ? [] : requiredFindings(it, source)),
      ])
    }),
    ...project.mjsOnly.map(mjsFinding),
  ]
}

function syntaxFindings({ name, manifest }: ProjectFunction, { path, mistake, isEsModule }: Source): Finding[] {
  if (path === 'index.js' && readProperty(manifest, 'type') === 'module') {
    return [
      wrong(`${name}/package.json says "type": "module"`, `${name}/package.json 写了 "type": "module"`, ES_MODULE),
    ]
  }
  if (path === 'index.js' && isEsModule) {
    return [wrong(`${name}/index.js has import or export`, `${name}/index.js 用了 import 或 export`, ES_MODULE)]
  }
  if (mistake === undefined) return []
  const place = `${name}/${path}:${mistake.line}`
  const en = `${place} cannot be parsed: ${mistake.message}`
  const zh = `${place} 无法解析：${mistake.message}`
  if (path === 'index.js')
    return [wrong(en, zh, { en: 'fix it, or build it to CommonJS', zh: '请改正，或构建为 CommonJS' })]
  return [note(en, zh, { en: 'fix it if the function loads it', zh: '如果云函数会加载它，请改正' })]
}

function requiredFindings({ name, dir }: ProjectFunction, { path, requires }: Source): Finding[] {
  return requires
    .filter((module) => module.endsWith('.mjs') || isEsPackage(dir, module))
    .map((module) => requiredFinding(`${name}/${path}`, module))
}

/** Only an installed package can be checked. */
function isEsPackage(dir: string, module: string): boolean {
  if (!/^(@[\w.~-]+\/)?[\w~-][\w.~-]*$/.test(module)) return false
  try {
    const manifest = readJson(join(dir, 'node_modules', module, 'package.json'))
    return manifest !== undefined && isEsModuleOnly(manifest)
  } catch {
    return false
  }
}

function requiredFinding(file: string, module: string): Finding {
  const ways = { en: 'or build both to CommonJS', zh: '或构建为 CommonJS' }
  const other = { en: 'or install a version that supports require', zh: '或安装支持 require 的版本' }
  const { en, zh } = module.endsWith('.mjs') ? ways : other
  return wrong(
    `${file} requires ${module}, an ES module, which WeChat's Node before 20.19 refuses`,
    `${file} 用 require 加载了 ES 模块 ${module}，微信云函数的 Node（20.19 之前）无法加载`,
    { en: `load it with await import('${module}'), ${en}`, zh: `改用 await import('${module}')，${zh}` },
  )
}

function mjsFinding(name: string): Finding {
  return wrong(`${name} has an index.mjs, but no index.js`, `${name} 只有 index.mjs，没有 index.js`, {
    en: 'WeChat starts a function from index.js: write it with require and exports.main, or build it to CommonJS',
    zh: '云函数的入口是 index.js：请改用 require 和 exports.main，或构建为 CommonJS',
  })
}
