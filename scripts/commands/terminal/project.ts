import { existsSync, readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { MessageError } from '../../../cloudfunctions/openapi/messages/Message'
import { parseText } from '../../emulator/schemas/parseText'
import { fields } from '../../emulator/schemas/plainSchemas'
import { codeOf, readRegularFile, reasonIn } from '../../emulator/system/system'

/** The file by which the WeChat developer tools recognise a mini program: https://developers.weixin.qq.com/miniprogram/dev/devtools/projectconfig.html */
export const PROJECT_CONFIG = 'project.config.json'
/** The fixtures of a project. */
export const FIXTURES = 'local-wechat.json'
/** The folder of a project's records. */
export const RECORDS = '.local-wechat'
/** Installed packages, and tests, which may call anything. */
const SKIPPED = /^(\.|node_modules$|tests?$|__\w+__$)|\.(test|spec)\.[cm]?js$/
/** The folder of functions of a project without a cloudfunctionRoot. */
const FUNCTIONS = 'cloudfunctions'

/**
 * Finds the project that a folder belongs to: the nearest folder upward with project.config.json, local-wechat.json or
 * cloudfunctions/, otherwise the nearest with package.json. Folders above a git repository are not searched.
 *
 * @example
 * findProject('/home/me/shop/miniprogram/pages') // '/home/me/shop'
 */
export function findProject(dir: string): string | undefined {
  const folders = foldersUpward(resolve(dir))
  const holding = (...names: string[]) => folders.find((it) => names.some((name) => existsSync(join(it, name))))
  return holding(PROJECT_CONFIG, FIXTURES, FUNCTIONS) ?? holding('package.json')
}

/**
 * Returns the folder of a project's records, or `:memory:`.
 *
 * @param state the option --state
 */
export function recordsFolder(project: string | undefined, state: string | undefined): string {
  if (state !== undefined) return state === ':memory:' ? state : resolve(state)
  return project === undefined ? ':memory:' : join(project, RECORDS)
}

function foldersUpward(dir: string): string[] {
  const parent = dirname(dir)
  return existsSync(join(dir, '.git')) || parent === dir ? [dir] : [dir, ...foldersUpward(parent)]
}

/**
 * Returns the folder of a project's functions, `<folder>/NAME/index.js`: the cloudfunctionRoot of its project.config.json, or
 * `cloudfunctions`. Returns undefined if neither contains a function.
 *
 * @param dir the project's folder
 * @throws MessageError if project.config.json is not valid JSON, or names a folder outside the project
 * @example
 * projectFunctions('/home/me/shop') // '/home/me/shop/cloudfunctions'
 */
export function projectFunctions(dir: string): string | undefined {
  return [cloudfunctionRoot(dir), join(dir, FUNCTIONS)].find((root) => root !== undefined && holdsFunctions(root))
}

/**
 * Returns the folder in which a project's functions belong, even if it does not exist yet: the cloudfunctionRoot of its
 * project.config.json, or `cloudfunctions`.
 *
 * @param dir the project's folder
 * @throws MessageError if project.config.json is not valid JSON, or names a folder outside the project
 * @example
 * functionsRoot('/home/me/shop') // '/home/me/shop/cloudfunctions'
 */
export function functionsRoot(dir: string): string {
  return cloudfunctionRoot(dir) ?? join(dir, FUNCTIONS)
}

/**
 * Returns a string that project.config.json sets, or undefined.
 *
 * @throws MessageError if it is not valid JSON
 */
export function projectSetting(dir: string, name: string): string | undefined {
  const value = readProperty(readProjectJson(join(dir, PROJECT_CONFIG)), name)
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * Reads a JSON file of a project. Returns undefined if it is missing.
 *
 * @throws MessageError that names the file and the line, if it is not a JSON object
 */
export function readProjectJson(path: string): object | undefined {
  const text = readProjectFile(path)
  return text === undefined ? undefined : parseText(fields, text, path, { en: 'the file', zh: '文件' })
}

function cloudfunctionRoot(dir: string): string | undefined {
  const root = projectSetting(dir, 'cloudfunctionRoot')
  if (root === undefined) return undefined
  const folder = resolve(dir, root)
  if (folder.startsWith(join(resolve(dir), sep))) return folder
  throw new MessageError({
    en: `cloudfunctionRoot in ${join(dir, PROJECT_CONFIG)} is ${root}, which is not a folder inside the project. Correct it, then run the command again.`,
    zh: `${join(dir, PROJECT_CONFIG)} 的 cloudfunctionRoot 是 ${root}，不是该项目里的目录。请改正后重试。`,
  })
}

/**
 * Checks that a path, which need not exist, is inside the project and stays so behind links.
 *
 * @throws MessageError if writing to it would change something elsewhere
 */
export function refuseOutside(project: string, path: string): void {
  const real = realPathOf(path)
  if (real.startsWith(join(realpathSync(project), sep))) return
  throw new MessageError({
    en: `${path} is ${real}, outside of the project ${project}, and nothing is written there. Correct ${PROJECT_CONFIG} or remove the link, then run the command again.`,
    zh: `${path} 的实际路径是 ${real}，不在项目 ${project} 里，因此没有写入。请改正 ${PROJECT_CONFIG} 或删除链接，然后重试。`,
  })
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return join(realPathOf(dirname(path)), basename(path))
  }
}

function holdsFunctions(root: string): boolean {
  return existsSync(root) && readdirSync(root).some((name) => existsSync(join(root, name, 'index.js')))
}

/**
 * Lists the JavaScript files below a folder of functions, except tests and installed packages.
 *
 * @param under the part of the folder to search, which ends with a slash
 * @returns paths relative to the folder, with slashes
 */
export function scriptsIn(dir: string, under = ''): string[] {
  return readdirSync(join(dir, under), { withFileTypes: true }).flatMap((entry) => {
    const path = `${under}${entry.name}`
    if (SKIPPED.test(entry.name)) return []
    if (entry.isDirectory()) return scriptsIn(dir, `${path}/`)
    return entry.isFile() && /\.[cm]?js$/.test(entry.name) ? [path] : []
  })
}

/**
 * Reads a text file of a project, whatever its encoding. Returns undefined if it is missing.
 *
 * @throws MessageError that names the file, if it is not a regular file or cannot be read
 */
export function readProjectFile(path: string): string | undefined {
  try {
    return readRegularFile(path, false)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(String(codeOf(error)))) return undefined
    const why = reasonIn(error)
    throw new MessageError({
      en: `${path} cannot be read: ${why.en}. Fix it, then run the command again.`,
      zh: `无法读取 ${path}：${why.zh}。请改正后重试。`,
    })
  }
}
