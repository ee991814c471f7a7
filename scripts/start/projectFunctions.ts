import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'
import { readRegularFile } from '../emulator/state/readRegularFile'
import { messageOf } from './messageOf'

/** The file by which the WeChat developer tools know a mini program: https://developers.weixin.qq.com/miniprogram/dev/devtools/projectconfig.html */
const PROJECT = 'project.config.json'

/**
 * The folder of a project's functions: the cloudfunctionRoot of its project.config.json, or `cloudfunctions`; undefined
 * where neither holds a function, `NAME/index.js`.
 *
 * @param dir the project's folder
 * @throws Error when project.config.json is not valid JSON
 * @example
 * projectFunctions(process.cwd()) // '/home/me/shop/cloudfunctions'
 */
export function projectFunctions(dir: string): string | undefined {
  return roots(dir).find(holdsFunctions)
}

/**
 * The folder in which a project's functions belong, whether there are any yet: the cloudfunctionRoot of its
 * project.config.json, or `cloudfunctions` where it is there.
 *
 * @param dir the project's folder
 * @throws Error when project.config.json is not valid JSON
 * @example
 * functionsRoot(process.cwd()) // '/home/me/shop/cloudfunctions'
 */
export function functionsRoot(dir: string): string | undefined {
  const named = rootIn(join(dir, PROJECT))
  return named === undefined ? roots(dir).find((root) => existsSync(root)) : resolve(dir, named)
}

/**
 * What to say where a project names a cloudfunctionRoot in which there is no function; undefined elsewhere.
 *
 * @param dir the project's folder
 * @throws Error when project.config.json is not valid JSON
 */
export function emptyRoot(dir: string): string | undefined {
  const named = rootIn(join(dir, PROJECT))
  if (named === undefined || holdsFunctions(resolve(dir, named))) return undefined
  return `no function NAME/index.js in ${resolve(dir, named)}, the cloudfunctionRoot of ${PROJECT} / ${PROJECT} 的 cloudfunctionRoot 里没有云函数`
}

function roots(dir: string): string[] {
  const named = rootIn(join(dir, PROJECT))
  return [named, 'cloudfunctions'].flatMap((root) => (root === undefined ? [] : [resolve(dir, root)]))
}

function rootIn(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  try {
    const root = readProperty(JSON.parse(readRegularFile(path)), 'cloudfunctionRoot')
    return typeof root === 'string' && root !== '' ? root : undefined
  } catch (error) {
    throw new Error(`${path}: ${messageOf(error)}`)
  }
}

function holdsFunctions(root: string): boolean {
  return existsSync(root) && readdirSync(root).some((name) => existsSync(join(root, name, 'index.js')))
}
