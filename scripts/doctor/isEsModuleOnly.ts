import { readProperty } from '../../cloudfunctions/openapi/errors/readProperty'

/**
 * Whether a package has nothing that require takes.
 *
 * @param manifest its package.json
 * @see https://nodejs.org/api/packages.html#conditional-exports
 */
export function isEsModuleOnly(manifest: unknown): boolean {
  const exports = readProperty(manifest, 'exports')
  const entry = readProperty(exports, '.') ?? exports ?? readProperty(manifest, 'main') ?? 'index.js'
  if (JSON.stringify(entry).includes('"require":')) return false
  const file = fileOf(entry)
  if (file === undefined || file.endsWith('.mjs')) return true
  return readProperty(manifest, 'type') === 'module' && !file.endsWith('.cjs')
}

/** That which require takes where no condition speaks of it. */
function fileOf(entry: unknown): string | undefined {
  if (typeof entry === 'string' || entry === undefined) return entry
  return fileOf(Array.isArray(entry) ? entry[0] : (readProperty(entry, 'node') ?? readProperty(entry, 'default')))
}
