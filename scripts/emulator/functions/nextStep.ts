import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import { readRegularFile } from '../state/readRegularFile'
import { NO_MAIN } from './messages'

/** What Node before 20.19 says of an ES module (docs.cloudbase.net/cloud-function/runtime-support lists what WeChat runs). */
export const ES_MODULE_REFUSED =
  /Cannot use import statement outside a module|Unexpected token 'export'|require\(\) of ES Module|ERR_REQUIRE_ESM/

/** Of a function that is written as an ES module. */
export const ES_MODULE: Text = {
  en: "index.js is an ES module, which WeChat's Node before 20.19 (16.13 unless chosen) refuses to load: use require and exports.main, or build to CommonJS.",
  zh: 'index.js 是 ES 模块，微信云函数的 Node（默认 16.13，20.19 之前）无法加载：请改用 require 和 exports.main，或构建为 CommonJS',
}

/**
 * What is usually forgotten where a function fails like that.
 *
 * @param error as it was told, `Error: Cannot find module 'dayjs'`
 * @param dir the function's folder
 */
export function nextStep(error: string, dir: string): Text | undefined {
  const module = /Cannot find (?:module|package) '([^']+)'/.exec(error)?.[1]
  if (module !== undefined) return isOwnFile(module) ? undefined : howToInstall(module, dir)
  if (error.includes(NO_MAIN)) {
    return { en: 'Write: exports.main = async (event, context) => { ... }', zh: '请导出 main 函数' }
  }
  return ES_MODULE_REFUSED.test(error) ? ES_MODULE : undefined
}

function isOwnFile(module: string): boolean {
  return /^[./\\]|^[A-Za-z]:/.test(module)
}

/**
 * What to do about a package that is not installed.
 *
 * @param module its name, or that of a part of it
 * @param dir the function's folder
 */
export function howToInstall(module: string, dir: string): Text {
  const name = module.split('/', module.startsWith('@') ? 2 : 1).join('/')
  // Of cd and && each shell of Windows understands its own part.
  const command = `npm install --prefix "${dir}"`
  return { en: `Run: ${isListed(name, dir) ? command : `${command} ${name}`}`, zh: '请在该云函数的目录安装依赖' }
}

const packageSchema = v.object({ dependencies: v.record(v.string(), v.unknown()) })

/** Whether the function's package.json lists a package, so that WeChat installs it too. */
function isListed(name: string, dir: string): boolean {
  const path = join(dir, 'package.json')
  if (!existsSync(path)) return false
  try {
    return Object.hasOwn(v.parse(packageSchema, JSON.parse(readRegularFile(path))).dependencies, name)
  } catch {
    return false
  }
}
