import { existsSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import type { Advice, Message } from '../../../cloudfunctions/openapi/messages/Message'
import { dependenciesOf, packageFolder, packageJson } from './functionPackage'
import { isPath, LoadingRule, packageName, type Refusal } from './LoadingRule'

/** A module that a file of a function requests. */
export type Requested = { request: string; from: string }

/** Why WeChat's cloud cannot load a module, and what to do. */
export interface Explanation {
  what: Message
  next: Advice
}

/**
 * Finds what an error of Node says about a missing module.
 *
 * @param error `Error: Cannot find module 'dayjs'`, with the file that requires it if Node names it
 * @param dir the function's folder
 */
export function missingModule(error: string, dir: string): Requested | undefined {
  const request = /Cannot find (?:module|package) '([^']+)'/.exec(error)?.[1]
  const from = /(?:Require stack:\n- | imported from )(.+)/.exec(error)?.[1]
  return request === undefined ? undefined : { request, from: from ?? join(dir, 'index.js') }
}

/**
 * Returns why the cloud cannot load a module that a function requests and that is on this machine, and how to change that.
 * Returns undefined if the cloud can load it, or if nobody can.
 *
 * @param dir the function's folder
 */
export function howToLoad({ request, from }: Requested, dir: string): Message | undefined {
  const explanation = whyNotLoaded({ request, from }, dir)
  if (!explanation) return undefined
  const { what, next } = explanation
  return {
    en: `${what.en}: ${next.en}. On this machine, --allow-undeclared permits it.`,
    zh: `${what.zh}：${next.zh}。仅在本地可用 --allow-undeclared 放行`,
  }
}

/**
 * Explains why the cloud cannot load a module that is on this machine; undefined for any other module.
 *
 * @param dir the function's folder
 */
export function whyNotLoaded({ request, from }: Requested, dir: string): Explanation | undefined {
  const found = findModule(request, from)
  if (found === undefined) {
    const source = unbuiltSource(request, from)
    return source === undefined ? undefined : unbuilt(source)
  }
  const refusal = new LoadingRule(dir).refusal({ request, from, found })
  return refusal && explain[refusal](request, dir, found)
}

const GUIDE = 'cloudfunctions/docs/share-code'
const SHARE: Message = {
  en: `copy its files into the function's folder, or bundle the function (see ${GUIDE}.md in the package wx-logistics)`,
  zh: `请把文件复制到云函数目录内，或打包云函数（见 wx-logistics 包内的 ${GUIDE}.zh-CN.md）`,
}

const explanation = (en: string, zh: string, next: Advice = SHARE): Explanation => ({ what: { en, zh }, next })

/** Explains that TypeScript has to be built. */
export const unbuilt = (source: string) =>
  explanation(`${source} is TypeScript that is not built`, `${source} 是尚未构建的 TypeScript`, {
    en: 'build it to JavaScript, in the folder that is uploaded',
    zh: '请先构建为 JavaScript，输出到要上传的目录',
  })

/** Explains that package.json lists a package that the cloud cannot install. */
export const notInstallable = (name: string, version: string) =>
  explanation(
    `"${name}": "${version}" in package.json cannot be installed in the cloud`,
    `package.json 中的 "${name}": "${version}" 无法在云端安装`,
  )

/** Explains that a link in the function's folder leads to a file that is not uploaded. */
export const leadsOut = (path: string) =>
  explanation(
    `${path} is a link that leads out of the function's folder, which is all that WeChat uploads`,
    `${path} 是指向云函数目录之外的链接，而微信只上传云函数目录`,
  )

/** Explains that a package is loaded from the function's own node_modules alone. */
export const notUploaded = (name: string) =>
  explanation(
    `${name} is in the function's node_modules, but not in "dependencies" of package.json`,
    `${name} 在云函数的 node_modules 里，但 package.json 的 dependencies 没有声明`,
    {
      en: 'add it there, or upload the function with all files (not: install dependencies in the cloud)',
      zh: '请加上声明，或选择“上传并部署：所有文件”',
    },
  )

const explain: Record<Refusal, (request: string, dir: string, found: string) => Explanation> = {
  outside: (request) =>
    explanation(
      `${request} is outside of the function's folder, which is all that WeChat uploads`,
      `${request} 不在云函数目录内，而微信只上传云函数目录`,
    ),
  link: leadsOut,
  undeclared: (request, dir, found) => {
    const name = packageName(request)
    const path = join(dir, 'package.json')
    const line = `"${name}": ${JSON.stringify(`^${readProperty(packageJson(found), 'version') ?? '1.0.0'}`)}`
    return explanation(
      `package.json does not list ${name} in "dependencies", so WeChat does not install it`,
      `package.json 的 dependencies 里没有 ${name}，云端不会安装它`,
      existsSync(path)
        ? { en: `add ${line} to "dependencies" in ${path}`, zh: `请在 ${path} 的 dependencies 中加上 ${line}` }
        : {
            en: `write ${path}: { "dependencies": { ${line} } }`,
            zh: `请新建 ${path}，内容：{ "dependencies": { ${line} } }`,
          },
    )
  },
  local: (request, dir) => {
    const name = packageName(request)
    return notInstallable(name, String(dependenciesOf(dir).get(name)))
  },
  linked: (request, _dir, found) =>
    explanation(
      `${packageName(request)} is a link to ${found}; the cloud installs the package of this name from npm instead`,
      `${packageName(request)} 是指向 ${found} 的链接，而云端会从 npm 安装同名的包`,
    ),
}

/** What Node appends to a path, in this order. */
const ENDINGS = ['', '.js', '.json', '.node', '/package.json', '/index.js', '/index.json', '/index.node']

/**
 * Finds what Node would load, without running anything.
 *
 * @param request a path, or the name of a package and perhaps of a file in it
 * @param from the path of the file that requests it
 * @returns the real path of the file, or of the folder of the package; undefined if there is none
 * @example
 * findModule('./price', '/shop/cloudfunctions/pay/index.js') // '/shop/cloudfunctions/pay/price.js'
 */
export function findModule(request: string, from: string): string | undefined {
  const path = resolve(dirname(from), request)
  const found = isPath(request)
    ? ENDINGS.map((ending) => path + ending).find(isFile)
    : packageFolder(packageName(request), dirname(from))
  return found && realpathSync(found)
}

/** Returns the TypeScript file that Node does not find, because it is not built; undefined if there is none. */
export function unbuiltSource(request: string, from: string): string | undefined {
  const path = resolve(dirname(from), request).replace(/\.([cm]?)js$/, '')
  return isPath(request) ? ['.ts', '.mts', '.cts', '/index.ts'].map((it) => path + it).find(existsSync) : undefined
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
