/**
 * The hooks of import, for Node from 18.19 to 22.14, which runs them in a thread of their own. Built to
 * dist/emulator/importHooks.js; limitLoading.ts registers it.
 */
import { type ImportContext, type Limits, LoadingLimit } from './limitLoading'

let limit: LoadingLimit

/** Called by Node before the first import. */
export function initialize(limits: Limits): void {
  limit = new LoadingLimit(limits)
}

/** Called by Node for each import. */
export async function resolve<C extends ImportContext>(
  specifier: string,
  context: C,
  next: (specifier: string, context: C) => Promise<{ url: string }>,
): Promise<{ url: string }> {
  const resolved = await next(specifier, context)
  limit.checkImport(specifier, context, resolved.url)
  return resolved
}
