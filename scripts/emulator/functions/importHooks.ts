/**
 * The hooks of import, for Node from 18.19 to 22.14, which runs them in a thread of their own. Built to
 * dist/emulator/importHooks.js; limitLoading.ts registers it.
 */

import { LoadingRule } from './LoadingRule'
import { checkImport, type ImportContext, isRefusedBy, type Limits } from './limitLoading'

let check: (specifier: string, context: ImportContext, url: string) => void

/** Called by Node before the first import. */
export function initialize(limits: Limits): void {
  const rule = new LoadingRule(limits.dir)
  const isRefused = isRefusedBy(rule, limits)
  check = (...step) => checkImport(rule, isRefused, ...step)
}

/** Called by Node for each import. */
export async function resolve<C extends ImportContext>(
  specifier: string,
  context: C,
  next: (specifier: string, context: C) => Promise<{ url: string }>,
): Promise<{ url: string }> {
  const resolved = await next(specifier, context)
  check(specifier, context, resolved.url)
  return resolved
}
