import { join } from 'node:path'
import { Script } from 'node:vm'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { ES_MODULE, ES_MODULE_REFUSED } from '../../emulator/functions/nextStep'
import { messageOf } from '../../start/messageOf'
import { type Finding, wrong } from '../Finding'
import { isEsModuleOnly } from '../isEsModuleOnly'
import { type Project, type ProjectFunction, runtimeOf } from '../Project'
import { readJson } from '../readJson'
import { sourcesOf } from '../sourcesOf'
import { withoutComments } from '../withoutComments'

/** WeChat's Node of this number requires ES modules too. */
const REQUIRES_ANY = 20

const REQUIRED = /\brequire\(\s*(['"`])([^'"`\n]+)\1\s*\)/g

/** Functions that Node may load here, and that WeChat's refuses to load. */
export function esModule(project: Project): Finding[] {
  return [
    ...project.functions.flatMap((it) => [...indexFinding(it), ...requiredFindings(project, it)]),
    ...project.mjsOnly.map(mjsFinding),
  ]
}

function indexFinding(it: ProjectFunction): Finding[] {
  const { name, manifest } = it
  if (readProperty(manifest, 'type') === 'module') {
    return [
      wrong(`${name}/package.json says "type": "module"`, `${name}/package.json 写了 "type": "module"`, ES_MODULE),
    ]
  }
  const mistake = mistakeIn(it)
  if (mistake === undefined) return []
  if (ES_MODULE_REFUSED.test(mistake)) {
    return [wrong(`${name}/index.js has import or export`, `${name}/index.js 用了 import 或 export`, ES_MODULE)]
  }
  const next = { en: 'correct it, or build it to CommonJS', zh: '请改正，或构建为 CommonJS' }
  return [wrong(`${name}/index.js cannot be read: ${mistake}`, `${name}/index.js 有语法错误：${mistake}`, next)]
}

function requiredFindings(project: Project, { name, dir }: ProjectFunction): Finding[] {
  if ((runtimeOf(project, name) ?? 0) >= REQUIRES_ANY) return []
  return sourcesOf(dir).flatMap(({ path, code }) => {
    const all = [...withoutComments(code).matchAll(REQUIRED)].map(([, , module = '']) => module)
    return [...new Set(all)]
      .filter((module) => module.endsWith('.mjs') || isEsPackage(dir, module))
      .map((module) => requiredFinding(`${name}/${path}`, module))
  })
}

/** As far as it is installed; what it is elsewhere, nobody knows. */
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
  const other = { en: 'or install a version of it that require takes', zh: '或安装支持 require 的版本' }
  const { en, zh } = module.endsWith('.mjs') ? ways : other
  return wrong(
    `${file} requires ${module}, an ES module, which WeChat's Node before 20.19 refuses`,
    `${file} 用 require 加载了 ES 模块 ${module}，微信云函数的 Node（20.19 之前）无法加载`,
    { en: `load it by await import('${module}'), ${en}`, zh: `改用 await import('${module}')，${zh}` },
  )
}

function mjsFinding(name: string): Finding {
  return wrong(`${name} has an index.mjs, but no index.js`, `${name} 只有 index.mjs，没有 index.js`, {
    en: 'WeChat starts a function by index.js: write it with require and exports.main, or build it to CommonJS',
    zh: '云函数的入口是 index.js：请改用 require 和 exports.main，或构建为 CommonJS',
  })
}

/** What Node itself says when it reads the code as it reads CommonJS; nothing is run. */
function mistakeIn({ code }: ProjectFunction): string | undefined {
  try {
    new Script(`(function (exports, require, module) {${code.replace(/^#!.*/, '')}\n})`)
    return undefined
  } catch (error) {
    return messageOf(error)
  }
}
