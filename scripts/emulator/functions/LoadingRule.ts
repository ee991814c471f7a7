import { realpathSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { dependenciesOf, isLocalVersion, packageFolder } from './functionPackage'

/**
 * Why the cloud cannot load a module: the file is outside of the function's folder; a link leads there (assumed#upload-links); package.json does not
 * list the package; it lists it as a folder of this machine; the package is a link to such a folder.
 */
export type Refusal = 'outside' | 'link' | 'undeclared' | 'local' | 'linked'

/** A module that a file of a function requests, by require or import. */
export interface ModuleRequest {
  /** What the file wrote, `../common` or `dayjs/locale/zh-cn`. */
  request: string
  /** The real path of the file. */
  from: string
  /** The real path of what Node finds: a file, or the folder of a package. */
  found: string
}

/**
 * What a function can load: WeChat uploads its folder and installs what its package.json lists. The rule is for the requests
 * of the function's own files; packages load what they want.
 */
export class LoadingRule {
  private readonly root: string
  private declared: Map<string, string> | undefined

  /** @param dir the function's folder */
  constructor(dir: string) {
    this.root = realpathSync(dir)
  }

  /** Checks whether a file belongs to the function, and not to a package. */
  isOwn(path: string): boolean {
    return this.holds(path) && !isInPackage(path.slice(this.root.length))
  }

  /** Returns why the cloud cannot load a module; undefined if it can. */
  refusal({ request, from, found }: ModuleRequest): Refusal | undefined {
    if (isBuiltin(request) || this.holds(found)) return undefined
    if (isPath(request)) return this.holds(resolve(dirname(from), request)) ? 'link' : 'outside'
    const name = packageName(request.startsWith('#') ? nameIn(found) : request)
    const version = this.dependencies.get(name)
    if (version === undefined) return this.isInstalled(name) ? undefined : 'undeclared'
    if (isLocalVersion(version)) return 'local'
    return isInPackage(found) ? undefined : 'linked'
  }

  /** Checks whether the cloud installs a package: package.json lists it, or a package that depends on it. */
  isInstalled(name: string): boolean {
    const seen = new Set<string>()
    const dependsOn = (dir: string, names: Iterable<string>): boolean =>
      [...names].some((it) => {
        if (it === name) return true
        const folder = seen.has(it) ? undefined : packageFolder(it, dir)
        seen.add(it)
        if (folder === undefined) return false
        const real = realpathSync(folder)
        return dependsOn(real, dependenciesOf(real).keys())
      })
    return dependsOn(this.root, this.dependencies.keys())
  }

  private get dependencies(): Map<string, string> {
    this.declared ??= dependenciesOf(this.root)
    return this.declared
  }

  private holds(path: string): boolean {
    return path.startsWith(this.root + sep)
  }
}

/** Checks whether a module belongs to Node. Node 16 has no isBuiltin. */
export function isBuiltin(request: string): boolean {
  return request.startsWith('node:') || builtinModules.includes(request)
}

/** Checks whether a request is a path, and not the name of a package. */
export function isPath(request: string): boolean {
  return /^\.\.?([\\/]|$)/.test(request) || isAbsolute(request)
}

/**
 * Returns the package that a request names.
 *
 * @example
 * packageName('@cloudbase/node-sdk/lib') // '@cloudbase/node-sdk'
 */
export function packageName(request: string): string {
  return request.split('/', request.startsWith('@') ? 2 : 1).join('/')
}

function isInPackage(path: string): boolean {
  return path.includes(`${sep}node_modules${sep}`)
}

/** Returns a path from the last node_modules on. */
function nameIn(path: string): string {
  const folder = join(sep, 'node_modules', sep)
  return path.slice(path.lastIndexOf(folder) + folder.length).replaceAll(sep, '/')
}
