import { readFileSync } from 'node:fs'
import Module from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { writeReport } from './invocation'
import { isPath, LoadingRule, type ModuleRequest, packageName } from './LoadingRule'

/** Matches code that may import. Without it no hooks are needed, which on some Nodes start a thread. */
const IMPORT = /\bimport[\s("'{*]/

/** How the loading of a function is limited; it can be sent to another thread. */
export interface Limits {
  /** The function's folder. */
  dir: string
  /** Loads what the cloud could not load too, and reports it. */
  allowUndeclared: boolean
  /** Distinguishes reports from what the function itself writes to the same file descriptor. */
  nonce: string
}

/** A step of Node's resolution of an import: https://nodejs.org/api/module.html#resolvespecifier-context-nextresolve */
export interface ImportContext {
  conditions: readonly string[]
  parentURL?: string | undefined
}

/** Decides what a function may load. */
export class LoadingLimit extends LoadingRule {
  constructor(private readonly limits: Limits) {
    super(limits.dir)
  }

  /** Checks whether a request fails. Reports one that is allowed although the cloud could not load it. */
  refuses(it: ModuleRequest): boolean {
    const { allowUndeclared, nonce } = this.limits
    if (this.refusal(it) === undefined) return false
    if (allowUndeclared) writeReport({ nonce, undeclared: { request: it.request, from: it.from } })
    return !allowUndeclared
  }

  /**
   * Checks an import that Node has resolved.
   *
   * @throws Error that Node throws for a module that is missing
   */
  checkImport(specifier: string, { conditions, parentURL }: ImportContext, url: string): void {
    // limitLoading checks what is required.
    if (conditions.includes('require') || !parentURL?.startsWith('file:') || !url.startsWith('file:')) return
    const from = fileURLToPath(parentURL)
    if (!this.isOwn(from)) return
    const request = specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier
    if (!this.refuses({ request, from, found: fileURLToPath(url) })) return
    const missing = isPath(request)
      ? `module '${resolve(dirname(from), request)}'`
      : `package '${packageName(request)}'`
    throw Object.assign(new Error(`Cannot find ${missing} imported from ${from}`), { code: 'ERR_MODULE_NOT_FOUND' })
  }
}

/**
 * Makes require and import refuse what the cloud could not load, with the errors that Node has for a missing module. Node
 * before 18.19 has no hooks for import: there, only require is limited.
 */
export function limitLoading(limits: Limits): void {
  const limit = new LoadingLimit(limits)
  const resolve: unknown = Reflect.get(Module, '_resolveFilename')
  if (typeof resolve !== 'function') return
  let limitsImport = false
  Reflect.set(Module, '_resolveFilename', (request: string, parent: unknown, ...others: unknown[]): string => {
    const found: string = Reflect.apply(resolve, Module, [request, parent, ...others])
    const from = readProperty(parent, 'filename')
    if (
      typeof from === 'string' &&
      (limit.isOwn(from) || isCreated(parent, from)) &&
      limit.refuses({ request, from, found })
    ) {
      const error = new Error(`Cannot find module '${request}'\nRequire stack:\n- ${from}`)
      throw Object.assign(error, { code: 'MODULE_NOT_FOUND', requireStack: [from] })
    }
    if (!limitsImport && limit.isOwn(found) && IMPORT.test(readFileSync(found, 'latin1'))) {
      limitsImport = true
      limitImport(limits, limit)
    }
    return found
  })
}

/** Checks whether createRequire made a `require` for a file that is not loaded. Packages make some too. */
function isCreated(parent: unknown, from: string): boolean {
  return require.cache[from] !== parent && !/[\\/]node_modules[\\/]/.test(from)
}

function limitImport(limits: Limits, limit: LoadingLimit): void {
  const registerHooks: unknown = Reflect.get(Module, 'registerHooks')
  const register: unknown = Reflect.get(Module, 'register')
  // Since Node 22.15, in this thread.
  if (typeof registerHooks === 'function')
    registerHooks({
      resolve(
        specifier: string,
        context: ImportContext,
        next: (specifier: string, context: ImportContext) => { url: string },
      ) {
        const resolved = next(specifier, context)
        limit.checkImport(specifier, context, resolved.url)
        return resolved
      },
    })
  else if (typeof register === 'function') register(pathToFileURL(join(__dirname, 'importHooks.js')), { data: limits })
}
