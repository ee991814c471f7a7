import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { readRegularFile } from '../emulator/state/readRegularFile'
import { messageOf } from './runCommand'

/** The file by which the WeChat developer tools recognise a mini program: https://developers.weixin.qq.com/miniprogram/dev/devtools/projectconfig.html */
const PROJECT = 'project.config.json'
/** The folder of functions of a project without a cloudfunctionRoot. */
const DEFAULT = 'cloudfunctions'

/**
 * Returns the folder of a project's functions, `<folder>/NAME/index.js`: the cloudfunctionRoot of its project.config.json, or
 * `cloudfunctions`. Returns undefined if neither contains a function.
 *
 * @param dir the project's folder
 * @throws Error if project.config.json is not valid JSON
 * @example
 * projectFunctions(process.cwd()) // '/home/me/shop/cloudfunctions'
 */
export function projectFunctions(dir: string): string | undefined {
  return [cloudfunctionRoot(dir), resolve(dir, DEFAULT)].find((root) => root !== undefined && holdsFunctions(root))
}

/**
 * Returns the folder in which a project's functions belong, even if it has none yet: the cloudfunctionRoot of its
 * project.config.json, or `cloudfunctions` if that folder exists.
 *
 * @param dir the project's folder
 * @throws Error if project.config.json is not valid JSON
 * @example
 * functionsRoot(process.cwd()) // '/home/me/shop/cloudfunctions'
 */
export function functionsRoot(dir: string): string | undefined {
  return cloudfunctionRoot(dir) ?? [resolve(dir, DEFAULT)].find(existsSync)
}

/**
 * Returns a warning if a project's cloudfunctionRoot contains no function.
 *
 * @param dir the project's folder
 * @throws Error if project.config.json is not valid JSON
 */
export function emptyRoot(dir: string): string | undefined {
  const root = cloudfunctionRoot(dir)
  if (root === undefined || holdsFunctions(root)) return undefined
  return `no function NAME/index.js in ${root}, the cloudfunctionRoot of ${PROJECT} / ${PROJECT} 的 cloudfunctionRoot 里没有云函数`
}

function cloudfunctionRoot(dir: string): string | undefined {
  const path = join(dir, PROJECT)
  if (!existsSync(path)) return undefined
  try {
    const root = readProperty(JSON.parse(readRegularFile(path)), 'cloudfunctionRoot')
    return typeof root === 'string' && root !== '' ? resolve(dir, root) : undefined
  } catch (error) {
    throw new Error(`${path}: ${messageOf(error)}`)
  }
}

function holdsFunctions(root: string): boolean {
  return existsSync(root) && readdirSync(root).some((name) => existsSync(join(root, name, 'index.js')))
}
