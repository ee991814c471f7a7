import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isPath, type LoadingRule, type ModuleRequest, packageName } from './LoadingRule'

/** A step of Node's resolution of an import: https://nodejs.org/api/module.html#resolvespecifier-context-nextresolve */
export interface ImportContext {
  conditions: readonly string[]
  parentURL?: string | undefined
}

/**
 * Checks an import that Node has resolved.
 *
 * @param isRefused decides about imports that the cloud could not load
 * @throws Error that Node throws for a module that is missing
 */
export function checkImport(
  rule: LoadingRule,
  isRefused: (request: ModuleRequest) => boolean,
  specifier: string,
  { conditions, parentURL }: ImportContext,
  url: string,
): void {
  // limitLoading checks what is required.
  if (conditions.includes('require') || !parentURL?.startsWith('file:') || !url.startsWith('file:')) return
  const from = fileURLToPath(parentURL)
  if (!rule.isOwn(from)) return
  const request = specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier
  if (!isRefused({ request, from, found: fileURLToPath(url) })) return
  const missing = isPath(request) ? `module '${resolve(dirname(from), request)}'` : `package '${packageName(request)}'`
  throw Object.assign(new Error(`Cannot find ${missing} imported from ${from}`), { code: 'ERR_MODULE_NOT_FOUND' })
}
