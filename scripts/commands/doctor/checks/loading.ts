import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'
import { howToInstall } from '../../../emulator/functions/advice'
import { dependenciesOf, isLocalVersion, packagesMissing } from '../../../emulator/functions/functionPackage'
import {
  type Explanation,
  findModule,
  leadsOut,
  notInstallable,
  notUploaded,
  unbuilt,
  whyNotLoaded,
} from '../../../emulator/functions/howToLoad'
import { isBuiltin, isPath, LoadingRule, packageName } from '../../../emulator/functions/LoadingRule'
import { type Finding, note, right, wrong } from '../Finding'
import type { Project, ProjectFunction } from '../Project'
import type { StaticRequest } from '../readJavaScript'

/** Finds what functions request and the cloud cannot load, or nobody can. Functions of this package request nothing. */
export function* loading({ root, functions }: Project): Generator<Finding> {
  for (const source of unbuiltEntries(root)) yield found('wrong', String(source.split('/')[0]), unbuilt(source))
  for (const it of functions.filter(({ isBuilt }) => !isBuilt)) {
    const findings = [...packages(it), ...links(it), ...requests(it)]
    yield* findings
    const isParsed = it.sources.some(({ path, mistake }) => path === 'index.js' && mistake === undefined)
    if (isParsed && findings.every(({ level }) => level !== 'wrong'))
      yield right(it.name, { en: 'requests only what the cloud can load', zh: '只加载云端能加载的模块' })
  }
}

/** Returns the entries that are not built, relative to the folder of the functions. */
function unbuiltEntries(root: string): string[] {
  if (!existsSync(root)) return []
  const folders = readdirSync(root).filter((name) => !existsSync(join(root, name, 'index.js')))
  return folders.flatMap((name) =>
    ['index.ts', 'src/index.ts'].map((it) => `${name}/${it}`).filter((it) => existsSync(join(root, it))),
  )
}

/** Checks what package.json lists. */
function* packages({ name, dir }: ProjectFunction): Generator<Finding> {
  const file = `${name}/package.json`
  const listed = dependenciesOf(dir)
  for (const [it, version] of listed)
    if (isLocalVersion(version)) yield found('wrong', file, notInstallable(it, version))
  const missing = packagesMissing(dir).filter((it) => !isLocalVersion(String(listed.get(it))))
  const [first] = missing
  if (first === undefined) return
  const names = missing.join(', ')
  const what = { en: `lists ${names}, which is not installed here`, zh: `声明了 ${names}，但本机没有安装` }
  yield wrong(file, what, howToInstall(first, dir))
}

/** Finds the links that lead out of a function's folder. */
function links({ name, dir }: ProjectFunction): Finding[] {
  const root = realpathSync(dir)
  const below = (under: string): string[] =>
    readdirSync(join(dir, under)).flatMap((entry) => {
      const path = join(under, entry)
      const stats = lstatSync(join(dir, path))
      if (entry === 'node_modules') return []
      if (stats.isDirectory()) return below(path)
      return stats.isSymbolicLink() && !realTarget(join(dir, path)).startsWith(root + sep) ? [path] : []
    })
  return below('').map((path) => found('wrong', `${name}/${path.replaceAll(sep, '/')}`, leadsOut(path)))
}

/** Returns where a link leads; a broken one leads nowhere. */
function realTarget(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return ''
  }
}

function* requests({ name, dir, sources }: ProjectFunction): Generator<Finding> {
  for (const source of sources) {
    const from = realpathSync(join(dir, source.path))
    const seen = new Set<string>()
    for (const it of source.requests) {
      const place = `${name}/${source.path}:${it.line}`
      const { request } = it
      // Two files of one package, in one line of minified code.
      const key = `${it.line} ${isPath(request) ? request : packageName(request)}`
      if (seen.has(key)) continue
      seen.add(key)
      const explanation = whyNotLoaded({ request, from }, dir) ?? whyMissing(it, from, dir)
      if (explanation) yield found(it.isOptional ? 'note' : 'wrong', place, explanation)
      else if (isOnlyInFolder(request, from, dir)) yield found('note', place, notUploaded(packageName(request)))
    }
  }
}

/** Explains that nobody finds a module. The check of package.json reports packages that it lists. */
function whyMissing({ request }: StaticRequest, from: string, dir: string): Explanation | undefined {
  if (isBuiltin(request) || /^(#|\w[\w+.-]+:)/.test(request) || findModule(request, from) !== undefined)
    return undefined
  const what = { en: `${request} is not found`, zh: `找不到 ${request}` }
  if (isPath(request)) return { what, next: { en: 'correct the path, or add the file', zh: '请改正路径或补上文件' } }
  return dependenciesOf(dir).has(packageName(request)) ? undefined : { what, next: howToInstall(request, dir) }
}

/** Checks whether a package is in the function's own node_modules, and the cloud does not install it. */
function isOnlyInFolder(request: string, from: string, dir: string): boolean {
  if (isPath(request) || isBuiltin(request) || new LoadingRule(dir).isInstalled(packageName(request))) return false
  return findModule(request, from)?.startsWith(join(realpathSync(dir), 'node_modules', sep)) ?? false
}

const makers = { note, wrong }

function found(level: keyof typeof makers, subject: string, { what, next }: Explanation): Finding {
  return makers[level](subject, what, next)
}
